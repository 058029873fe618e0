import { print } from '@night-pilot/perf-report/text';
import {
  changesOf,
  type FlameGraph,
  renderCosts,
  withCheckedLines,
  writeFlameGraph,
} from '@night-pilot/perf-compare/profile';
import { placeOf } from './run-folder.ts';

/** Writes the flame graph of one profile into a folder and prints its most expensive functions. */
export async function showProfile(
  folder: string,
  { root, ...graph }: FlameGraph & { root: string },
): Promise<void> {
  const { title, unit, head, notes = [] } = graph;
  const costs = await withCheckedLines(changesOf({ base: head, head }), root);
  await writeFlameGraph(folder, { ...graph, changes: costs });
  const functions = renderCosts(costs, { unit });
  print(`${[title, functions, ...notes, placeOf(folder)].join('\n')}\n\n`);
}
