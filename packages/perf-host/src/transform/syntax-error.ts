import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';

const CODE = /\.([mc]?[jt]s|[jt]sx)$/;

/**
 * Finds the first syntax error in some files. V8 and Node name its place only in the stack trace, and only sometimes.
 *
 * @returns `path:line:column: reason`; null when every file that can be read is well formed.
 */
export function locateSyntaxError(paths: readonly string[]): string | null {
  for (const path of paths.filter((name) => CODE.test(name))) {
    const text = ts.sys.fileExists(path) ? readFileSync(path, 'utf8') : '';
    const options = { fileName: path, reportDiagnostics: true };
    const broken = firstError(ts.transpileModule(text, options).diagnostics);
    if (broken !== null) return describePosition(path, broken);
  }
  return null;
}

/** Returns the first diagnostic about a file's text; those about options have no file. */
export function firstError(diagnostics: readonly ts.Diagnostic[] = []): ts.Diagnostic | null {
  const isError = ({ category, file }: ts.Diagnostic) =>
    category === ts.DiagnosticCategory.Error && file !== undefined;
  return diagnostics.find(isError) ?? null;
}

/**
 * Describes a diagnostic in one line. Line and column count from 1; the path is relative to the working directory, the
 * root of the measured project, since the folder of a checked-out version is removed before anybody reads it.
 */
export function describePosition(
  path: string,
  { file, start, messageText }: ts.Diagnostic,
): string {
  const { line, character } = file?.getLineAndCharacterOfPosition(start ?? 0) ?? {
    line: 0,
    character: 0,
  };
  const reason = ts.flattenDiagnosticMessageText(messageText, ' ');
  const shown = relative(process.cwd(), path);
  return `${shown}:${line + 1}:${character + 1}: ${reason}`;
}
