#!/usr/bin/env node
import module from 'node:module';

// Keep compiled code between starts: stripping types would take longer than the rest of a start.
module.enableCompileCache?.();
await import('../src/cli/main.ts');
