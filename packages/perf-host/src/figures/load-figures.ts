import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';
import type { Project } from '@night-pilot/perf-report/workspace';
import type { Figure } from './define-figures.ts';

/**
 * Loads the promises of a project from `figures.ts` (or `figures.js`) in its root.
 *
 * @returns An empty array when there is no such file.
 * @throws {PerfKitError} `FIGURES_INVALID` when its default export is not a list of figures.
 */
export async function loadFigures({ root }: Project): Promise<readonly Figure[]> {
  const file = ['figures.ts', 'figures.js', 'figures.mjs']
    .map((name) => join(root, name))
    .find((path) => existsSync(path));
  if (file === undefined) return [];
  const { default: figures } = (await import(pathToFileURL(file).href)) as { default?: unknown };
  if (Array.isArray(figures) && figures.every(isFigure)) return figures;
  throw new PerfKitError(
    'FIGURES_INVALID',
    `${file} must have a default export made by defineFigures([{ title, from, suite, name, min or max }]).`,
  );
}

function isFigure(value: unknown): value is Figure {
  const { title, from, suite, name, min, max } = (value ?? {}) as Record<string, unknown>;
  const texts = [title, suite, name].every((text) => typeof text === 'string');
  const isKnown = from === 'bench' || from === 'load' || from === 'measure';
  return texts && isKnown && (typeof min === 'number') !== (typeof max === 'number');
}
