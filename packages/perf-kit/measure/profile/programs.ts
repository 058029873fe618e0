/** A program of many functions, in two modules, and the benchmark that runs it. */
export interface Program {
  name: string;
  /** Text of `program.js`, which imports from `parts.js`. */
  program: string;
  parts: string;
}

export const BENCH = `import { test } from 'vitest';
import { run } from './program.js';
test('program', ({ bench }) => bench('run', () => run()).run());
`;

const orders: Program = {
  name: 'orders',
  program: `import { cells, toNumber, tidy, pad, roundTo, firstOf } from './parts.js';
const LINES = Array.from({ length: 120 }, (_, i) =>
  [i, 'customer ' + (i % 17), ' Item-' + (i % 31) + ' ', 1 + (i % 7), (3.5 + (i % 13)).toFixed(2), i % 3 ? 'EU' : 'US'].join(';'));
const RATES = new Map([['EU', 0.19], ['US', 0.07]]);
function parseOrder(line) {
  const [id, customer, item, count, price, region] = cells(line);
  return { id: toNumber(id), customer: tidy(customer), item: tidy(item), count: toNumber(count), price: toNumber(price), region };
}
function isValid(order) {
  return order.count > 0 && order.price > 0 && order.customer.length > 0 && RATES.has(order.region);
}
function netOf(order) {
  return order.count * order.price;
}
function discountOf(order) {
  const net = netOf(order);
  if (net > 60) return net * 0.1;
  return net > 30 ? net * 0.05 : 0;
}
function taxOf(order, net) {
  return net * (RATES.get(order.region) ?? 0);
}
function priced(order) {
  const net = netOf(order) - discountOf(order);
  return { ...order, net, tax: taxOf(order, net) };
}
function groupByCustomer(orders) {
  const groups = new Map();
  for (const order of orders) {
    const group = groups.get(order.customer);
    if (group === undefined) groups.set(order.customer, [order]);
    else group.push(order);
  }
  return groups;
}
function summarise(customer, orders) {
  let net = 0;
  let tax = 0;
  for (const order of orders) {
    net += order.net;
    tax += order.tax;
  }
  return { customer, net: roundTo(net, 2), tax: roundTo(tax, 2), first: firstOf(orders).id };
}
function rank(summaries) {
  return summaries.sort((left, right) => right.net - left.net);
}
function row(summary) {
  return pad(summary.customer, 14) + pad(String(summary.net), 10) + pad(String(summary.tax), 10);
}
function report(summaries) {
  return summaries.map(row).join('\\n');
}
export function run() {
  const orders = LINES.map(parseOrder).filter(isValid).map(priced);
  const summaries = [...groupByCustomer(orders)].map(([customer, members]) => summarise(customer, members));
  return report(rank(summaries)).length;
}
`,
  parts: `export function cells(line) {
  return line.split(';');
}
export function toNumber(text) {
  return Number(text);
}
export function tidy(text) {
  return text.trim().toLowerCase();
}
export function pad(text, width) {
  return text.padEnd(width);
}
export function roundTo(value, digits) {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
export function firstOf(list) {
  return list[0];
}
`,
};

const markup: Program = {
  name: 'markup',
  program: `import { escapeHtml, slug, isBlank, depthOf, words } from './parts.js';
const TEXT = Array.from({ length: 40 }, (_, i) =>
  ['#'.repeat(1 + (i % 3)) + ' Title number ' + i, '', 'Some *text* with <angle> & ampersand, and a [link](target-' + i + ') in it.',
    '- item one of ' + i, '- item two of ' + i, ''].join('\\n')).join('\\n');
function splitLines(text) {
  return text.split('\\n');
}
function kindOf(line) {
  if (isBlank(line)) return 'blank';
  if (line.startsWith('#')) return 'heading';
  return line.startsWith('- ') ? 'item' : 'text';
}
function parseBlock(line) {
  const kind = kindOf(line);
  if (kind === 'heading') {
    const depth = depthOf(line);
    return { kind, depth, text: line.slice(depth + 1) };
  }
  return { kind, depth: 0, text: kind === 'item' ? line.slice(2) : line };
}
function inline(text) {
  let out = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 42 && code !== 91) continue;
    const end = text.indexOf(code === 42 ? '*' : ']', at + 1);
    if (end < 0) continue;
    out += escapeHtml(text.slice(from, at)) + '<em>' + escapeHtml(text.slice(at + 1, end)) + '</em>';
    from = end + 1;
    at = end;
  }
  return out + escapeHtml(text.slice(from));
}
function renderHeading(block) {
  return '<h' + block.depth + ' id="' + slug(block.text) + '">' + inline(block.text) + '</h' + block.depth + '>';
}
function renderItem(block) {
  return '<li>' + inline(block.text) + '</li>';
}
function renderText(block) {
  return '<p>' + inline(block.text) + '</p>';
}
function renderBlock(block) {
  if (block.kind === 'heading') return renderHeading(block);
  if (block.kind === 'item') return renderItem(block);
  return block.kind === 'text' ? renderText(block) : '';
}
function contents(blocks) {
  const list = [];
  for (const block of blocks) if (block.kind === 'heading') list.push({ depth: block.depth, id: slug(block.text) });
  return list;
}
function countWords(blocks) {
  let count = 0;
  for (const block of blocks) count += words(block.text);
  return count;
}
function join(pieces) {
  return pieces.join('\\n');
}
export function run() {
  const blocks = splitLines(TEXT).map(parseBlock);
  const html = join(blocks.map(renderBlock));
  return html.length + contents(blocks).length + countWords(blocks);
}
`,
  parts: `const ENTITIES = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
export function escapeHtml(text) {
  return text.replace(/[<>&]/g, (character) => ENTITIES[character]);
}
export function slug(text) {
  return text.toLowerCase().replaceAll(' ', '-');
}
export function isBlank(line) {
  return line.length === 0;
}
export function depthOf(line) {
  let depth = 0;
  while (line.charCodeAt(depth) === 35) depth += 1;
  return depth;
}
export function words(text) {
  let count = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {
    const isLetter = text.charCodeAt(at) > 32;
    if (isLetter && !inside) count += 1;
    inside = isLetter;
  }
  return count;
}
`,
};

