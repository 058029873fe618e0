import { type Finding, listFindings } from '../../findings/list-findings.ts';
import { placeText, seriesText } from '../../show/finding-line.ts';
import { printable } from '../../show/printable.ts';
import { withStore } from './with-store.ts';

export interface FindingsCommandOptions {
  store?: string;
  /** Lists those that are expected or fixed, and improvements, too. @default false */
  all?: boolean;
  /** Prints JSON. @default false */
  json?: boolean;
}

/** `perf-trends findings`: lists what changed, the newest first. */
export async function findings(options: FindingsCommandOptions): Promise<void> {
  const all = await withStore(options.store, listFindings, { mustExist: true });
  const shown = options.all === true ? all : all.filter(isOpen);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return;
  }
  if (shown.length === 0) {
    const hint =
      all.length === 0
        ? ''
        : `; ${all.length} are expected, fixed or improvements: --all lists them`;
    process.stdout.write(`No open finding${hint}.\n`);
    return;
  }
  process.stdout.write(`${shown.map(render).join('\n\n')}\n`);
}

function isOpen({ direction, state }: Finding): boolean {
  return direction === 'regression' && (state === 'new' || state === 'acknowledged');
}

/** Renders a finding for a terminal: what, since when, what somebody said, and one line for each series. */
export function render(finding: Finding): string {
  const { id, direction, state, since, before, series, note, link, author, changedAt } = finding;
  const said = [
    note,
    link,
    ...(author === null ? [] : [`${author}, ${changedAt.slice(0, 10)}`]),
  ].filter((text) => text !== null);
  return [
    `${id}  ${direction}, ${state}, since ${placeText(since)} (run ${since.run}), after ${placeText(before)}`,
    ...(said.length === 0 ? [] : [`          ${said.join(' · ')}`]),
    ...series.map(
      (one) =>
        `          ${seriesText(one)}${one.fixedBy === null ? '' : `, fixed in run ${one.fixedBy}`}`,
    ),
  ]
    .map(printable)
    .join('\n');
}
