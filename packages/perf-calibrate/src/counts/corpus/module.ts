/** A file of a generated program. */
export interface Module {
  path: string;
  statements: readonly Statement[];
}

/** A top-level statement of a module. No line of it ends inside a string or a token. */
export interface Statement {
  text: string;
  /** Name of a function or a constant in all modules. */
  name?: string;
  /** Names of parameters and local variables, which only this statement uses. */
  locals?: readonly string[];
}

/** Returns the text of a module's file. */
export function textOf({ statements }: Module): string {
  return statements.map(({ text }) => `${text}\n`).join('\n');
}

/** Renames an identifier in a statement. Paths of imported modules stay unchanged. */
export function renamedIn(statement: Statement, from: string, to: string): Statement {
  const name = new RegExp(`(?<!\\./)\\b${from}\\b`, 'g');
  return { ...statement, text: statement.text.replaceAll(name, to) };
}

/** Returns modules with other statements in one of them. */
export function withStatements(
  modules: readonly Module[],
  path: string,
  change: (statements: readonly Statement[]) => readonly Statement[],
): Module[] {
  return modules.map((module) =>
    module.path === path ? { path, statements: change(module.statements) } : module,
  );
}
