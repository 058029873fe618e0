import type { Module, Statement } from './module.ts';

/** Least number of items that a program passes to the steps: a power of two. */
export const ITEMS = 4;
/** Calls that each step makes to its own function in an iteration, which is how often an edit of it is executed. */
export const CALLS = [2, 3, 4, 5, 6, 8, 10, 12, 15, 19, 24, 30, 38, 48] as const;
/** Properties that are zero in every item. No compiler knows that. */
export const ZEROS = ['offset', 'delay', 'excess', 'debt'] as const;
/** Properties that are false in every item (or 0, where a program has no booleans). */
export const FLAGS = ['hidden', 'closed', 'broken', 'frozen'] as const;

/** Changes of a planted edit to one step. The result stays the same. */
export interface StepChange {
  step: number;
  /** Statements before the function. */
  above?: readonly string[];
  /** Lines at the start of the function that the step calls. */
  first?: readonly string[];
  /** Terms added to its result. */
  added?: readonly string[];
  /** Expression of `index` that the step calls instead of its function. */
  callee?: string;
}

/**
 * Returns the last module of every program: steps that each call their own small function for the first items. The
 * compiler inlines that function into the loop of its step. The steps are called through a list, so none of them is
 * inlined into another.
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
      // Its parameter is not renamed, because the new item has a property of the same name.
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

/** Returns the function that a step calls for an item. */
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
