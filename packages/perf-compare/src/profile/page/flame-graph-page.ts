import { readFile } from 'node:fs/promises';
import { formatValue } from '@night-pilot/perf-report/text';
import type { CallNode } from '../tree/call-tree.ts';
import { changesOf, type FunctionChange, namedFunctions } from '../diff/grown-functions.ts';
import { frameKey, framePlace } from '../tree/frame.ts';
import { formatGrowth } from './format-growth.ts';

export interface FlameGraph {
  title: string;
  /** Says what was profiled, and how, in a sentence. */
  about: string;
  unit: 'ns' | 'bytes';
  /** Values are per this, such as `iteration`. null: they are for the whole run. */
  per: string | null;
  head: CallNode;
  /** The version to compare head with. null: there is none. */
  base: CallNode | null;
  /** Say what the profile does not see, and how to read it. @default none */
  notes?: readonly string[] | undefined;
  /** The functions of both versions, the one that grew most first. @default those of the trees */
  changes?: readonly FunctionChange[];
}

/** Rows of the table of functions. */
const ROWS = 10;

/** Makes a page that draws a flame graph. It needs no network and opens by double click. */
export async function flameGraphPage(graph: FlameGraph): Promise<string> {
  const { title, about, per, base, notes = [] } = graph;
  const [style, script] = await Promise.all(
    ['flame-graph.css', 'flame-graph.js'].map((name) =>
      readFile(new URL(name, import.meta.url), 'utf8'),
    ),
  );
  const ofWhat = per === null ? '' : ` of one ${per}`;
  const legend =
    base === null
      ? 'Each file has a colour.'
      : 'Red grew, blue shrank, in its own time or bytes. A frame has the width of the version in which it is larger.';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(about)}</p>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
${functionsTable(graph)}
<h2 id="graph-title">Call tree${escapeHtml(ofWhat)}</h2>
<p>Callers are above the functions that they called. Click or Enter zooms, Escape zooms out, arrow keys move. ${legend}</p>
<div class="controls">
<label>Find a function <input id="search" type="search"></label>
<button id="out" type="button">Whole tree</button>
</div>
<p id="detail" role="status"></p>
<div id="graph" role="tree" aria-labelledby="graph-title"></div>
</main>
<script type="application/json" id="data">${dataOf(graph)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function functionsTable({ head, base, unit, changes: given }: FlameGraph): string {
  const changes = given ?? changesOf({ base: base ?? head, head });
  const value = (amount: number) => `<td class="number">${formatValue(amount, unit)}</td>`;
  const named = ({ frame, shownAs }: FunctionChange) => {
    const note = shownAs === null ? '' : `, drawn as ${shownAs.name || '(anonymous)'}`;
    return `<td>${escapeHtml(frame.name || '(anonymous)')} <span class="file">${escapeHtml(framePlace(frame) + note)}</span></td>`;
  };
  if (base === null) {
    const most = changes.toSorted((a, b) => b.self.head - a.self.head).slice(0, ROWS);
    const rows = most.map(
      (change) => named(change) + value(change.self.head) + value(change.total.head),
    );
    return tableOf('Functions that take most', ['function', 'own', 'with all called'], rows);
  }
  const { state, functions } = namedFunctions({ base, head }, changes);
  const rows = functions.slice(0, ROWS).map((change) => {
    const growth = formatGrowth(change.self, unit);
    return `${named(change)}${value(change.self.base)}${value(change.self.head)}<td class="number grew">${growth}</td><td class="number">${formatGrowth(change.total, unit)}</td>`;
  });
  if (rows.length === 0) return '';
  const columns = ['function', 'own, base', 'own, head', 'own', 'with all called'];
  const heading =
    state === 'grown' ? 'Functions that grew most' : 'Functions nearest to having grown';
  return tableOf(heading, columns, rows);
}

function tableOf(title: string, columns: readonly string[], rows: readonly string[]): string {
  const heads = columns.map(
    (column, index) => `<th scope="col"${index === 0 ? '' : ' class="number"'}>${column}</th>`,
  );
  const body = rows.map((row) => `<tr>${row}</tr>`).join('\n');
  return `<h2>${title}</h2>\n<table><thead><tr>${heads.join('')}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

type Row = [frame: number, head: number, base: number, children: Row[]];

/** Writes the trees as JSON that cannot end its script element. */
function dataOf({ head, base, unit }: FlameGraph): string {
  const frames = new Map<string, { index: number; entry: [name: string, file: string] }>();
  const indexOf = ({ frame }: CallNode): number => {
    const key = frameKey(frame);
    const known = frames.get(key) ?? { index: frames.size, entry: [frame.name, frame.file] };
    frames.set(key, known);
    return known.index;
  };
  const rowOf = (inHead: CallNode | undefined, inBase: CallNode | undefined): Row[] => {
    const node = inHead ?? inBase;
    if (node === undefined) return [];
    const keys = new Set([...(inHead?.children.keys() ?? []), ...(inBase?.children.keys() ?? [])]);
    const children = [...keys].flatMap((key) =>
      rowOf(inHead?.children.get(key), inBase?.children.get(key)),
    );
    return [[indexOf(node), rounded(inHead?.self), rounded(inBase?.self), children]];
  };
  const [tree] = rowOf(head, base ?? undefined);
  const data = {
    unit,
    isDifference: base !== null,
    tree,
    frames: [...frames.values()].map(({ entry }) => entry),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function rounded(value = 0): number {
  return Number(value.toPrecision(5));
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
