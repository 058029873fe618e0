import module from 'node:module';

// Compiled code is kept between forks: stripping types again would triple their start-up time.
module.enableCompileCache?.();
await import('./main.ts');
