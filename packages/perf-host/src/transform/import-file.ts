import { pathToFileURL } from 'node:url';
import { ELIDING, elideTypeImports, loadedFiles } from './register-fallback.ts';

/** Message of Node about an `import { Name }` whose name is only a type. */
const MISSING_EXPORT = /does not provide an export named|Named export '.+' not found/;

/**
 * Imports a file of the measured project. If an import names something that no file exports, the files are loaded again
 * without the imports that nothing uses as a value, as compilers do. Nothing has run by then, since Node links all
 * files before it runs one.
 *
 * @param file Absolute path.
 * @throws {SyntaxError} that names file, line and column, and whatever the file itself throws.
 */
export async function importFile(file: string): Promise<unknown> {
  const url = pathToFileURL(file).href;
  try {
    return await import(url);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (!MISSING_EXPORT.test(error.message)) throw (await located(error)) ?? error;
    elideTypeImports();
    return await import(url + ELIDING).catch((second: unknown) => {
      // The message of the first error does not mention the second load.
      throw second instanceof SyntaxError && MISSING_EXPORT.test(second.message) ? error : second;
    });
  }
}

/** Returns a syntax error with its place, which V8 leaves out of the message; null when none of the files has one. */
async function located(cause: SyntaxError): Promise<SyntaxError | null> {
  const { locateSyntaxError } = await import('./syntax-error.ts');
  const place = locateSyntaxError(loadedFiles);
  return place === null ? null : new SyntaxError(place, { cause });
}
