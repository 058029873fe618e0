/** An edit that makes one function slower and changes no result. */
export interface Plant {
  program: string;
  /** Name of the edited function. Empty for a nameless one. */
  guilty: string;
  /** Callers of the function. The profile names one of them instead if V8 compiled the function into it. */
  callers: string[];
  /** Text that occurs once in the program. */
  before: string;
  after: string;
}

export const PLANTS: readonly Plant[] = [
  {
    program: 'orders',
    guilty: 'cells',
    callers: ['parseOrder'],
    before: "return line.split(';');",
    after: "return line.split(';').map((cell) => cell.replace(/\\s+/g, ' '));",
  },
  {
    program: 'orders',
    guilty: 'priced',
    callers: ['map', 'run'],
    before: 'return { ...order, net, tax: taxOf(order, net) };',
    after: 'return { ...JSON.parse(JSON.stringify(order)), net, tax: taxOf(order, net) };',
  },
  {
    program: 'orders',
    guilty: 'groupByCustomer',
    callers: ['run'],
    before: 'else group.push(order);',
    after: 'else groups.set(order.customer, [...group, order]);',
  },
  {
    program: 'orders',
    guilty: 'roundTo',
    callers: ['summarise'],
    before: 'return Math.round(value * factor) / factor;',
    after: 'return Number((Math.round(value * factor) / factor).toFixed(digits));',
  },
  {
    program: 'markup',
    guilty: 'escapeHtml',
    callers: ['inline'],
    before: 'return text.replace(/[<>&]/g, (character) => ENTITIES[character]);',
    after: "return text.split('').map((character) => ENTITIES[character] ?? character).join('');",
  },
  {
    program: 'markup',
    guilty: 'words',
    callers: ['countWords'],
    before: `let count = 0;
  let inside = false;
  for (let at = 0; at < text.length; at += 1) {`,
    after: `let count = 0;
  let inside = false;
  if (text.length > 0 && /^(\\w+\\W*)*$/.test(text.slice(0, 12))) inside = false;
  for (let at = 0; at < text.length; at += 1) {`,
  },
  {
    program: 'markup',
    guilty: 'parseBlock',
    callers: ['run'],
    before: 'const kind = kindOf(line);',
    after: 'const kind = kindOf(structuredClone(line));',
  },
  {
    program: 'markup',
    guilty: 'contents',
    callers: ['run'],
    before: "for (const block of blocks) if (block.kind === 'heading') list.push(",
    after:
      "for (const block of blocks) if (blocks.find((candidate) => candidate === block).kind === 'heading') list.push(",
  },
  {
    program: 'graph',
    guilty: 'edgeKey',
    callers: ['withoutDoubles'],
    before: 'return edge.from * 1000 + edge.to;',
    after: 'return `${edge.from}-${edge.to}`;',
  },
  {
    program: 'graph',
    guilty: 'breadthFirst',
    callers: ['run'],
    before: 'if (depth[to] !== -1) continue;',
    after: 'if (queue.includes(to)) continue;',
  },
  {
    program: 'graph',
    guilty: 'sink',
    callers: ['pop'],
    before: 'let at = 0;\n  for (;;) {',
    after:
      'let at = 0;\n  items = items.sort((left, right) => left.distance - right.distance);\n  for (;;) {',
  },
  {
    program: 'graph',
    guilty: 'relax',
    callers: ['shortest'],
    before: 'const distance = base + edge.weight;',
    after:
      'const distance = [base, ...Object.values({ weight: edge.weight })].reduce((left, right) => left + right);',
  },
  {
    program: 'store',
    guilty: 'evict',
    callers: ['put'],
    before: 'const [oldest] = this.records.keys();',
    after: 'const oldest = [...this.records.keys()][0];',
  },
  {
    program: 'store',
    guilty: 'byName',
    callers: ['sort', 'search'],
    before: 'return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;',
    after:
      'return left.name.toLowerCase() < right.name.toLowerCase() ? -1 : left.name > right.name ? 1 : 0;',
  },
  {
    program: 'store',
    guilty: 'checksum',
    callers: ['run'],
    before: 'sum = (sum * 31 + text.charCodeAt(at)) | 0;',
    after: 'sum = (sum * 31 + text[at].codePointAt(0)) % 4294967296 | 0;',
  },
  {
    program: 'store',
    guilty: 'project',
    callers: ['map', 'search'],
    before: 'return { id: record.id, name: record.name, at: record.at };',
    after: `const copy = { ...record };
  delete copy.tags;
  delete copy.size;
  return copy;`,
  },
  {
    program: 'numbers',
    guilty: 'dot',
    callers: ['multiply'],
    before:
      'let sum = 0;\n  for (let at = 0; at < left.length; at += 1) sum += left[at] * right[at];\n  return sum;',
    after:
      'return left.map((value, at) => value * right[at]).reduce((sum, value) => sum + value, 0);',
  },
  {
    program: 'numbers',
    guilty: 'quantile',
    callers: ['run'],
    before: 'const sorted = Float64Array.from(values).sort();',
    after: 'const sorted = values.toSorted((left, right) => left - right);',
  },
  {
    program: 'numbers',
    guilty: 'smooth',
    callers: ['run'],
    before: 'out.push(sum / Math.min(at + 1, width));',
    after: 'out.splice(out.length, 0, sum / Math.min(...[at + 1, width]));',
  },
  {
    program: 'numbers',
    guilty: 'bucketOf',
    callers: ['histogram'],
    before: 'return Math.max(0, Math.min(29, Math.floor(value + 12)));',
    after:
      'try {\n    return Math.max(0, Math.min(29, Number.parseInt(String(value + 12), 10)));\n  } catch {\n    return 0;\n  }',
  },
];
