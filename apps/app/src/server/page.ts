import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder that the build of the page writes and the server serves. */
export const builtPageFolder = fileURLToPath(new URL('../../dist', import.meta.url));

/** Placeholder in the built page for the secret of this start. */
const secretPlaceholder = '{{night-pilot-secret}}';

const notBuilt = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="night-pilot-secret" content="${secretPlaceholder}" />
  <title>Night Pilot: the page is not built</title>
  <h1>The page is not built yet</h1>
  <p>Type <code>npx nx build app</code> in the workspace, then start <code>cnp serve</code> again.</p>
  <p>The command line, <code>/api/invoke</code> and <a href="/health">/health</a> work without it.</p>
</html>
`;

/** The page as it was on disk when the server started, or a page that says how to build it. */
export interface Page {
  readonly state: 'built' | 'not built';
  readonly html: string;
}

/**
 * Reads the built page and inserts the secret.
 *
 * @param folder Folder of the built page. Default: {@link builtPageFolder}.
 * @throws {Error} when the built page lacks the placeholder for the secret.
 */
export function loadPage(secret: string, folder = builtPageFolder): Page {
  let template: string;
  try {
    template = readFileSync(`${folder}/index.html`, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { state: 'not built', html: withSecret(notBuilt, secret) };
  }
  if (!template.includes(secretPlaceholder)) {
    throw new Error(
      `${folder}/index.html lacks ${secretPlaceholder}: build the page again with \`npx nx build app\`.`,
    );
  }
  return { state: 'built', html: withSecret(template, secret) };
}

function withSecret(html: string, secret: string): string {
  return html.replace(secretPlaceholder, secret);
}
