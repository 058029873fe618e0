import type { CommandArgs, CommandName, CommandValue } from '../../src/commands/registry.ts';
import type { ProtocolErrorCode } from '../../src/errors.ts';

/** Runs commands of the protocol on the server. */
export interface ApiClient {
  /**
   * Runs a command and resolves to its value.
   *
   * @throws {ApiError} with the code and message of the server, or `SERVER_UNREACHABLE`
   */
  invokeCommand<Name extends CommandName>(
    name: Name,
    args: CommandArgs<Name>,
  ): Promise<CommandValue<Name>>;
}

/** A failed command. Its message can be shown to the user. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ProtocolErrorCode | 'SERVER_UNREACHABLE';

  constructor(code: ApiError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface ApiClientOptions {
  /** Path or URL, such as `/api/invoke`. */
  readonly endpoint: string;
  /** Secret that the server put into the page. */
  readonly secret: string;
}

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { code: ProtocolErrorCode; message: string } };

export function createApiClient({ endpoint, secret }: ApiClientOptions): ApiClient {
  return {
    async invokeCommand<Name extends CommandName>(name: Name, args: CommandArgs<Name>) {
      const answer = await post(JSON.stringify({ command: name, args }));
      if (!answer.ok) throw new ApiError(answer.error.code, answer.error.message);
      return answer.value as CommandValue<Name>;
    },
  };

  async function post(body: string): Promise<Answer> {
    try {
      const headers = { 'Content-Type': 'application/json', 'X-Night-Pilot-Secret': secret };
      const response = await fetch(endpoint, { method: 'POST', headers, body });
      return (await response.json()) as Answer;
    } catch (cause) {
      throw new ApiError(
        'SERVER_UNREACHABLE',
        'Night Pilot does not answer. Start it with cnp serve, then reload this page.',
        { cause },
      );
    }
  }
}

/** Returns the secret in a page from the server, or an empty text when there is none. */
export function secretOf(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[name="night-pilot-secret"]')?.content ?? '';
}
