import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/** Packages that users install for these tools. */
export type ToolPackage = '0x' | 'clinic';

/**
 * Finds the script that starts a tool: the one that the project has installed, else that of perf-kit.
 *
 * @param roots Folders to resolve it from, in this order.
 * @throws {PerfKitError} `TOOL_MISSING` with the command that installs it.
 */
export function findTool(name: ToolPackage, roots: readonly string[]): string {
  for (const root of roots) {
    try {
      const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`);
      const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as {
        bin: string | Record<string, string>;
      };
      const script = typeof bin === 'string' ? bin : bin[name];
      if (script !== undefined) return join(dirname(manifest), script);
    } catch {
      continue;
    }
  }
  throw new PerfKitError(
    'TOOL_MISSING',
    `${name} is not installed: npm install --save-dev ${name}. Without --tool, V8's own profiler needs nothing.`,
  );
}
