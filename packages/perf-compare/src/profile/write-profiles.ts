import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfiledVersions } from './diff/profile-versions.ts';
import { type FlameGraph, flameGraphPage } from './page/flame-graph-page.ts';
import type { ProfileOfThread } from './record/profile-script.ts';
import type { Profiler } from '@night-pilot/perf-host/fork';

export const FLAME_GRAPH = 'flame-graph.html';

/** Returns the file extension by which Chrome's DevTools and VS Code recognise a profile. */
export function extensionOf(profiler: Profiler): string {
  return profiler === 'cpu' ? '.cpuprofile' : '.heapprofile';
}

export function unitOf(profiler: Profiler): 'ns' | 'bytes' {
  return profiler === 'cpu' ? 'ns' : 'bytes';
}

/** Writes a profile of V8, with the number of iterations of the benchmark if that is known. @returns The name of the file. */
export async function writeProfile(
  folder: string,
  name: string,
  { profiler, profile, iterations }: ProfileOfThread & { iterations?: number },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = `${name}${extensionOf(profiler)}`;
  const known = iterations === undefined ? profile : { ...profile, iterations };
  await writeFile(join(folder, file), JSON.stringify(known));
  return file;
}

export async function writeFlameGraph(folder: string, graph: FlameGraph): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, FLAME_GRAPH), await flameGraphPage(graph));
  return FLAME_GRAPH;
}

/** Writes a profile of each version and their differential flame graph into a folder. */
export async function writeDifference(
  folder: string,
  { profiler, trees, changes, best }: ProfiledVersions,
  { title, about, notes }: Pick<FlameGraph, 'title' | 'about' | 'notes'>,
): Promise<void> {
  await writeProfile(folder, 'base', best.base);
  await writeProfile(folder, 'head', best.head);
  const unit = unitOf(profiler);
  await writeFlameGraph(folder, { title, about, notes, unit, per: 'iteration', ...trees, changes });
}

/** Makes a folder's name from a title: `parse-small-object-json.parse` from `parse › small object › JSON.parse`. */
export function folderNameOf(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return name === '' ? 'profile' : name;
}
