/** So often in a row waiting must have been in vain before it is given up. */
const TRIALS = 8;
/** A turn of the event loop that lasts longer is ended in any case, in ms. */
const LONGEST_TURN_MS = 4;

/**
 * Decides when what was gathered is taken. Waiting for the end of the event loop's turn gathers the operations of all callbacks
 * of that turn, but costs a lone caller a tenth of a commit. So where waiting lately gathered nothing that was not
 * there at the end of the running callback, only that end is waited for, and where it never gathered more than one operation,
 * nothing is. When a turn has become long its end is waited for all the same, which lets the event loop go on and tells whether
 * others have come.
 */
export class Gathering {
  readonly #gathered: () => number;
  readonly #take: () => void;
  /** Turns in a row whose end found no more than the end of the callback. */
  #inVain = 0;
  /** Times in a row that one operation alone was taken. */
  #alone = 0;
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

  /** Whether an operation may as well be taken when it comes. */
  get isPointless(): boolean {
    return this.#alone >= TRIALS && !this.#isWaiting && !this.#turnIsLong();
  }

  /** Has what is gathered taken soon; once, however often it is called before that. */
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
