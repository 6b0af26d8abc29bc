import { freshSeed, seededRng } from '#drivers/clock/seeded-rng.ts';

const rng = seededRng(freshSeed());

/** Bytes that nobody can foresee, for fills that a standard wants random. */
export function randomBytesOfSystem(length: number): Uint8Array {
  return rng.bytes(length);
}
