import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nxWorkspace } from '../testing/nx-workspace.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { waitForFile, waitUntilEnded } from '../testing/wait.ts';
import { lastSentence } from './last-sentence.ts';
import type { MeasuringTask } from './measuring-task.ts';
import { nxRunner } from './nx-runner.ts';

const node = (source: string) => ({ command: `node -e ${JSON.stringify(source)}` });

async function run(workspace: string, task: MeasuringTask, env: Record<string, string> = {}) {
  let output = '';
  const code = await nxRunner(workspace).run(task, { env, onOutput: (text) => (output += text) });
  return { code, output };
}

describe('list', () => {
  test('lists the measuring targets of all projects or of one, benchmarks first', async () => {
    const workspace = await nxWorkspace({
      web: { perf: node(''), build: node(''), load: node('') },
      db: { bench: node(''), test: node('') },
    });
    const runner = nxRunner(workspace);
    expect(await runner.list({})).toEqual([
      { id: 'db:bench', project: 'db', kind: 'bench', cache: false },
      { id: 'web:load', project: 'web', kind: 'load', cache: false },
      { id: 'web:perf', project: 'web', kind: 'perf', cache: false },
    ]);
    expect(await runner.list({ project: 'db' })).toHaveLength(1);
    expect(await runner.list({ project: 'nope' })).toEqual([]);
  });

  test('rejects with the abort reason when it is interrupted', async () => {
    const workspace = await nxWorkspace({ db: { bench: node('') } });
    const interrupt = new AbortController();
    const listing = nxRunner(workspace).list({ signal: interrupt.signal });
    interrupt.abort();
    await expect(listing).rejects.toBe(interrupt.signal.reason);
  });

  test('reports a workspace without Nx', async () => {
    await expect(nxRunner(await tempFolder()).list({})).rejects.toMatchObject({
      code: 'WORKSPACE_UNREADABLE',
    });
  });
});

describe('run', () => {
  test('passes variables to the target, and returns its output and exit code', async () => {
    const workspace = await nxWorkspace({
      db: { bench: node(`console.error('Expected ' + process.env.WHAT); process.exit(3)`) },
    });
    const task = { id: 'db:bench', project: 'db', kind: 'bench', cache: false } as const;
    const { code, output } = await run(workspace, task, { WHAT: 'a server' });
    expect(code).not.toBe(0);
    expect(lastSentence(output, 'db: ')).toBe('Expected a server');
  });

  test('measures a cached target again, but builds once', async () => {
    const append = (name: string) => node(`require('fs').appendFileSync('${name}', 'x')`);
    const workspace = await nxWorkspace({
      db: {
        bench: { ...append('measured'), cache: true },
        load: { ...append('loaded'), dependsOn: ['build'] },
        build: { ...append('built'), cache: true, inputs: ['{projectRoot}/package.json'] },
      },
    });
    const cached = { NX_SKIP_NX_CACHE: '', NX_DISABLE_NX_CACHE: '' };
    for (let time = 0; time < 2; time += 1) {
      for (const task of await nxRunner(workspace).list({})) await run(workspace, task, cached);
    }
    expect(await readFile(join(workspace, 'measured'), 'utf8')).toBe('xx');
    expect(await readFile(join(workspace, 'loaded'), 'utf8')).toBe('xx');
    expect(await readFile(join(workspace, 'built'), 'utf8')).toBe('x');
  });

  test.each([
    ['the target', ''],
    ['a target that ignores SIGTERM', `process.on('SIGTERM', () => {});`],
  ])('ends %s when it is aborted', async (_name, prelude) => {
    const workspace = await nxWorkspace({
      db: {
        bench: node(
          `${prelude} require('fs').writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1000)`,
        ),
      },
    });
    const interrupt = new AbortController();
    const ended = nxRunner(workspace).run(
      { id: 'db:bench', project: 'db', kind: 'bench', cache: false },
      { env: {}, onOutput: () => undefined, signal: interrupt.signal },
    );
    const pid = Number(await waitForFile(join(workspace, 'pid')));
    interrupt.abort();
    expect(await ended).not.toBe(0);
    await waitUntilEnded(pid);
  });
});
