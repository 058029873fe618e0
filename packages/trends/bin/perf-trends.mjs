#!/usr/bin/env node
import module from 'node:module';

// Compiled code is kept between starts: stripping types would cost more than the rest of a start.
module.enableCompileCache?.();
await import('../src/cli/main.ts');
