import { afterEach, expect, test, vi } from 'vitest';
import { PLAIN, workspaceWith } from '@night-pilot/perf-compare/testing';
import { confirmInTurns } from './confirm-in-turns.ts';
import type { Suspect } from './suspect.ts';

afterEach(() => void vi.unstubAllEnvs());

/** Twenty times the work of `PLAIN`: a few pairs decide, also on a busy machine. */
const SLOWER = `export const core = (list) => {
  let copies = [];
  for (let round = 0; round < 20; round += 1) copies = list.map((one) => ({ ...one }));
  return copies.length;
};
`;

const identity = (name: string): Suspect['identity'] => ({
  project: 'top',
  suite: 'a sum',
  name,
  params: {},
  instrument: 'wall',
});

test('confirms a slower version, answers for the same commit at once, and cannot tell what git or the project does not have', async () => {
  const workspace = await workspaceWith(PLAIN);
  const base = workspace.git('rev-parse', 'HEAD').trim();
  workspace.commit({ 'packages/core/index.js': SLOWER });
  const head = workspace.git('rev-parse', 'HEAD').trim();
  const labels: string[] = [];
  const confirm = confirmInTurns({
    workspace: workspace.root,
    onProgress: (label) => labels.push(label),
  });
  const answers = await confirm([
    { identity: identity('of 200'), base, head },
    { identity: identity('of 200'), base, head: base },
    { identity: identity('of 200'), base: 'f'.repeat(40), head },
    { identity: identity('of 300'), base, head },
    { identity: { ...identity('of 200'), project: 'gone' }, base, head },
    { identity: identity('of 200'), base, head },
  ]);
  expect(answers.map(({ state }) => state)).toEqual([
    'regression',
    'unchanged',
    'unanswered',
    'unanswered',
    'unanswered',
    'unanswered',
  ]);
  expect(answers[0]?.reason).toContain(`measured in turns with commit ${base.slice(0, 10)}`);
  expect(answers.at(-1)?.reason).toContain('only 5 suspicions');
  expect(labels[0]).toBe(`top › a sum › of 200 against commit ${base.slice(0, 10)}`);
});

test('answers nothing once it is interrupted', async () => {
  const confirm = confirmInTurns({ workspace: '.', signal: AbortSignal.abort() });
  expect(await confirm([{ identity: identity('of 200'), base: 'a', head: 'b' }])).toMatchObject([
    { state: 'unanswered', reason: 'measuring in turns was interrupted' },
  ]);
});
