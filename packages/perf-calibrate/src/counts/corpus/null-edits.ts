import { picked } from './draw.ts';
import { withFormatting } from './formatting.ts';
import { type Module, renamedIn, type Statement, withStatements } from './module.ts';
import {
  withBarrel,
  withDeclarationOrder,
  withImportOrder,
  withMovedExport,
  withMovedHelper,
  withRenamedFile,
} from './moves.ts';

/** Kinds of edits that do not change a program's work. */
export const NULL_KINDS = [
  'comment',
  'moved helper',
  'rename',
  'moved export',
  'unused function',
  're-export',
  'renamed file',
  'import order',
  'formatted',
  'declaration order',
] as const;
export type NullKind = (typeof NULL_KINDS)[number];

/** Returns modules with one edit of a kind, at a drawn place and of a drawn size. */
export function withNullEdit(
  modules: readonly Module[],
  kind: NullKind,
  random: () => number,
): Module[] {
  return WRITERS[kind](modules, random);
}

type Writer = (modules: readonly Module[], random: () => number) => Module[];

const WRITERS: Record<NullKind, Writer> = {
  comment: withComment,
  rename: withRename,
  'unused function': withUnusedFunction,
  'moved helper': withMovedHelper,
  'moved export': withMovedExport,
  're-export': withBarrel,
  'renamed file': withRenamedFile,
  'import order': withImportOrder,
  formatted: withFormatting,
  'declaration order': withDeclarationOrder,
};

const WORDS = [
  'weighs',
  'the',
  'item',
  'once',
  'it',
  'has',
  'been',
  'read',
  'see',
  'above',
  'for',
  'why',
];

function withComment(modules: readonly Module[], random: () => number): Module[] {
  const { path, statements } = picked(modules, random);
  const statement = picked(statements, random);
  const lines = statement.text.split('\n');
  const words = Array.from({ length: 1 + Math.floor(random() * 60) }, () => picked(WORDS, random));
  const text = words.join(' ');
  const comment = random() < 0.5 ? `// ${text}` : `/* ${text} */`;
  const isLine = random() < 0.7;
  const at = Math.floor(random() * lines.length);
  if (isLine) lines.splice(at, 0, comment);
  else lines[at] = `${String(lines[at])} ${comment}`;
  const changed = { ...statement, text: lines.join('\n') };
  return withStatements(modules, path, (statements) =>
    statements.map((candidate) => (candidate === statement ? changed : candidate)),
  );
}

const NAMES = [
  'q',
  'entity',
  'current',
  'oneOfThem',
  'whatWasFound',
  'theThingThatIsUnderConsideration',
];

/** Renames a function, a constant, a parameter or a local variable. */
function withRename(modules: readonly Module[], random: () => number): Module[] {
  const statement = picked(modules.flatMap(({ statements }) => statements).filter(isNamed), random);
  const { name, locals = [] } = statement;
  const to = picked(NAMES, random);
  const isLocal = name === undefined || (locals.length > 0 && random() < 0.5);
  const from = isLocal ? picked(locals, random) : name;
  return modules.map(({ path, statements }) => ({
    path,
    statements: statements.map((candidate) =>
      isLocal && candidate !== statement ? candidate : renamedIn(candidate, from, to),
    ),
  }));
}

function isNamed({ name, locals = [] }: Statement): boolean {
  return name !== undefined || locals.length > 0;
}

/** Adds an unused function anywhere in any module; short or long, exported or not. */
function withUnusedFunction(modules: readonly Module[], random: () => number): Module[] {
  const { path, statements } = picked(modules, random);
  const lines = Math.floor(2 ** (1 + random() * 5));
  const text = [
    `${random() < 0.5 ? 'export ' : ''}function ${picked(NAMES, random)}(values: number[]): number {`,
    '  let result = values.length;',
    ...Array.from(
      { length: lines },
      (_, at) => `  result = result * ${at + 2} + (values[${at}] ?? 0);`,
    ),
    '  return result;',
    '}',
  ].join('\n');
  const at = Math.floor(random() * (statements.length + 1));
  return withStatements(modules, path, (statements) => [
    ...statements.slice(0, at),
    { text },
    ...statements.slice(at),
  ]);
}
