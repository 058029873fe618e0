import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instrumentAvailability } from '@night-pilot/perf-host/count';
import { writeProject } from '@night-pilot/perf-report/testing';
import { countPair } from './count-pair.ts';

const available = instrumentAvailability('instructions');
const skipped = available.state === 'unavailable' ? ` (skipped: ${available.reason})` : '';

const WRITE = `export function write(rows: readonly Record<string, string>[], names: readonly string[]): string {
  const lines: string[] = [names.join(',')];
  for (const row of rows) {
    const fields: string[] = [];
    for (const name of names) fields.push(escapeField(row[name] ?? ''));
    lines.push(fields.join(','));
  }
  return lines.join('\\n');
}
`;
const HELPER = `function escapeField(value: string): string {
  return /[",\\n]/.test(value) ? \`"\${value.replaceAll('"', '""')}"\` : value;
}
`;

async function versionWith(files: Record<string, string>) {
  const { root } = await writeProject({
    'csv.bench.ts': `import { test } from 'vitest';
      import { write } from './csv.ts';
      const names = ['id', 'name', 'email', 'note'];
      const rows = Array.from({ length: 100 }, (_, id) => ({
        id: String(id),
        name: 'Name, ' + id,
        email: 'user' + id + '@example.org',
        note: 'said "hi" ' + id,
      }));
      test('test', async ({ bench }) => {
        await bench('write', () => write(rows, names)).run();
      });`,
    ...files,
  });
  return { cwd: root, file: join(root, 'csv.bench.ts') };
}

/** A helper in the file of what calls it, and in a file of its own. */
async function armsOf() {
  return {
    base: await versionWith({ 'csv.ts': WRITE + HELPER }),
    head: await versionWith({
      'csv.ts': `import { escapeField } from './escape-field.ts';\n${WRITE}`,
      'escape-field.ts': `export ${HELPER}`,
    }),
  };
}

test('uses the usual floor for bytes wherever the code is: imports allocate none', async () => {
  const { judgement } = await countPair(await armsOf(), {
    instrument: 'allocated',
    test: ['test'],
    benchmark: 'write',
  });
  expect(judgement).toMatchObject({ state: 'unchanged', isMoved: false });
});

test.skipIf(available.state === 'unavailable')(
  `calls a helper in a file of its own unchanged, at the cost of an import${skipped}`,
  { timeout: 900_000 },
  async () => {
    const { judgement } = await countPair(await armsOf(), {
      instrument: 'instructions',
      test: ['test'],
      benchmark: 'write',
    });
    expect(judgement).toMatchObject({ state: 'unchanged', isMoved: true });
    if (judgement?.state !== 'unchanged') return;
    // Some instructions for each of 400 calls: the count itself stays as it is.
    expect(judgement.head - judgement.base).toBeGreaterThan(400);
  },
);