const graph: Program = {
  name: 'graph',
  program: `import { Heap, edgeKey, clamp, seeded } from './parts.js';
const NODES = 150;
function makeEdges() {
  const random = seeded(7);
  return Array.from({ length: NODES * 4 }, () => ({ from: (random() * NODES) | 0, to: (random() * NODES) | 0, weight: 1 + random() * 9 }));
}
const EDGES = makeEdges();
function adjacency(edges) {
  const lists = Array.from({ length: NODES }, () => []);
  for (const edge of edges) lists[edge.from].push(edge);
  return lists;
}
function withoutDoubles(edges) {
  const seen = new Set();
  return edges.filter((edge) => {
    const key = edgeKey(edge);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
function breadthFirst(lists, start) {
  const depth = new Array(NODES).fill(-1);
  const queue = [start];
  depth[start] = 0;
  for (let at = 0; at < queue.length; at += 1) {
    for (const { to } of lists[queue[at]]) {
      if (depth[to] !== -1) continue;
      depth[to] = depth[queue[at]] + 1;
      queue.push(to);
    }
  }
  return depth;
}
function relax(distances, heap, edge, base) {
  const distance = base + edge.weight;
  if (distance >= distances[edge.to]) return;
  distances[edge.to] = distance;
  heap.push({ node: edge.to, distance });
}
function shortest(lists, start) {
  const distances = new Array(NODES).fill(Infinity);
  distances[start] = 0;
  const heap = new Heap();
  heap.push({ node: start, distance: 0 });
  while (heap.size > 0) {
    const { node, distance } = heap.pop();
    if (distance > distances[node]) continue;
    for (const edge of lists[node]) relax(distances, heap, edge, distance);
  }
  return distances;
}
function degrees(lists) {
  return lists.map((list) => list.length);
}
function spread(lists, ranks) {
  const next = new Array(NODES).fill(0.15);
  for (let node = 0; node < NODES; node += 1) {
    const list = lists[node];
    const share = (0.85 * ranks[node]) / Math.max(1, list.length);
    for (const { to } of list) next[to] += share;
  }
  return next;
}
function importance(lists) {
  let ranks = new Array(NODES).fill(1);
  for (let round = 0; round < 4; round += 1) ranks = spread(lists, ranks);
  return ranks;
}
function score(depth, distance, rank) {
  return clamp(rank * 10 + depth - (distance === Infinity ? 0 : distance) / 10, 0, 100);
}
export function run() {
  const lists = adjacency(withoutDoubles(EDGES));
  const depth = breadthFirst(lists, 0);
  const distances = shortest(lists, 0);
  const ranks = importance(lists);
  let sum = degrees(lists).length;
  for (let node = 0; node < NODES; node += 1) sum += score(depth[node], distances[node], ranks[node]);
  return sum;
}
`,
  parts: `export class Heap {
  #items = [];
  get size() {
    return this.#items.length;
  }
  push(item) {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent].distance <= item.distance) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }
  pop() {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (items.length > 0) sink(items, last);
    return first;
  }
}
function sink(items, item) {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= items.length) break;
    if (child + 1 < items.length && items[child + 1].distance < items[child].distance) child += 1;
    if (items[child].distance >= item.distance) break;
    items[at] = items[child];
    at = child;
  }
  items[at] = item;
}
export function edgeKey(edge) {
  return edge.from * 1000 + edge.to;
}
export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
`,
};

