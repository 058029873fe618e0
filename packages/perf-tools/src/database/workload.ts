import type { TestDataGenerator, TestPrompt } from '../data/test-data-generator.ts';
import { seededRandom } from '@night-pilot/perf-report/stats';
import type { PromptTarget } from './prompt-target.ts';
import { isSame, type WrittenPrompts } from './written-prompts.ts';

/** Operations of a database test, in their order. */
export const DATABASE_OPERATIONS = [
  'insert',
  'insert batch',
  'point read',
  'list',
  'search',
  'mix',
] as const;

export type DatabaseOperation = (typeof DATABASE_OPERATIONS)[number];

export interface Workload<Id> {
  target: PromptTarget<Id>;
  generator: TestDataGenerator;
  written: WrittenPrompts<Id>;
  listLimit: number;
  readShare: number;
  seed: number;
}

/** Runs an operation once. Throws when the answer of the target is wrong. */
export type Step = () => Promise<void>;

/** @returns the step, or the reason why the target does not support it. */
export function stepOf<Id>(
  operation: DatabaseOperation,
  workload: Workload<Id>,
  batchSize: number,
): Step | string {
  const { target, written } = workload;
  const isMissing = MISSING[operation].find((method) => target[method] === undefined);
  if (isMissing !== undefined) return `The target has no ${isMissing}.`;
  const reads = operation === 'point read' || operation === 'list' || operation === 'search';
  if (reads && written.count === 0) return 'There is no written prompt to read.';
  const random = seededRandom(workload.seed);
  switch (operation) {
    case 'insert':
      return () => insert(workload);
    case 'insert batch':
      return () => insertBatch(workload, batchSize);
    case 'point read':
      return () => readOne(workload, random());
    case 'list':
      return () => list(workload);
    case 'search':
      return () => search(workload, random());
    case 'mix':
      return () => {
        const reads = random() < workload.readShare && written.count > 0;
        return reads ? readOne(workload, random()) : insert(workload);
      };
  }
}

const MISSING: Record<DatabaseOperation, readonly (keyof PromptTarget)[]> = {
  insert: [],
  'insert batch': ['createPrompts'],
  'point read': ['getPrompt'],
  list: ['listPrompts'],
  search: ['listPrompts'],
  mix: ['getPrompt'],
};

async function insert<Id>({ target, generator, written }: Workload<Id>): Promise<void> {
  const prompt = generator.prompt();
  written.add(await target.createPrompt(prompt), prompt);
}

async function insertBatch<Id>(
  { target, generator, written }: Workload<Id>,
  size: number,
): Promise<void> {
  const prompts: TestPrompt[] = [...generator.prompts(size)];
  const ids = (await target.createPrompts?.(prompts)) ?? [];
  if (ids.length !== size) throw new Error(`Expected ${size} new ids, got ${ids.length}.`);
  prompts.forEach((prompt, index) => written.add(ids[index] as Id, prompt));
}

async function readOne<Id>({ target, written }: Workload<Id>, share: number): Promise<void> {
  const { id, prompt } = written.at(share);
  const stored = await target.getPrompt?.(id);
  if (!stored) throw new Error('A written prompt was not found.');
  if (!isSame(stored, prompt)) throw new Error('A prompt differs from what was written.');
}

async function list<Id>({ target, written, listLimit }: Workload<Id>): Promise<void> {
  const prompts = (await target.listPrompts?.({ limit: listLimit })) ?? [];
  const least = Math.min(listLimit, written.count);
  if (prompts.length >= least && prompts.length <= listLimit) return;
  throw new Error(`Expected a list of ${least} to ${listLimit} prompts, got ${prompts.length}.`);
}

async function search<Id>(
  { target, written, listLimit }: Workload<Id>,
  share: number,
): Promise<void> {
  const { title } = written.at(share).prompt;
  const found = (await target.listPrompts?.({ search: title, limit: listLimit })) ?? [];
  if (found.length === 0) throw new Error('A search for the title of a written prompt found none.');
  if (found.length > listLimit) {
    throw new Error(`Expected at most ${listLimit} prompts, got ${found.length}.`);
  }
  const text = title.toLowerCase();
  const isHit = found.every((prompt) =>
    [prompt.title, prompt.content, prompt.tags].join('\n').toLowerCase().includes(text),
  );
  if (!isHit) throw new Error('A search found a prompt that does not contain the text.');
}
