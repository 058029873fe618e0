import type { Module, Statement } from './module.ts';
import { ITEMS, type StepChange, stepsModule } from './steps.ts';

/** Programs of the calibration of counts, by their kind of work. */
export const PROGRAM_NAMES = [
  'JSON parsing',
  'arithmetic',
  'allocation',
  'async',
  'zod validation',
  'SQLite',
] as const;
export type ProgramName = (typeof PROGRAM_NAMES)[number];

/** Name of the only benchmark of every program, and of its test. */
export const BENCHMARK = 'run';
export const BENCH_FILE = 'program.bench.ts';

/** Packages that programs import. */
export const NEEDED: Partial<Record<ProgramName, string>> = {
  'zod validation': 'zod',
  SQLite: 'better-sqlite3',
};

/** Returns a program, unchanged or with one changed step. */
export function programModules(name: ProgramName, change: StepChange | null = null): Module[] {
  return [BENCH_MODULE, { path: 'core.ts', statements: CORES[name] }, stepsModule(change)];
}

const BENCH_MODULE: Module = {
  path: BENCH_FILE,
  statements: [
    { text: `import { test } from 'vitest';\nimport { run } from './core.ts';` },
    {
      text: `test('${BENCHMARK}', async ({ bench }) => {\n  await bench('${BENCHMARK}', run).run();\n});`,
    },
  ],
};

const fromSteps = (...names: string[]): Statement => ({
  text: `import { addUp, ${names.join(', ')} } from './steps.ts';`,
});
const constant = (name: string, text: string): Statement => ({ name, text });
const madeItems = (name: string, length = ITEMS) =>
  constant(name, `const ${name} = Array.from({ length: ${length} }, (_, id) => makeItem(id));`);

/** Work of an iteration before the steps weigh its items. */
const CORES: Record<ProgramName, readonly Statement[]> = {
  'JSON parsing': [
    fromSteps('type Item', 'makeItem'),
    madeItems('origins'),
    constant('source', 'const source = JSON.stringify(origins);'),
    {
      name: 'parsed',
      locals: ['text', 'found'],
      text: `function parsed(text: string): Item[] {
  const found = JSON.parse(text) as Item[];
  return found;
}`,
    },
    {
      locals: ['records'],
      text: `export function run(): number {
  const records = parsed(source);
  return records.length + addUp(records);
}`,
    },
  ],
  arithmetic: [
    fromSteps('makeItem'),
    madeItems('origins'),
    constant('numbers', 'const numbers: number[] = [];'),
    { text: 'for (let number = 0.25; number < 1_000; number += 0.25) numbers.push(number);' },
    {
      name: 'folded',
      locals: ['values', 'result', 'at'],
      text: `function folded(values: readonly number[]): number {
  let result = 1;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    result = result * 0.75 + value * value;
  }
  return result;
}`,
    },
    {
      locals: ['found'],
      text: `export function run(): number {
  const found = folded(numbers);
  return found + addUp(origins);
}`,
    },
  ],
  allocation: [
    fromSteps('type Item', 'makeItem'),
    {
      name: 'makeItems',
      locals: ['many', 'items', 'id'],
      text: `function makeItems(many: number): Item[] {
  const items: Item[] = [];
  for (let id = 0; id < many; id += 1) {
    items.push(makeItem(id));
  }
  return items;
}`,
    },
    {
      name: 'entriesOf',
      locals: ['origins', 'entries', 'origin', 'copy'],
      text: `function entriesOf(origins: readonly Item[]): { origin: Item; place: number[] }[] {
  const entries: { origin: Item; place: number[] }[] = [];
  for (const origin of origins) {
    for (let copy = 0; copy < 18; copy += 1) {
      entries.push({ origin, place: [origin.id, copy] });
    }
  }
  return entries;
}`,
    },
    {
      locals: ['made', 'placed'],
      text: `export function run(): number {
  const made = makeItems(16);
  const placed = entriesOf(made);
  return placed.length + addUp(made);
}`,
    },
  ],
  async: [
    fromSteps('type Item', 'makeItem'),
    madeItems('origins'),
    {
      name: 'load',
      locals: ['place'],
      text: `async function load(place: number): Promise<Item> {
  return origins[place & 3] as Item;
}`,
    },
    {
      locals: ['loaded', 'at', 'origin'],
      text: `export async function run(): Promise<number> {
  const loaded: Item[] = [];
  for (let at = 0; at < 32; at += 1) {
    const origin = await load(at);
    loaded.push(origin);
  }
  return loaded.length + addUp(loaded);
}`,
    },
  ],
  'zod validation': [
    { text: `import { z } from 'zod';` },
    fromSteps('type Item', 'makeItem'),
    madeItems('origins', 20),
    constant(
      'schema',
      `const schema = z.object({
  id: z.number(),
  title: z.string(),
  count: z.number(),
  size: z.number(),
  rank: z.number(),
  offset: z.number(),
  delay: z.number(),
  excess: z.number(),
  debt: z.number(),
  hidden: z.boolean(),
  closed: z.boolean(),
  broken: z.boolean(),
  frozen: z.boolean(),
});`,
    ),
    {
      name: 'validated',
      locals: ['value'],
      text: `function validated(value: unknown): Item {
  return schema.parse(value);
}`,
    },
    {
      locals: ['valid', 'origin'],
      text: `export function run(): number {
  const valid: Item[] = [];
  for (const origin of origins) {
    valid.push(validated(origin));
  }
  return valid.length + addUp(valid);
}`,
    },
  ],
  SQLite: [
    { text: `import Database from 'better-sqlite3';` },
    fromSteps('type Item', 'makeItem'),
    madeItems('origins'),
    constant('connection', `const connection = new Database(':memory:');`),
    constant('columns', 'const columns = Object.keys(makeItem(0));'),
    { text: 'connection.exec(`CREATE TABLE items (${columns.join()})`);' },
    constant(
      'insert',
      'const insert = connection.prepare(`INSERT INTO items VALUES (${columns.map(() => "?").join()})`);',
    ),
    {
      text: 'for (const origin of origins) insert.run(...Object.values(origin).map((value) => typeof value === "boolean" ? Number(value) : value));',
    },
    constant('select', `const select = connection.prepare('SELECT * FROM items ORDER BY id');`),
    {
      name: 'selected',
      locals: ['rows'],
      text: `function selected(): Item[] {
  const rows = select.all() as Item[];
  return rows;
}`,
    },
    {
      locals: ['stored'],
      text: `export function run(): number {
  const stored = selected();
  return stored.length + addUp(stored);
}`,
    },
  ],
};
