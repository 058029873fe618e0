/** Number of useless waits in a row after which waiting is given up. */
const TRIALS = 8;
/** Longest time without a turn of the event loop, in ms. */
const LONGEST_TURN_MS = 4;

/**
 * Decides how long to gather operations before they are committed together. Waiting for the end of the event loop's turn gathers
 * the operations of all callbacks of that turn, but costs a lone caller a tenth of a commit. If such waits were useless lately,
 * only the end of the running callback is awaited; if they never gathered more than one operation, nothing is. Every few
 * milliseconds the end of the turn is awaited all the same, which lets the event loop go on and shows whether other callers
 * have come.
 */
export class Gathering {
  readonly #gathered: () => number;
  readonly #take: () => void;
  /** Turns in a row whose end brought no operation after the end of the callback. */
  #inVain = 0;
  /** Times in a row that only one operation was taken. */
  #alone = 0;
  #isWaiting = false;
  #turnBeganAt = 0;

  /**
   * @param gathered returns the number of waiting operations
   * @param take commits them
   */
  constructor(gathered: () => number, take: () => void) {
    this.#gathered = gathered;
    this.#take = take;
  }

  /** Whether gathering gains nothing, so that an operation is best committed at once. */
  get isPointless(): boolean {
    return this.#alone >= TRIALS && !this.#isWaiting && !this.#turnIsLong();
  }

  /** Schedules `take`. Calls before `take` runs have no further effect. */
  begin(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    if (this.#inVain >= TRIALS && !this.#turnIsLong()) {
      queueMicrotask(() => this.#end());
      return;
    }
    let early = 0;
    queueMicrotask(() => (early = this.#gathered()));
    setImmediate(() => {
      this.#turnBeganAt = performance.now();
      this.#inVain = this.#gathered() > early ? 0 : this.#inVain + 1;
      this.#end();
    });
  }

  #turnIsLong(): boolean {
    return performance.now() - this.#turnBeganAt >= LONGEST_TURN_MS;
  }

  #end(): void {
    this.#isWaiting = false;
    this.#alone = this.#gathered() === 1 ? this.#alone + 1 : 0;
    this.#take();
  }
}
