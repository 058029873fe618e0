import type { Health } from '../../commands/health.ts';
import { CliError } from '../../errors.ts';

/** Runs `cnp health`: prints the health of the server at `url`. */
export async function health({ url }: { readonly url: string }): Promise<void> {
  const { status, version, database, uptime_ms: uptimeMs } = await fetchHealth(url);
  const line = `${status}: Night Pilot ${version}, database ${database}, up for ${Math.floor(uptimeMs / 1000)} s`;
  if (status !== 'ok') {
    throw new CliError('SERVER_FAILING', `${line}. Its database does not answer.`);
  }
  process.stdout.write(`${line}\n`);
}

async function fetchHealth(url: string): Promise<Health> {
  let address: URL;
  try {
    address = new URL('/health', url);
  } catch (cause) {
    throw new CliError(
      'INVALID_SETTING',
      `--url: expected an address such as http://127.0.0.1:8080, got "${url}".`,
      { cause },
    );
  }
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    const health = (await response.json()) as Partial<Health>;
    if (health.status === undefined) throw new Error('the answer does not come from Night Pilot');
    return health as Health;
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
