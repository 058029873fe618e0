import { readFileSync } from 'node:fs';

const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * Returns a JSON file as a module, for an import without `with { type: 'json' }`: its value is the default export, and
 * keys that TypeScript lets one import by name are exported by name.
 *
 * @throws {SyntaxError} that names the file when it is not JSON.
 */
export function importJson(path: string): string {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`${path} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const names = isObject ? Object.keys(value as object).filter((name) => NAME.test(name)) : [];
  const exported = names.map((name, index) => [`const value${index} = json.${name};`, name]);
  return [
    `const json = JSON.parse(${JSON.stringify(text)});`,
    'export default json;',
    ...exported.map(([declaration]) => declaration),
    // As strings, because a key may be a reserved word.
    ...exported
      .filter(([, name]) => name !== 'default')
      .map(([, name], index) => `export { value${index} as ${JSON.stringify(name)} };`),
  ].join('\n');
}
