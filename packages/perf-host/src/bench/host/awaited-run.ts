/**
 * A promise whose work begins when somebody first waits for it. A run that nobody awaits never begins, so that it disturbs
 * nothing and has certainly measured nothing.
 */
export class AwaitedRun<Value> extends Promise<Value> {
  readonly #begin: () => Promise<Value>;
  #begun: Promise<Value> | null = null;
  #isSettled = false;

  /** Makes `then` and `finally` return an ordinary promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  constructor(begin: () => Promise<Value>) {
    super(() => undefined);
    this.#begin = begin;
  }

  /** `begun` while its work runs. */
  get state(): 'not-awaited' | 'begun' | 'settled' {
    if (this.#begun === null) return 'not-awaited';
    return this.#isSettled ? 'settled' : 'begun';
  }

  // `await`, Promise.all and an asynchronous function that returns it also call this, since the class is not Promise
  // itself.
  override then<Result = Value, Failure = never>(
    onFulfilled?: ((value: Value) => Result | PromiseLike<Result>) | null,
    onRejected?: ((reason: unknown) => Failure | PromiseLike<Failure>) | null,
  ): Promise<Result | Failure> {
    this.#begun ??= this.#begin().finally(() => {
      this.#isSettled = true;
    });
    return this.#begun.then(onFulfilled, onRejected);
  }
}
