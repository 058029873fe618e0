import { picked } from './draw.ts';
import { type FormName, FORMS, isPartial, type Place } from './forms.ts';
import type { ProgramName } from './generated-programs.ts';
import { CALLS } from './steps.ts';

/**
 * Cost of a form, in instructions of an iteration. It was not counted by perf-kit, but by callgrind, with Node 24.21 on
 * x64, in the seventh window of 4,000 iterations.
 */
interface Cost {
  /** Range of the counted costs of an execution. */
  each: Range;
  /** Additional cost of each call when only some items execute the form. */
  partly?: Range;
  /** Cost that does not depend on the number of calls. */
  once?: Range;
}

type Range = readonly [least: number, most: number];

const COSTS: Record<FormName, Cost> = {
  object: { each: [109, 125], partly: [0, 12] },
  array: { each: [115, 121], partly: [0, 14] },
  closure: { each: [123, 138], partly: [0, 22] },
  added: { each: [4.65, 5.05] },
  asked: { each: [3.05, 3.5] },
  grown: { each: [48, 53.5] },
  table: { each: [78, 86], once: [-26, 0] },
};

/** Costs with rows of SQLite, which are other objects than the items of the other programs. */
const COSTS_IN_ROWS: Partial<Record<FormName, Cost>> = {
  object: { each: [99, 125], partly: [0, 12] },
  asked: { each: [5.2, 5.95] },
};

/** Instructions of an iteration of each unchanged program, counted in the same way. */
const INSTRUCTIONS: Record<ProgramName, number> = {
  'JSON parsing': 38_563,
  arithmetic: 39_642,
  allocation: 36_262,
  async: 37_413,
  'zod validation': 37_161,
  SQLite: 48_747,
};

/** Limit of what an edit adds, as a multiple of its share, if any place meets it. */
const MOST_TIMES = 1.4;

/**
 * Returns a place where a form adds at least a share to the instructions of an iteration, and little more.
 *
 * @param share 0.01 is 1 %.
 */
export function placeFor(
  program: ProgramName,
  { form, share, random }: { form: FormName; share: number; random: () => number },
): Place {
  const wanted = share * INSTRUCTIONS[program];
  const places = CALLS.flatMap((_, step) => FORMS[form].amounts.map((amount) => ({ step, amount })))
    .map((place) => ({ place, cost: costOf(program, form, place) }))
    .filter(({ cost: [least] }) => least >= wanted)
    .sort((a, b) => a.cost[1] - b.cost[1]);
  const fitting = places.filter(({ cost: [, most] }) => most <= MOST_TIMES * wanted);
  const [nearest] = places;
  if (nearest === undefined) {
    throw new RangeError(`Expected a share that ${form} can add to ${program}, got ${share}.`);
  }
  return picked(fitting.length > 0 ? fitting : [nearest], random).place;
}

function costOf(program: ProgramName, form: FormName, place: Place): Range {
  const inRows = program === 'SQLite' ? COSTS_IN_ROWS[form] : undefined;
  const { each, partly = [0, 0], once = [0, 0] } = inRows ?? COSTS[form];
  const calls = CALLS[place.step] as number;
  const executions = FORMS[form].executions({ calls, amount: place.amount });
  const partlyCalls = isPartial(form, place) ? calls : 0;
  const total = (end: 0 | 1) => executions * each[end] + partlyCalls * partly[end] + once[end];
  return [total(0), total(1)];
}
