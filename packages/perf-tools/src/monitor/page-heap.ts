import { PerfKitError } from '@night-pilot/perf-report/perf-kit-error';

/** The required part of Playwright's `Page`. */
export interface HeapPage {
  context(): {
    // `never` accepts every page; only the page of the context is passed.
    newCDPSession(page: never): Promise<DevToolsSession>;
  };
}

interface DevToolsSession {
  send(method: 'Performance.enable' | 'Performance.getMetrics'): Promise<unknown>;
  detach(): Promise<void>;
}

/** Limit of the wait for the last answer, in ms: a busy page does not answer. */
const PATIENCE_MS = 1_000;

/**
 * Reads the used JavaScript heap of a page through the DevTools protocol. The answer is exact, whereas
 * `performance.memory` inside the page is rounded and up to 20 minutes old.
 */
export class PageHeap {
  readonly #session: DevToolsSession;
  #asked: Promise<void> | null = null;

  private constructor(session: DevToolsSession) {
    this.#session = session;
  }

  /** @throws {PerfKitError} `BAD_ARGUMENT` for a browser that does not speak the protocol. */
  static async open(page: HeapPage): Promise<PageHeap> {
    try {
      const session = await page.context().newCDPSession(page as never);
      await session.send('Performance.enable');
      return new PageHeap(session);
    } catch (cause) {
      throw new PerfKitError(
        'BAD_ARGUMENT',
        `Expected an open page of Chromium to read the heap of, got: ${String(cause)}. Leave \`page\` out in other browsers.`,
        { cause },
      );
    }
  }

  /** Asks for the heap unless an answer is outstanding. Never calls back for a page that no longer answers. */
  ask(tell: (bytes: number) => void): void {
    if (this.#asked !== null) return;
    this.#asked = this.#session
      .send('Performance.getMetrics')
      .then(
        (answer) => {
          const bytes = usedHeap(answer);
          if (bytes !== undefined) tell(bytes);
        },
        () => undefined, // The page is closed or has crashed.
      )
      .finally(() => {
        this.#asked = null;
      });
  }

  /** Waits at most a second for the last answer. */
  async close(): Promise<void> {
    const patience = new Promise<void>((resolve) => void setTimeout(resolve, PATIENCE_MS).unref());
    await Promise.race([this.#asked, patience]);
    await Promise.race([this.#session.detach().catch(() => undefined), patience]);
  }
}

function usedHeap(answer: unknown): number | undefined {
  const { metrics } = answer as { metrics: { name: string; value: number }[] };
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value;
}
