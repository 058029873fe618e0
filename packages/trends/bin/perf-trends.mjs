#!/usr/bin/env node
import module from 'node:module';

// Cache compiled code between starts: stripping types takes longer than the rest of a start.
module.enableCompileCache?.();
await import('../src/cli/main.ts');
