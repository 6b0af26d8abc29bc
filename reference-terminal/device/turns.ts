/** Lets one piece of work in at a time, in the order in which they came. */
export interface Turns {
  take<T>(work: () => Promise<T>): Promise<T>;
}

/** A row with nobody in it. */
export function turns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const turn = last.then(work);
      // Whoever asked for the turn hears of its failure; the next in the row only waits for its end.
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
