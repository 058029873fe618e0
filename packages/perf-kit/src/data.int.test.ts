import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Returns the specifiers that Node resolves while it loads a module. */
async function resolvedBy(specifier: string): Promise<string[]> {
  const program = `
    import { registerHooks } from 'node:module';
    const specifiers = new Set();
    registerHooks({ resolve(name, context, next) { specifiers.add(name); return next(name, context); } });
    await import('${specifier}');
    console.log(JSON.stringify([...specifiers]));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { cwd: import.meta.dirname },
  );
  return JSON.parse(stdout) as string[];
}

test("loads faker's words only when a script imports the data subpath", async () => {
  const faker = '@faker-js/faker/locale/en';
  expect(await resolvedBy('@night-pilot/perf-kit/data')).toContain(faker);
  expect(await resolvedBy('@night-pilot/perf-kit')).not.toContain(faker);
});
