import { concat } from '../bytes.ts';
import { encryptBlocks, retailMac } from './triple-des.ts';

/**
 * Dynamic check value of a track (tags 9F60 and 9F61), 2 bytes: the track's MAC makes a start value, which is
 * enciphered together with unpredictable number and counter.
 *
 * @clause C-2, CVC3 as public descriptions have it
 */
export function checkValue(input: {
  readonly key: Uint8Array;
  readonly track: Uint8Array;
  readonly unpredictableNumber: Uint8Array;
  readonly counter: Uint8Array;
}): Uint8Array {
  const start = retailMac({ key: input.key, data: input.track }).slice(-2);
  const data = concat(start, input.unpredictableNumber, input.counter);
  return encryptBlocks({ key: input.key, data }).slice(-2);
}
