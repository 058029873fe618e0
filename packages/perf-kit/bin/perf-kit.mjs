#!/usr/bin/env node
import module from 'node:module';

// The sources are TypeScript, which older versions of Node cannot run.
if (process.features.typescript) {
  // Keep compiled code between starts: stripping types would take longer than the rest of a start.
  module.enableCompileCache?.();
  await import('../src/cli/main.ts');
} else {
  process.stderr.write(
    `perf-kit needs Node 22.18, 23.6 or newer, but this is Node ${process.versions.node} (${process.execPath}). Install a newer one from nodejs.org, or put its folder first in PATH.\n`,
  );
  process.exitCode = 2;
}
