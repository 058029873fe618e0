import type { Health } from '../../commands/health.ts';
import { CliError } from '../../errors.ts';
import { databaseKinds } from '../../store/database-kind.ts';
import { terminalText } from '../terminal/terminal-text.ts';

/** Limit of the answer that is read: Night Pilot's own has about 100 bytes. */
const maxAnswerBytes = 64 * 1024;
const timeoutMs = 5_000;

/** Runs `cnp health`: prints the health of the server at `url`. */
export async function health({ url }: { readonly url: string }): Promise<void> {
  const { status, version, database, uptime_ms: uptimeMs } = await fetchHealth(url);
  const line = terminalText(
    `${status}: Night Pilot ${version}, database ${database}, up for ${Math.floor(uptimeMs / 1000)} s`,
  );
  if (status !== 'ok') {
    throw new CliError('SERVER_FAILING', `${line}. Its database does not answer.`);
  }
  process.stdout.write(`${line}\n`);
}

async function fetchHealth(url: string): Promise<Health> {
  const address = parseAddress(url);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(address, { signal, redirect: 'manual' });
    const answer = parseAnswer(await readAtMost(response, maxAnswerBytes));
    if (!isHealth(answer)) throw new Error('the answer does not come from Night Pilot');
    return answer;
  } catch (cause) {
    const { message, cause: deeper } = cause as Error;
    const reason = deeper instanceof Error ? deeper.message : message;
    throw new CliError(
      'SERVER_UNREACHABLE',
      `Night Pilot does not answer at ${address.origin}: ${reason}. Start it with cnp serve.`,
      { cause },
    );
  }
}

function parseAddress(url: string): URL {
  const address = URL.parse('/health', url);
  if (address !== null && /^https?:$/.test(address.protocol)) return address;
  throw new CliError(
    'INVALID_SETTING',
    `--url: expected an address such as http://127.0.0.1:8080, got "${url}".`,
  );
}

/** Reads an answer, and closes the connection at the limit: whoever answers may never end. */
async function readAtMost({ body }: Response, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new Error(`the answer has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseAnswer(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function isHealth(answer: unknown): answer is Health {
  if (typeof answer !== 'object' || answer === null) return false;
  const { status, version, database, uptime_ms: uptimeMs } = answer as Record<string, unknown>;
  return (
    (status === 'ok' || status === 'failing') &&
    typeof version === 'string' &&
    /^[\w.+-]{1,64}$/.test(version) &&
    databaseKinds.some((kind) => kind === database) &&
    typeof uptimeMs === 'number' &&
    Number.isFinite(uptimeMs) &&
    uptimeMs >= 0
  );
}
