import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** The packages that are resolved while a module of this package is loaded. */
async function resolvedBy(specifier: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const asked = new Set();
    registerHooks({ resolve(name, context, next) { asked.add(name); return next(name, context); } });
    await import('${specifier}');
    console.log(JSON.stringify([...asked]));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { cwd: import.meta.dirname },
  );
  return JSON.parse(stdout) as string[];
}

test("only the subpath for data loads faker's words", async () => {
  const faker = '@faker-js/faker/locale/en';
  expect(await resolvedBy('@night-pilot/perf-kit/data')).toContain(faker);
  expect(await resolvedBy('@night-pilot/perf-kit')).not.toContain(faker);
});
