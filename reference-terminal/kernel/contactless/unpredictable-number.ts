import type { RandomSource } from '../../needs.ts';
import { toHex } from '../bytes.ts';

/** The unpredictable numbers that cards of late made cryptograms with. */
export interface UsedNumbers {
  /** A number that is none of them; undefined when the random source only repeats itself. */
  draw(random: RandomSource): Uint8Array | undefined;
  /** A card answered with a cryptogram over this number. */
  remember(number: Uint8Array): void;
}

const numberBytes = 4;
const drawCountMax = 3;
const rememberedCountMax = 256;

/**
 * Guards against a random source that repeats itself: cryptograms that were harvested for a number that comes again can
 * be played back.
 *
 * @clause EMV 4.4 Book 4, 6.5.6 (the number is unpredictable)
 * @reads The book does not say what to do about a source that is not: the terminal makes no transaction with it.
 */
export function createUsedNumbers(): UsedNumbers {
  let remembered: readonly string[] = [];
  return {
    draw(random) {
      for (let count = 0; count < drawCountMax; count += 1) {
        const number = random(numberBytes);
        if (!remembered.includes(toHex(number))) return number;
      }
      return undefined;
    },
    remember(number) {
      remembered = [...remembered, toHex(number)].slice(-rememberedCountMax);
    },
  };
}
