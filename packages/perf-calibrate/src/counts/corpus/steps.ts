import type { Module, Statement } from './module.ts';

/** How many items a program hands to the steps at least: a power of two. */
export const ITEMS = 4;
/** How often each step calls its own function in an iteration: an edit of that function is executed so often. */
export const CALLS = [2, 3, 4, 5, 6, 8, 10, 12, 15, 19, 24, 30, 38, 48] as const;
/** Properties that are zero in every item, which no compiler knows. */
export const ZEROS = ['offset', 'delay', 'excess', 'debt'] as const;
/** Properties that are false in every item (or 0, where a program has no booleans). */
export const FLAGS = ['hidden', 'closed', 'broken', 'frozen'] as const;

/** What a planted edit changes about one step; all of it leaves the result as it is. */
export interface StepChange {
  step: number;
  /** Statements that come before the function. */
  above?: readonly string[];
  /** Lines at the start of the function that the step calls. */
  first?: readonly string[];
  /** What is added to its result. */
  added?: readonly string[];
  /** What the step calls instead of its function: an expression of `index`. */
  callee?: string;
}

/**
 * The module that every program ends in: steps which each call a small function of their own for the
 * first so many items. The compiler puts that function into the loop of its step; the steps themselves
 * are called through a list of them all, so that one of them never becomes a part of another.
 */
export function stepsModule(change: StepChange | null): Module {
  const steps = CALLS.flatMap((calls, step) =>
    stepStatements(step, calls, change?.step === step ? change : { step }),
  );
  const list = CALLS.map((_, step) => `step${step}`).join(', ');
  return {
    path: 'steps.ts',
    statements: [
      { text: ITEM_TYPE },
      // Its parameter is not renamed: it is a property of what it makes too.
      { text: MAKE_ITEM, name: 'makeItem' },
      ...steps,
      { text: `const steps = [${list}];`, name: 'steps' },
      { text: ADD_UP, name: 'addUp', locals: ['list', 'total'] },
    ],
  };
}

function stepStatements(
  step: number,
  calls: number,
  { above = [], callee = `weigh${step}`, ...change }: StepChange,
): Statement[] {
  const weigh = `weigh${step}`;
  return [
    ...above.map((text) => ({ text })),
    { text: weighFunction(weigh, change), name: weigh, locals: ['item', 'part'] },
    {
      text: `function step${step}(items: readonly Item[]): number {
  let sum = 0;
  for (let index = 0; index < ${calls}; index += 1) {
    sum += ${callee}(items[index & ${ITEMS - 1}] as Item);
  }
  return sum;
}`,
      name: `step${step}`,
      locals: ['items', 'sum', 'index'],
    },
  ];
}

/** The function that a step calls for an item. */
export function weighFunction(
  name: string,
  { step, first = [], added = [] }: Pick<StepChange, 'step' | 'first' | 'added'>,
): string {
  return [
    `function ${name}(item: Item): number {`,
    ...first.map((line) => `  ${line}`),
    `  const part = item.count * ${step + 2} + item.size;`,
    `  return ${['part - item.rank', ...added].join(' + ')};`,
    '}',
  ].join('\n');
}

const ITEM_TYPE = `export interface Item {
  id: number;
  title: string;
  count: number;
  size: number;
  rank: number;
${ZEROS.map((name) => `  ${name}: number;`).join('\n')}
${FLAGS.map((name) => `  ${name}: boolean;`).join('\n')}
}`;

const MAKE_ITEM = `export function makeItem(id: number): Item {
  return {
    id,
    title: 'item ' + id,
    count: id % 7,
    size: id % 11,
    rank: id % 5,
${ZEROS.map((name) => `    ${name}: 0,`).join('\n')}
${FLAGS.map((name) => `    ${name}: false,`).join('\n')}
  };
}`;

const ADD_UP = `export function addUp(list: readonly Item[]): number {
  let total = 0;
  for (const step of steps) total += step(list);
  return total;
}`;
