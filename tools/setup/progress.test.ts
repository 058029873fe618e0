import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createProgress } from './progress.mjs';

function createWriter() {
  const written: string[] = [];
  return { written, write: (text: string) => void written.push(text) };
}

test('prints each step as one line when the output is not a terminal', async () => {
  const { written, write } = createWriter();
  const { say, step } = createProgress({ write, isTerminal: false, repaintMs: 1 });
  const result = await step('Installing', async () => {
    await sleep(20);
    return 'installed';
  });
  say('Ready.');
  expect(result).toBe('installed');
  expect(written).toEqual(['Installing …\n', 'Ready.\n']);
});

test('counts the seconds of a step in one line of a terminal', async () => {
  const { written, write } = createWriter();
  let ms = 0;
  const { step } = createProgress({ write, isTerminal: true, now: () => ms, repaintMs: 60_000 });
  await step('Installing', async () => {
    ms = 12_900;
  });
  expect(written).toEqual(['\r\u001B[KInstalling …', '\r\u001B[KInstalling … 12 s', '\n']);
});

test('ends the line of a step that fails', async () => {
  const { written, write } = createWriter();
  const { step } = createProgress({ write, isTerminal: true, now: () => 0, repaintMs: 60_000 });
  await expect(step('Installing', () => Promise.reject(new Error('no space')))).rejects.toThrow(
    'no space',
  );
  expect(written.at(-1)).toBe('\n');
});
