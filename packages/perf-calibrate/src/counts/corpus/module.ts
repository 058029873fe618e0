/** A file of a generated program. */
export interface Module {
  path: string;
  statements: readonly Statement[];
}

/** A top-level statement of a module, in lines that end outside of any string or expression's token. */
export interface Statement {
  text: string;
  /** Of a function or a constant: what all modules call it. */
  name?: string;
  /** Parameters and local variables of a function: what only this statement calls so. */
  locals?: readonly string[];
}

/** The text of a module's file. */
export function textOf({ statements }: Module): string {
  return statements.map(({ text }) => `${text}\n`).join('\n');
}

/** A statement that calls something by another name. Modules that it imports keep theirs. */
export function renamedIn(statement: Statement, from: string, to: string): Statement {
  const name = new RegExp(`(?<!\\./)\\b${from}\\b`, 'g');
  return { ...statement, text: statement.text.replaceAll(name, to) };
}

/** Modules of which one has other statements. */
export function withStatements(
  modules: readonly Module[],
  path: string,
  change: (statements: readonly Statement[]) => readonly Statement[],
): Module[] {
  return modules.map((module) =>
    module.path === path ? { path, statements: change(module.statements) } : module,
  );
}
