import { createHash } from 'node:crypto';
import { sameBytes } from '../bytes.ts';
import { generatorTimes, integerOf, pointTimes, sumOfPoints } from './elliptic-curves.ts';
import type { CurveKey } from './elliptic-curves.ts';

/**
 * Whether a signature (hash, then sum) over a message is by this key.
 *
 * The crypto library has the curves but not this signature; it multiplies here, and two points are added by hand.
 *
 * @clause EMV 4.4 Book 2, A2.2.3 (EC-SDSA)
 */
export function isSchnorrSignature({ suite, point }: CurveKey, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== suite.hashBytes + suite.fieldBytes) return false;
  const hash = signature.slice(0, suite.hashBytes);
  const sum = integerOf(signature.subarray(suite.hashBytes));
  const factor = integerOf(hash) % suite.order;
  // A factor of 1 is a hash that nobody finds, and one more than its negative is no factor.
  if (sum === 0n || sum >= suite.order || factor <= 1n) return false;
  const subtracted = pointTimes(suite, point, suite.order - factor);
  if (subtracted === undefined) return false;
  const found = sumOfPoints(suite, generatorTimes(suite, sum), subtracted);
  if (found === undefined) return false;
  return sameBytes(Uint8Array.from(createHash(suite.hash).update(found.x).update(message).digest()), hash);
}