const store: Program = {
  name: 'store',
  program: `import { Store, matches, project, byName } from './parts.js';
const RECORDS = Array.from({ length: 150 }, (_, i) => ({ id: 'r' + i, name: 'name ' + ((i * 37) % 150), tags: ['t' + (i % 5), 't' + (i % 7)], size: i % 23, at: 1000 + i }));
async function load(store) {
  for (const record of RECORDS) store.put(record);
  return store.count();
}
async function search(store, tag) {
  const found = store.withTag(tag).filter((record) => matches(record, 3));
  return found.sort(byName).map(project);
}
function page(list, from, length) {
  return list.slice(from, from + length);
}
function encode(list) {
  return JSON.stringify(list);
}
function checksum(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) | 0;
  return sum;
}
function merge(pages) {
  const all = [];
  for (const list of pages) for (const record of list) all.push(record);
  return all;
}
function newest(list) {
  let best = list[0];
  for (const record of list) if (record.at > best.at) best = record;
  return best;
}
export async function run() {
  const store = new Store(100);
  const count = await load(store);
  const pages = [];
  for (let tag = 0; tag < 7; tag += 1) pages.push(page(await search(store, 't' + tag), 0, 20));
  const all = merge(pages);
  return checksum(encode(all)) + count + newest(all).at;
}
`,
  parts: `export class Store {
  constructor(limit) {
    this.limit = limit;
    this.records = new Map();
    this.tags = new Map();
  }
  put(record) {
    this.records.set(record.id, record);
    this.addTags(record);
    if (this.records.size > this.limit) this.evict();
  }
  addTags(record) {
    for (const tag of record.tags) {
      const ids = this.tags.get(tag);
      if (ids === undefined) this.tags.set(tag, new Set([record.id]));
      else ids.add(record.id);
    }
  }
  evict() {
    const [oldest] = this.records.keys();
    this.remove(oldest);
  }
  remove(id) {
    const record = this.records.get(id);
    this.records.delete(id);
    for (const tag of record.tags) this.tags.get(tag).delete(id);
  }
  withTag(tag) {
    const found = [];
    for (const id of this.tags.get(tag) ?? []) found.push(this.records.get(id));
    return found;
  }
  count() {
    return this.records.size;
  }
}
export function matches(record, least) {
  return record.size >= least && record.name.length > 4;
}
export function project(record) {
  return { id: record.id, name: record.name, at: record.at };
}
export function byName(left, right) {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
`,
};

const numbers: Program = {
  name: 'numbers',
  program: `import { dot, column, mean, bucketOf } from './parts.js';
const SIZE = 24;
const SERIES = Array.from({ length: 600 }, (_, i) => Math.sin(i / 7) * 10 + (i % 13));
function matrix(offset) {
  return Array.from({ length: SIZE }, (_, row) => Float64Array.from({ length: SIZE }, (_, at) => ((row * 7 + at * 3 + offset) % 11) / 11));
}
const [A, B] = [matrix(1), matrix(5)];
function multiply(left, right) {
  const columns = Array.from({ length: SIZE }, (_, at) => column(right, at));
  return left.map((row) => columns.map((values) => dot(row, values)));
}
function trace(rows) {
  let sum = 0;
  for (let at = 0; at < rows.length; at += 1) sum += rows[at][at];
  return sum;
}
function smooth(values, width) {
  const out = [];
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) {
    sum += values[at];
    if (at >= width) sum -= values[at - width];
    out.push(sum / Math.min(at + 1, width));
  }
  return out;
}
function deviation(values) {
  const middle = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - middle) ** 2;
  return Math.sqrt(sum / values.length);
}
function histogram(values) {
  const buckets = new Array(30).fill(0);
  for (const value of values) buckets[bucketOf(value)] += 1;
  return buckets;
}
function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(share * (sorted.length - 1))];
}
function peaks(values) {
  const found = [];
  for (let at = 1; at < values.length - 1; at += 1) {
    if (values[at] > values[at - 1] && values[at] > values[at + 1]) found.push(at);
  }
  return found;
}
function gaps(positions) {
  const out = [];
  for (let at = 1; at < positions.length; at += 1) out.push(positions[at] - positions[at - 1]);
  return out;
}
export function run() {
  const smoothed = smooth(SERIES, 9);
  const rhythm = mean(gaps(peaks(smoothed)));
  const spread = deviation(smoothed) + quantile(smoothed, 0.9);
  return trace(multiply(A, B)) + rhythm + spread + histogram(SERIES)[3];
}
`,
  parts: `export function dot(left, right) {
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += left[at] * right[at];
  return sum;
}
export function column(rows, at) {
  const out = new Float64Array(rows.length);
  for (let row = 0; row < rows.length; row += 1) out[row] = rows[row][at];
  return out;
}
export function mean(values) {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at];
  return sum / values.length;
}
export function bucketOf(value) {
  return Math.max(0, Math.min(29, Math.floor(value + 12)));
}
`,
};

export const PROGRAMS = [orders, markup, graph, store, numbers];
