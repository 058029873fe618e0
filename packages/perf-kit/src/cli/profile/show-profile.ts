import { changesOf } from '../../profile/diff/grown-functions.ts';
import type { FlameGraph } from '../../profile/page/flame-graph-page.ts';
import { writeFlameGraph } from '../../profile/write-profiles.ts';
import { renderCosts } from '../../show/functions-table.ts';
import { placeOf } from './run-folder.ts';

/** Writes the flame graph of one profile into a folder and prints the functions that take most. */
export async function showProfile(folder: string, graph: FlameGraph): Promise<void> {
  const { title, unit, head } = graph;
  await writeFlameGraph(folder, graph);
  const functions = renderCosts(changesOf({ base: head, head }), { unit });
  process.stdout.write(`${title}\n${functions}\n${placeOf(folder)}\n\n`);
}
