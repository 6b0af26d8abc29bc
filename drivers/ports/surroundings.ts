/** Time as a bench gives it: the wall clock on real wires, a virtual one on the simulated bench. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z on the bench's own clock. May have a fraction. */
  nowMs(): number;
  /**
   * Settles after `delayMs` on this clock.
   *
   * @throws the signal's reason as soon as `signal` aborts
   */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /**
   * Lets time pass until `work` settles, and returns what it settled with. The wall clock just awaits; the
   * virtual clock jumps from timer to timer.
   *
   * @throws {SimulationStalled} on the virtual clock, when `work` waits for something that can never come
   */
  drive<T>(work: Promise<T>): Promise<T>;
}

/** Chance as a bench gives it: every number follows from the seed and the names of the forks. */
export interface Rng {
  /** A whole number from 0 to `bound - 1`. */
  below(bound: number): number;
  bytes(length: number): Uint8Array;
  /** An independent stream: what is drawn from it moves nothing here. */
  fork(name: string): Rng;
}

/** What a part needs from the world in order to be repeatable. */
export interface Surroundings {
  readonly clock: Clock;
  readonly rng: Rng;
}
