import { picked, shuffled } from './draw.ts';
import { FLAGS, ITEMS, type StepChange, weighFunction, ZEROS } from './steps.ts';

/** Kinds of planted edits. Each makes the function of a step do more, without more calls. */
export type PlantedKind = 'property read' | 'lost inlining' | 'allocation';

/** A way to write a planted edit. */
export interface Form {
  kind: PlantedKind;
  /** Possible amounts in one function: number of reads, or number of allocating items of four. */
  amounts: readonly number[];
  /** Returns the number of executions in an iteration. */
  executions: (place: { calls: number; amount: number }) => number;
  write: (random: () => number, place: Place) => StepChange;
}

/** Step and amount of a form. */
export interface Place {
  step: number;
  amount: number;
}

/** All added values reach the result or an exported object, so that no compiler removes them. */
export const FORMS = {
  object: allocating((first, second) => `{ ${first}: item.${first}, ${second}: item.${second} }`),
  array: allocating((first, second) => `[item.${first}, item.${second}]`),
  closure: allocating((first, second) => `() => item.${first} + item.${second}`),
  added: {
    kind: 'property read',
    amounts: [1, 2, 3, 4],
    executions: ({ calls, amount }) => calls * amount,
    write(random, { step, amount }) {
      const reads = shuffled(ZEROS, random)
        .slice(0, amount)
        .map((name) => `item.${name}`);
      if (random() < 0.5) return { step, added: reads };
      const name = picked(NAMES, random);
      return { step, first: [`const ${name} = ${reads.join(' + ')};`], added: [name] };
    },
  },
  asked: {
    kind: 'property read',
    amounts: [1, 2, 3, 4],
    executions: ({ calls, amount }) => calls * amount,
    write(random, { step, amount }) {
      const flags = shuffled(FLAGS, random).slice(0, amount);
      return { step, first: flags.map((name) => `if (item.${name}) return 0;`) };
    },
  },
  grown: {
    kind: 'lost inlining',
    amounts: [1],
    executions: ({ calls }) => calls,
    write(random, { step }) {
      const name = picked(NAMES, random);
      const lines = COLD_LINES + Math.floor(random() * COLD_LINES);
      return {
        step,
        first: [
          'if (item.count < 0) {',
          `  let ${name} = item.rank;`,
          ...Array.from({ length: lines }, () => `  ${name} = ${name} * 31 + item.size;`),
          `  return ${name};`,
          '}',
        ],
      };
    },
  },
  table: {
    kind: 'lost inlining',
    amounts: [1],
    executions: ({ calls }) => calls,
    write(random, { step }) {
      const name = picked(NAMES, random);
      const others = Array.from({ length: MEGAMORPHIC - 1 }, (_, index) => `${name}${index}`);
      return {
        step,
        above: [
          ...others.map((other) => weighFunction(other, { step })),
          `const ${name} = [weigh${step}, ${others.join(', ')}];`,
        ],
        callee: `(${name}[index % ${MEGAMORPHIC}] as typeof weigh${step})`,
      };
    },
  },
} satisfies Record<string, Form>;

export type FormName = keyof typeof FORMS;
/** Whether only some items of a function allocate. */
export function isPartial(form: FormName, { amount }: Place): boolean {
  return FORMS[form].kind === 'allocation' && amount < ITEMS;
}
export const FORM_NAMES = Object.keys(FORMS) as FormName[];

/** Number of functions that makes a call megamorphic: V8 keeps four. */
const MEGAMORPHIC = 5;
/** Number of lines that prevents inlining: each takes more than 10 bytes of code, and V8 inlines at most 460. */
const COLD_LINES = 50;
const NAMES = ['extra', 'surplus', 'rest', 'correction', 'by', 'adjustmentOfThePart'] as const;
const KEEPERS = ['kept', 'seen', 'latestOfAll'] as const;
const NUMBERS = ['count', 'size', 'rank', 'id'] as const;

function allocating(value: (first: string, second: string) => string): Form {
  return {
    kind: 'allocation',
    amounts: [1, 2, 3, 4],
    executions: ({ calls, amount }) =>
      Array.from({ length: calls }, (_, at) => at % ITEMS).filter((id) => id < amount).length,
    write(random, { step, amount }) {
      const keeper = picked(KEEPERS, random);
      const [first = 'id', second = 'id'] = shuffled(NUMBERS, random);
      const assigned = `${keeper}.last = ${value(first, second)};`;
      return {
        step,
        above: [`export const ${keeper}: { last: unknown } = { last: null };`],
        first: [amount === ITEMS ? assigned : `if (item.id < ${amount}) ${assigned}`],
      };
    },
  };
}
