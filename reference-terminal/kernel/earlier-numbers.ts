import type { RandomSource } from '../needs.ts';

const rememberedCountMax = 16;
/** By the terminal's own source, so that two terminals in one process know nothing of one another. */
const drawn = new WeakMap<RandomSource, readonly Uint8Array[]>();

/** Unpredictable numbers of this terminal's earlier transactions, the latest first: for explanations alone. */
export function earlierNumbers(random: RandomSource, current: Uint8Array | undefined): readonly Uint8Array[] {
  return (drawn.get(random) ?? []).filter((number) => number !== current).toReversed();
}

/** A transaction begins with this number. */
export function rememberDrawn(random: RandomSource, number: Uint8Array): void {
  drawn.set(random, [...(drawn.get(random) ?? []), number].slice(-rememberedCountMax));
}
