/** So many times in a row waiting must have been in vain before it is given up. */
const TRIALS = 8;
/** So long a turn of the event loop may last before it is ended in any case. */
const LONGEST_TURN_MS = 1;

/**
 * Decides when what was gathered is taken. Waiting for the end of the event loop's turn gathers the operations of all callbacks
 * of that turn, but costs a lone caller a tenth of a commit. So where waiting lately gathered nothing that was not
 * there at the end of the running callback, that end is waited for only; every eighth time, and after a millisecond, the
 * whole turn is, which also lets the event loop go on.
 */
export class Gathering {
  readonly #gathered: () => number;
  readonly #take: () => void;
  #inVain = 0;
  #isWaiting = false;
  #turnBeganAt = 0;

  /**
   * @param gathered how many operations wait
   * @param take takes them
   */
  constructor(gathered: () => number, take: () => void) {
    this.#gathered = gathered;
    this.#take = take;
  }

  /** Has what is gathered taken soon; once, however often it is called before that. */
  begin(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    const isInVain = this.#inVain >= TRIALS && this.#inVain % TRIALS !== 0;
    if (isInVain && performance.now() - this.#turnBeganAt < LONGEST_TURN_MS) {
      this.#inVain += 1;
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

  #end(): void {
    this.#isWaiting = false;
    this.#take();
  }
}
