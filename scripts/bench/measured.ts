/** How much patience the person has: `quick` tells orders of magnitude, `full` is what may be quoted. */
export type Effort = 'full' | 'quick';

/** One line of the result: what was measured, and what it stands beside. All numbers are in `unit`. */
export interface Row {
  readonly section: string;
  readonly what: string;
  readonly unit: string;
  /** The median; for a rate or a share the one number that there is. */
  readonly p50: number;
  readonly p99?: number;
  /** How many single measurements `p50` and `p99` were taken from. */
  readonly count: number;
  /** What was measured beside it, in the same run and in the same unit. */
  readonly baseline?: { readonly what: string; readonly p50: number; readonly p99?: number };
  /** `p50` over the baseline's, when that means something. */
  readonly ratio?: number;
  readonly target?: { readonly text: string; readonly isMet: boolean };
}

/** One subject of the benchmark. */
export interface Section {
  /** For `--only`. */
  readonly name: string;
  readonly about: string;
  /** Measures now. @throws when something broke, so that no number can stand for it */
  readonly measure: (effort: Effort) => Promise<readonly Omit<Row, 'section'>[]>;
}

/**
 * The value below which a share of the samples lies: the nearest rank, so it is always one that was measured.
 *
 * @param share  more than 0, at most 1
 * @throws {RangeError} when there are no samples
 */
export function percentile(samples: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(samples.length * share));
  const value = samples.toSorted((left, right) => left - right)[rank - 1];
  if (value === undefined) throw new RangeError('a percentile needs at least one sample');
  return value;
}

/** Median, 99th percentile and number of samples, as a row has them. */
export function summarize(samples: readonly number[]): {
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
} {
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99), count: samples.length };
}
