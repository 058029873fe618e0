import type { Program } from './programs.ts';

/** Programs of small functions, which V8 compiles into the loops that call them. */

const vectors: Program = {
  name: 'vectors',
  program: `import { Vector, lerp, clampUnit } from './parts.js';
const POINTS = Array.from({ length: 400 }, (_, at) => new Vector((at * 7) % 31, (at * 13) % 29));
class Box {
  #low;
  #high;
  constructor(low, high) {
    this.#low = low;
    this.#high = high;
  }
  get width() {
    return this.#high - this.#low;
  }
  holds(value) {
    return value >= this.#low && value < this.#high;
  }
  static around(value) {
    return new Box(value - 4, value + 4);
  }
}
function pathLength(points) {
  let sum = 0;
  for (let at = 1; at < points.length; at += 1) sum += points[at].distance(points[at - 1]);
  return sum;
}
function inside(points, box) {
  let count = 0;
  for (const point of points) if (box.holds(point.x)) count += 1;
  return count + box.width;
}
function middle(points) {
  let [x, y] = [0, 0];
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return (x + y) / points.length;
}
function blend(points, share) {
  let sum = 0;
  for (let at = 1; at < points.length; at += 1) sum += lerp(points[at - 1].x, points[at].y, clampUnit(share + at / 1000));
  return sum;
}
export function run() {
  return pathLength(POINTS) + inside(POINTS, Box.around(12)) + middle(POINTS) + blend(POINTS, 0.3);
}
`,
  parts: `export class Vector {
  constructor(x, y) {
    this.across = x;
    this.down = y;
  }
  get x() {
    return this.across;
  }
  get y() {
    return this.down;
  }
  distance(other) {
    return Math.abs(this.across - other.across) + Math.abs(this.down - other.down);
  }
}
export const lerp = (from, to, share) => from + (to - from) * share;
export function clampUnit(value) {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
`,
};

const scanner: Program = {
  name: 'scanner',
  program: `import { isSpace, isDigit, mix, fold } from './parts.js';
const TEXT = Array.from({ length: 120 }, (_, at) => 'name' + at + ' = ' + at * 17 + '; (call ' + (at % 9) + ')').join('\\n');
const isLetter = (code) => (code | 32) >= 97 && (code | 32) <= 122;
function kindOf(code) {
  if (isSpace(code)) return 0;
  if (isDigit(code)) return 1;
  return isLetter(code) ? 2 : 3;
}
function countKinds(text) {
  const counts = [0, 0, 0, 0];
  for (let at = 0; at < text.length; at += 1) counts[kindOf(text.charCodeAt(at))] += 1;
  return counts;
}
function hash(text) {
  let state = 7;
  for (let at = 0; at < text.length; at += 1) state = mix(state, text.charCodeAt(at));
  return state;
}
function longestLine(text) {
  let [longest, length] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    length = text.charCodeAt(at) === 10 ? 0 : length + 1;
    if (length > longest) longest = length;
  }
  return longest;
}
function checksums(text) {
  const buckets = new Int32Array(16);
  for (let at = 0; at < text.length; at += 1) buckets[at & 15] = fold(buckets[at & 15], text.charCodeAt(at));
  return buckets;
}
export function run() {
  return countKinds(TEXT)[2] + hash(TEXT) + longestLine(TEXT) + checksums(TEXT)[3];
}
`,
  parts: `export function isSpace(code) {
  return code === 32 || code === 10;
}
export function isDigit(code) {
  return code >= 48 && code <= 57;
}
export function mix(state, code) {
  return (Math.imul(state, 31) + code) | 0;
}
export const fold = (bucket, code) => {
  return (bucket << 1) ^ code;
};
`,
};

const basket: Program = {
  name: 'basket',
  program: `import { priceOf, makeRounder, Tally } from './parts.js';
const ITEMS = Array.from({ length: 500 }, (_, at) => ({ id: at, count: 1 + (at % 5), cents: 199 + ((at * 37) % 900), kind: at % 4 }));
const round = makeRounder(5);
function totals(items) {
  return items.map((item) => item.count * item.cents);
}
function cheap(items) {
  return items.filter((item) => item.cents < 600).length;
}
function sum(values) {
  return values.reduce((whole, value) => whole + value, 0);
}
function rounded(values) {
  let whole = 0;
  for (const value of values) whole += round(value);
  return whole;
}
function revenue(items) {
  let whole = 0;
  for (const item of items) whole += priceOf(item);
  return whole;
}
function count(items) {
  const tally = new Tally();
  for (const item of items) tally.add(item.kind, item.count);
  return tally.most;
}
export function run() {
  const values = totals(ITEMS);
  return sum(values) + cheap(ITEMS) + rounded(values) + revenue(ITEMS) + count(ITEMS);
}
`,
  parts: `function discountOf(item) {
  return item.count > 3 ? 10 : 0;
}
export function priceOf(item) {
  return item.cents * item.count - discountOf(item);
}
export function makeRounder(step) {
  return (value) => value - (value % step);
}
export class Tally {
  counts = [0, 0, 0, 0];
  most = 0;
  add(kind, by) {
    this.counts[kind] += by;
    this.note(kind);
  }
  note(kind) {
    if (this.counts[kind] > this.most) this.most = this.counts[kind];
  }
}
`,
};

const grid: Program = {
  name: 'grid',
  program: `import { at, wrap, Cells } from './parts.js';
const SIDE = 40;
const CELLS = Cells.of(SIDE, (index) => (index * 7 + 3) % 11 < 4);
const weigh = (value, far) => (far ? value : value * 2);
function neighbours(cells, x, y) {
  let count = 0;
  for (let dy = -1; dy <= 1; dy += 1)
    for (let dx = -1; dx <= 1; dx += 1)
      if (dx !== 0 || dy !== 0) count += cells.get(wrap(x + dx, SIDE), wrap(y + dy, SIDE));
  return count;
}
function step(cells) {
  let alive = 0;
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1) if (neighbours(cells, x, y) === 3) alive += 1;
  return alive;
}
function weights(cells) {
  let sum = 0;
  for (let y = 0; y < SIDE; y += 1) for (let x = 0; x < SIDE; x += 1) sum += weigh(cells.values[at(x, y, SIDE)], x > y);
  return sum;
}
function edges(cells) {
  let count = 0;
  for (let x = 1; x < SIDE; x += 1) if (cells.get(x, 0) !== cells.get(x - 1, 0)) count += 1;
  return count;
}
export function run() {
  return step(CELLS) + weights(CELLS) + edges(CELLS);
}
`,
  parts: `export const at = (x, y, side) => y * side + x;
export function wrap(value, side) {
  return value < 0 ? value + side : value >= side ? value - side : value;
}
export class Cells {
  constructor(side, values) {
    this.side = side;
    this.values = values;
  }
  static of(side, isAlive) {
    return new Cells(side, Uint8Array.from({ length: side * side }, (_, index) => (isAlive(index) ? 1 : 0)));
  }
  get(x, y) {
    return this.values[y * this.side + x];
  }
}
`,
};

export const INLINED_PROGRAMS = [vectors, scanner, basket, grid];
