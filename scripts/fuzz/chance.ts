import { createHash } from 'node:crypto';

/** Chance for one fuzzed input: the same for the same seed, name and index, and fast enough for millions of inputs. */
export interface Chance {
  /** A whole number from 0, less than `bound`. */
  below(bound: number): number;
  oneIn(count: number): boolean;
  pick<T>(list: readonly T[]): T;
  bytes(length: number): Uint8Array;
}

/**
 * Chance by a 32-bit generator (Weyl sequence with a mixing step), whose start is a digest of all three.
 *
 * @reads `drivers/clock/seeded-rng` draws every byte through SHA-256; a fuzzer needs a hundred times as many.
 */
export function chanceOf(seed: string, name: string, index: number): Chance {
  let state = startOf(seed, name) ^ Math.imul(index + 1, 0x9e37_79b1);
  const next = (): number => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound: number): number => next() % bound;
  return {
    below,
    oneIn: (count) => below(count) === 0,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('there is nothing to pick from');
      return list[below(list.length)] as (typeof list)[number];
    },
    bytes: (length) => Uint8Array.from({ length }, () => next() & 0xff),
  };
}

const starts = new Map<string, number>();

function startOf(seed: string, name: string): number {
  const key = `${seed}/${name}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start = createHash('sha256').update(key).digest().readInt32BE(0);
  starts.set(key, start);
  return start;
}
