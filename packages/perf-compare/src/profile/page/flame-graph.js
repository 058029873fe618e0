/* Draws the tree that the page carries. Values are of one iteration; null as base: a single version. */
const data = JSON.parse(document.getElementById('data').textContent);
const graph = document.getElementById('graph');
const detail = document.getElementById('detail');
const search = document.getElementById('search');
const ROW = 21;
const NARROWEST = 2;

let count = 0;
const build = ([frame, head, base, children], parent, depth) => {
  const [name, file] = data.frames[frame];
  const node = { name: name || '(anonymous)', file, head, base, parent, depth, id: (count += 1) };
  node.children = children.map((child) => build(child, node, depth + 1));
  const sum = (of) => node.children.reduce((total, child) => total + child[of], 0);
  node.totalHead = head + sum('totalHead');
  node.totalBase = base + sum('totalBase');
  node.width = Math.max(head, base) + sum('width');
  node.children.sort((one, other) => other.width - one.width);
  return node;
};
const root = build(data.tree, null, 0);
let zoomed = root;
let current = root;
let drawn = new Map();

const format = (value) => {
  const [units, step] =
    data.unit === 'ns' ? [['ns', 'µs', 'ms', 's'], 1000] : [['B', 'KiB', 'MiB', 'GiB'], 1024];
  let size = value;
  let at = 0;
  for (; Math.abs(size) >= step && at < units.length - 1; at += 1) size /= step;
  return `${size === 0 ? 0 : size.toPrecision(3)} ${units[at]}`;
};
const signed = (value) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${format(Math.abs(value))}`;
const describe = (node) => {
  const where = node.file === '' ? '' : `, ${node.file}`;
  const share = `${((100 * node.totalHead) / (root.totalHead || 1)).toFixed(1)} %`;
  const own = `own ${format(node.head)}, with all that it called ${format(node.totalHead)} (${share})`;
  if (!data.isDifference) return `${node.name}${where}: ${own}`;
  const change = `own ${signed(node.head - node.base)}, with all that it called ${signed(node.totalHead - node.totalBase)}`;
  return `${node.name}${where}: ${change}; now ${own}`;
};
const colour = (node) => {
  if (!data.isDifference) {
    let hash = 0;
    for (const character of node.file) hash = (hash * 31 + character.charCodeAt(0)) % 360;
    return `light-dark(hsl(${hash} 45% 84%), hsl(${hash} 25% 30%))`;
  }
  const change = node.head - node.base;
  const strength = Math.min(1, Math.abs(change) / (0.1 * root.width || 1));
  if (strength < 0.02) return 'var(--still)';
  return `rgba(var(--${change > 0 ? 'grew' : 'shrank'}), ${0.2 + 0.7 * strength})`;
};
const matches = (node) => {
  const text = search.value.trim().toLowerCase();
  return text !== '' && `${node.name} ${node.file}`.toLowerCase().includes(text);
};

function draw() {
  const whole = graph.clientWidth;
  const pieces = document.createDocumentFragment();
  drawn = new Map();
  let deepest = 0;
  const place = (node, left, width) => {
    if (width < NARROWEST) return;
    const item = document.createElement('div');
    item.setAttribute('role', 'treeitem');
    item.setAttribute('aria-level', String(node.depth + 1));
    item.setAttribute('aria-label', describe(node));
    item.tabIndex = -1;
    item.title = describe(node);
    item.textContent = width > 24 ? node.name : '';
    item.className = matches(node) ? 'found' : '';
    Object.assign(item.style, {
      left: `${left}px`,
      width: `${width}px`,
      top: `${node.depth * ROW}px`,
      background: colour(node),
    });
    item.addEventListener('click', () => zoom(node));
    item.addEventListener('focus', () => select(node));
    item.addEventListener('mouseenter', () => (detail.textContent = describe(node)));
    pieces.append(item);
    drawn.set(node, item);
    deepest = Math.max(deepest, node.depth);
    if (node !== zoomed && isAbove(node)) return;
    let at = left;
    for (const child of node.children) {
      const childWidth = (width * child.width) / (node.width || 1);
      place(child, at, childWidth);
      at += childWidth;
    }
  };
  for (let above = zoomed.parent; above !== null; above = above.parent) place(above, 0, whole);
  place(zoomed, 0, whole);
  graph.replaceChildren(pieces);
  graph.style.height = `${(deepest + 1) * ROW}px`;
  if (!drawn.has(current)) current = zoomed;
  drawn.get(current).tabIndex = 0;
  document.getElementById('out').disabled = zoomed === root;
}
const isAbove = (node) => {
  for (let above = zoomed.parent; above !== null; above = above.parent)
    if (above === node) return true;
  return false;
};
function select(node) {
  const before = drawn.get(current);
  if (before !== undefined) before.tabIndex = -1;
  current = node;
  drawn.get(node).tabIndex = 0;
  detail.textContent = describe(node);
}
function zoom(node) {
  zoomed = node;
  current = node;
  draw();
  drawn.get(node).focus();
}
graph.addEventListener('keydown', (event) => {
  const beside = (step) => {
    const row = (current.parent?.children ?? [current]).filter((node) => drawn.has(node));
    return row[row.indexOf(current) + step];
  };
  const next = {
    ArrowDown: () => current.children.find((child) => drawn.has(child)),
    ArrowUp: () => current.parent,
    ArrowRight: () => beside(1),
    ArrowLeft: () => beside(-1),
    Home: () => root,
  }[event.key];
  if (next !== undefined) drawn.get(next())?.focus();
  else if (event.key === 'Enter' || event.key === ' ') zoom(current);
  else if (event.key === 'Escape') zoom(zoomed.parent ?? root);
  else return;
  event.preventDefault();
});
search.addEventListener('input', draw);
document.getElementById('out').addEventListener('click', () => zoom(root));
addEventListener('resize', draw);
draw();
