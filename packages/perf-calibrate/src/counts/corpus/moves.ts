import { picked, shuffled } from './draw.ts';
import { type Module, type Statement, withStatements } from './module.ts';

/** Files that programs and their edits may have, besides the bench file and `core.ts`, which it imports. */
const FILES = [
  'weighing.ts',
  'lib.ts',
  'items-and-their-weights.ts',
  'helpers.ts',
  'a.ts',
] as const;

/** A statement and its module. */
interface Placed {
  module: Module;
  statement: Statement;
}

/** Moves a function or constant, with everything that it needs, into a new file. */
export function withMovedHelper(modules: readonly Module[], random: () => number): Module[] {
  const movable = modules
    .map((module) =>
      module.statements
        .filter(
          (candidate) => (isFunction(candidate) || isConstant(candidate)) && !isExported(candidate),
        )
        .map((statement) => ({ module, statement }))
        .filter((candidate) => groupOf(candidate) !== null),
    )
    .filter((placed) => placed.length > 0);
  const file = picked(movable, random);
  const functions = file.filter((candidate) => isFunction(candidate.statement));
  const isOfFunctions = functions.length > 0 && random() < 0.7;
  const { module, statement } = picked(isOfFunctions ? functions : file, random);
  const group = groupOf({ module, statement }) ?? [];
  return moved(modules, { from: module, group, path: picked(FILES, random), isReExported: false });
}

/** Moves an exported function into a new file and re-exports it from the old one; or exports a function that nobody imports. */
export function withMovedExport(modules: readonly Module[], random: () => number): Module[] {
  const isMove = random() < 0.5;
  const { module, statement } = picked(
    functionsOf(modules).filter((candidate) =>
      isMove
        ? isImported(modules, candidate.statement) && groupOf(candidate) !== null
        : !isExported(candidate.statement),
    ),
    random,
  );
  const group = groupOf({ module, statement }) ?? [];
  if (isMove) {
    return moved(modules, { from: module, group, path: picked(FILES, random), isReExported: true });
  }
  return withStatements(modules, module.path, (statements) =>
    statements.map((candidate) => (candidate === statement ? exported(candidate) : candidate)),
  );
}

/** Inserts one or two re-exporting files between a file and its importers. */
export function withBarrel(modules: readonly Module[], random: () => number): Module[] {
  const [barrel = 'index.ts', outer = 'all.ts'] = shuffled(
    ['index.ts', 'all.ts', ...FILES],
    random,
  );
  const all = `export * from './steps.ts';`;
  const named = `export { addUp, makeItem } from './steps.ts';\nexport type { Item } from './steps.ts';`;
  const first: Module = {
    path: barrel,
    statements: [{ text: random() < 0.5 ? all : named }],
  };
  const isDouble = random() < 0.4;
  const second: Module = { path: outer, statements: [{ text: `export * from './${barrel}';` }] };
  const changed = importingFrom(modules, 'steps.ts', isDouble ? outer : barrel);
  return [...changed, first, ...(isDouble ? [second] : [])];
}

/** Renames the file of the steps, or moves it into a new folder. */
export function withRenamedFile(modules: readonly Module[], random: () => number): Module[] {
  const folder = picked(['', '', 'src/', 'lib/steps/'], random);
  const path = folder + picked(FILES, random);
  return importingFrom(modules, 'steps.ts', path).map((module) =>
    module.path === 'steps.ts' ? { ...module, path } : module,
  );
}

/** Reorders, splits or moves the imports of a file. */
export function withImportOrder(modules: readonly Module[], random: () => number): Module[] {
  return withStatements(modules, 'core.ts', (statements) => {
    const imports = statements.filter(isImport);
    const rest = statements.filter((candidate) => !isImport(candidate));
    const written = imports.flatMap(({ text }) => {
      const [, names = '', from = ''] = /^import \{ (.*) \} from (.*);$/.exec(text) ?? [];
      const list = names.split(', ');
      if (list.length < 2) return [{ text }];
      const order = shuffled(list, random);
      if (random() < 0.5 && order.join() !== list.join()) {
        return [{ text: `import { ${order.join(', ')} } from ${from};` }];
      }
      return order.map((name) => ({ text: `import { ${name} } from ${from};` }));
    });
    const ordered = shuffled(written, random);
    // Imports are hoisted, so an import may stand below its use.
    const at = random() < 0.3 ? rest.length : 0;
    return [...rest.slice(0, at), ...ordered, ...rest.slice(at)];
  });
}

