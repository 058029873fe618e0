import { checkRun } from '../../check/check-run.ts';
import { headline } from '../../show/headline.ts';
import { printable } from '../../show/printable.ts';
import { renderResults } from '../../show/results-text.ts';
import { withStore } from '../with-store.ts';

/** `perf-trends check`: prints what was judged about a run. */
export async function check(options: { run?: string; store?: string }): Promise<0 | 1 | 2> {
  const checked = await withStore(options.store, (store) => checkRun(store, options), {
    mustExist: true,
  });
  const { id } = checked.report.run;
  process.stdout.write(`${renderResults(checked)}\n\nRun ${printable(id)}: ${headline(checked)}\n`);
  return checked.outcome.exitCode;
}
