import { createHash, randomBytes } from 'node:crypto';
import type { Rng } from '#drivers/ports/surroundings.ts';

/**
 * Chance that follows from a seed: SHA-256 in counter mode over the seed and the path of fork names. Slow for a
 * simulation of millions of draws, but the same on every machine and without a state that one could get wrong.
 */
export function seededRng(seed: string): Rng {
  return new SeededRng(seed);
}

/** A seed for a run that was given none. Eight decimal digits, so that a person can retype it. */
export function freshSeed(): string {
  return String(randomBytes(4).readUInt32BE(0) % 100_000_000);
}

class SeededRng implements Rng {
  readonly #path: string;
  #block = Buffer.alloc(0);
  #used = 0;
  #counter = 0;

  constructor(path: string) {
    this.#path = path;
  }

  below(bound: number): number {
    // Rejection keeps every value equally likely.
    const limit = Math.floor(0x1_0000_0000 / bound) * bound;
    for (let draw = 0; draw < 1000; draw += 1) {
      const value = Buffer.from(this.bytes(4)).readUInt32BE(0);
      if (value < limit) return value % bound;
    }
    throw new Error('a thousand draws were rejected in a row: the generator is broken');
  }

  bytes(length: number): Uint8Array {
    const drawn = new Uint8Array(length);
    for (let index = 0; index < length; index += 1) drawn[index] = this.#nextByte();
    return drawn;
  }

  fork(name: string): Rng {
    return new SeededRng(`${this.#path}/${name}`);
  }

  #nextByte(): number {
    if (this.#used === this.#block.length) {
      this.#block = createHash('sha256').update(`${this.#path}#${this.#counter}`).digest();
      this.#counter += 1;
      this.#used = 0;
    }
    const byte = this.#block[this.#used] ?? 0;
    this.#used += 1;
    return byte;
  }
}
