import { pathToFileURL } from 'node:url';
import { ELIDING, elideTypeImports, loadedFiles } from './register-fallback.ts';

/** What Node says of an `import { Name }` whose name turns out to be a type. */
const MISSING_EXPORT = /does not provide an export named|Named export '.+' not found/;

/**
 * Imports a file of the measured project. Where an import names what no file exports, the files
 * are loaded again with imports that nothing uses as a value left out, as compilers do: nothing
 * has run then, since Node links all files before it runs one.
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
      // The words of the first error do not show the second look.
      throw second instanceof SyntaxError && MISSING_EXPORT.test(second.message) ? error : second;
    });
  }
}

/** A syntax error with its place, which V8 leaves out of the message. */
async function located(cause: SyntaxError): Promise<SyntaxError | null> {
  const { locateSyntaxError } = await import('./syntax-error.ts');
  const place = locateSyntaxError(loadedFiles);
  return place === null ? null : new SyntaxError(place, { cause });
}
