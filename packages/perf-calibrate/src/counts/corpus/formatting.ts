import { picked } from './draw.ts';
import { type Module, type Statement, withStatements } from './module.ts';

/** A way to write the same code. */
type Format = (text: string) => string;

/** Ways of formatting that keep every token. Brackets and signs at line ends show where a line may break. */
const FORMATS = {
  'four spaces': (text) => text.replace(/^(?: {2})+/gm, (spaces) => spaces + spaces),
  tabs: (text) => text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2)),
  'double quotes': (text) => text.replace(/'([^'"`\n]*)'/g, '"$1"'),
  'long lines': (text) =>
    text.replace(/([{([,;=+?:>])\n\s*/g, '$1 ').replace(/\n\s*(?=[})\]])/g, ' '),
  'short lines': (text) =>
    text.replace(/ (\+|\*|-|&&|===) (?=\S)/g, ' $1\n    ').replace(/, (?=\w+\))/g, ',\n    '),
  parentheses: (text) => text.replace(/\breturn ([^;{}`]+);/g, 'return ($1);'),
  'empty lines': (text) => text.replace(/;\n/g, ';\n\n'),
  'no spaces': (text) =>
    text.replace(/ ?([+*=<>&?:]=*) ?/g, (whole, sign: string) =>
      /^[+*]$/.test(sign) ? sign : whole,
    ),
} satisfies Record<string, Format>;

/** Returns modules with one file, or one statement of it, formatted in one or two other ways. */
export function withFormatting(modules: readonly Module[], random: () => number): Module[] {
  const texts = modules.map(({ statements }) => statements);
  for (;;) {
    const { path, statements } = picked(modules, random);
    const only = random() < 0.4 ? picked(statements, random) : null;
    const formats = Object.values(FORMATS);
    const [first, second] = [picked(formats, random), picked(formats, random)];
    const formatted = (candidate: Statement) => ({
      ...candidate,
      text: second(first(candidate.text)),
    });
    const changed = withStatements(modules, path, (statements) =>
      statements.map((candidate) =>
        only === null || candidate === only ? formatted(candidate) : candidate,
      ),
    );
    const isChanged = changed.some(({ statements: now }, at) =>
      now.some(({ text }, place) => text !== texts[at]?.[place]?.text),
    );
    if (isChanged) return changed;
  }
}
