import Database from 'better-sqlite3';
import { test } from 'vitest';
import { z } from 'zod';

/** Programs of six kinds, for what `counting.measure.ts` says about counts. */
test('counted', async ({ bench }) => {
  const text = JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id, title: `t${id}` })));
  const schema = z.object({ id: z.number(), title: z.string(), tags: z.array(z.string()) });
  const prompt = { id: 1, title: 'Changelog', tags: ['work', 'daily'] };
  const connection = new Database(':memory:');
  connection.exec('CREATE TABLE prompts (id INTEGER PRIMARY KEY, title TEXT)');
  connection.exec("INSERT INTO prompts (title) VALUES ('a'), ('b'), ('c')");
  const select = connection.prepare('SELECT title FROM prompts WHERE id = ?');
  const numbers = Array.from({ length: 1_000 }, (_, index) => index * 1.5);
  await bench.compare(
    bench('JSON parsing', () => JSON.parse(text) as unknown),
    bench('arithmetic', () => {
      let sum = 0;
      for (const number of numbers) sum += Math.sqrt(number) * 2;
      return sum;
    }),
    bench('allocation', () => numbers.map((value) => ({ value }))),
    bench('async', async () => {
      let sum = 0;
      for (let call = 0; call < 20; call++) sum += await Promise.resolve(call);
      return sum;
    }),
    bench('zod validation', () => schema.parse(prompt)),
    bench('SQLite', () => select.get(2)),
  );
  connection.close();
});