/** Reorders the functions of a file. */
export function withDeclarationOrder(modules: readonly Module[], random: () => number): Module[] {
  const { module, statement } = picked(functionsOf(modules), random);
  const isWhole = random() < 0.3;
  return withStatements(modules, module.path, (statements) => {
    if (!isWhole) {
      const others = statements.filter((candidate) => candidate !== statement);
      const was = statements.indexOf(statement);
      const places = [...others.keys(), others.length].filter((place) => place !== was);
      const at = picked(places, random);
      return [...others.slice(0, at), statement, ...others.slice(at)];
    }
    const functions = shuffled(statements.filter(isFunction), random);
    return statements.map((candidate) =>
      isFunction(candidate) ? (functions.shift() ?? candidate) : candidate,
    );
  });
}

/** Moves statements of a module into another one, which may be new. */
function moved(
  modules: readonly Module[],
  {
    from,
    group,
    path,
    isReExported,
  }: { from: Module; group: readonly Statement[]; path: string; isReExported: boolean },
): Module[] {
  const staying = from.statements.filter((candidate) => !group.includes(candidate));
  const neededHere = group.filter(({ name = '' }) =>
    staying.some((candidate) => uses(candidate, name)),
  );
  const handedOn = isReExported ? group.filter(isExported) : [];
  const opened = group.map((candidate) =>
    neededHere.includes(candidate) || handedOn.includes(candidate)
      ? exported(candidate)
      : candidate,
  );
  const listed = (statements: readonly Statement[]) =>
    statements.map(({ name }) => name).join(', ');
  const importing = { text: `import { ${listed(neededHere)} } from './${path}';` };
  const handing = { text: `export { ${listed(handedOn)} } from './${path}';` };
  const head = [
    ...(neededHere.length > 0 ? [importing] : []),
    ...(handedOn.length > 0 ? [handing] : []),
  ];
  const imports = importsFor(group, from);
  const rest = withStatements(modules, from.path, () => {
    const [kept, others] = [
      staying.filter(isImport),
      staying.filter((candidate) => !isImport(candidate)),
    ];
    return [...kept, ...head, ...others];
  });
  return [...rest, { path, statements: [...imports, ...opened] }];
}

/** Returns the imports that a group of statements needs. */
function importsFor(group: readonly Statement[], from: Module): Statement[] {
  const isUsed = (name: string) => group.some((candidate) => uses(candidate, name));
  const makesItems = isUsed('makeItem') && !group.some(({ name }) => name === 'makeItem');
  const names = [...(isUsed('Item') ? ['type Item'] : []), ...(makesItems ? ['makeItem'] : [])];
  const source = from.path === 'steps.ts' ? from.path : 'steps.ts';
  const own =
    names.length === 0 ? [] : [{ text: `import { ${names.join(', ')} } from './${source}';` }];
  const packages = from.statements.filter(({ text }) => {
    const [, name] = /^import (?:\{ )?(\w+)(?: \})? from '[^.]/.exec(text) ?? [];
    return name !== undefined && isUsed(name);
  });
  return [...packages, ...own];
}

/**
 * Returns a statement with all statements of its module that it needs; null when moving them could change the order of
 * evaluation.
 */
function groupOf({ module, statement }: Placed): Statement[] | null {
  const needed = module.statements.filter(
    (candidate) =>
      candidate !== statement && candidate.name !== undefined && uses(statement, candidate.name),
  );
  const isEarly = isConstant(statement) && needed.length > 0;
  if (isEarly || !needed.every((candidate) => isFunction(candidate) || isConstant(candidate)))
    return null;
  const groups = needed.map((candidate) => groupOf({ module, statement: candidate }));
  if (groups.includes(null)) return null;
  const all = new Set([...groups.flatMap((group) => group ?? []), statement]);
  return module.statements.filter((candidate) => all.has(candidate));
}

function functionsOf(modules: readonly Module[]): Placed[] {
  return modules.flatMap((module) =>
    module.statements
      .filter((candidate) => isFunction(candidate) && candidate.name !== undefined)
      .map((statement) => ({ module, statement })),
  );
}

/** Redirects all imports from `path` to another file. */
function importingFrom(modules: readonly Module[], path: string, other: string): Module[] {
  return modules.map((module) => ({
    ...module,
    statements: module.statements.map((candidate) =>
      isImport(candidate)
        ? { ...candidate, text: candidate.text.replace(`'./${path}'`, `'./${other}'`) }
        : candidate,
    ),
  }));
}

function exported(statement: Statement): Statement {
  return isExported(statement) ? statement : { ...statement, text: `export ${statement.text}` };
}

function isImported(modules: readonly Module[], { name = '' }: Statement): boolean {
  return modules.some(({ statements }) =>
    statements.some((candidate) => isImport(candidate) && uses(candidate, name)),
  );
}

function uses({ text }: Statement, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

function isExported({ text }: Statement): boolean {
  return text.startsWith('export ');
}

function isImport({ text }: Statement): boolean {
  return text.startsWith('import ');
}

function isConstant({ text }: Statement): boolean {
  return text.startsWith('const ');
}

function isFunction({ text }: Statement): boolean {
  return /^(?:export )?(?:async )?function /.test(text);
}
