import { readFileSync } from 'node:fs';
import ts from 'typescript';

const CODE = /\.([mc]?[jt]s|[jt]sx)$/;

/**
 * Where the syntax of some files breaks, as `path:line:column: reason`. V8 and Node name the
 * place in the stack trace alone, and only sometimes.
 *
 * @returns null when every file that can be read is well formed.
 */
export function locateSyntaxError(paths: readonly string[]): string | null {
  for (const path of paths.filter((one) => CODE.test(one))) {
    const text = ts.sys.fileExists(path) ? readFileSync(path, 'utf8') : '';
    const options = { fileName: path, reportDiagnostics: true };
    const broken = firstError(ts.transpileModule(text, options).diagnostics);
    if (broken !== null) return describePosition(path, broken);
  }
  return null;
}

/** The first diagnostic about a file's text; those about options have no file. */
export function firstError(diagnostics: readonly ts.Diagnostic[] = []): ts.Diagnostic | null {
  const isError = ({ category, file }: ts.Diagnostic) =>
    category === ts.DiagnosticCategory.Error && file !== undefined;
  return diagnostics.find(isError) ?? null;
}

/** A diagnostic as one line. Line and column count from 1. */
export function describePosition(
  path: string,
  { file, start, messageText }: ts.Diagnostic,
): string {
  const { line, character } = file?.getLineAndCharacterOfPosition(start ?? 0) ?? {
    line: 0,
    character: 0,
  };
  const reason = ts.flattenDiagnosticMessageText(messageText, ' ');
  return `${path}:${line + 1}:${character + 1}: ${reason}`;
}
