import type { DataObjects } from '../data-objects.ts';
import { decodeBits, encodeBits } from '../named-bits.ts';

/**
 * Terminal verification results (tag 95) as kernel 8 has them: the places of the books, with meanings of its own in bytes 1
 * and 5. Bits of byte 2 are the card's to find: it compares versions, usage and dates itself.
 *
 * @clause C-8 A.1.131, as github.com/Digrol/Denom cites it (TVR; facts only)
 */
const positions = {
  'local-authentication-not-performed': [0, 0x80],
  'local-authentication-failed': [0, 0x04],
  'versions-differ': [1, 0x80],
  'expired-application': [1, 0x40],
  'application-not-yet-effective': [1, 0x20],
  'service-not-allowed': [1, 0x10],
  'cardholder-verification-failed': [2, 0x80],
  'online-verification-captured': [2, 0x04],
  'floor-limit-exceeded': [3, 0x80],
  'kernel-8-format': [4, 0x80],
  'application-name-differs': [4, 0x40],
  'relay-threshold-exceeded': [4, 0x08],
  'relay-time-limits-exceeded': [4, 0x04],
  'relay-resistance-performed': [4, 0x02],
  'relay-resistance-not-performed': [4, 0x01],
} as const satisfies Readonly<Record<string, readonly [byteIndex: number, mask: number]>>;

/** One bit of kernel 8's verification results, by name. */
export type Kernel8Bit = keyof typeof positions;

/**
 * Bits that a card can't change (kernel reserved mask, 9F821A).
 *
 * @reads The mask is configuration, and no value of it is public: ours keeps what the kernel alone finds out. Verification of the
 *   cardholder is left out, as the card knows what it decided before the kernel does.
 */
const reservedForKernel = encodeBits<Kernel8Bit>(
  [
    'local-authentication-not-performed',
    'local-authentication-failed',
    'floor-limit-exceeded',
    'kernel-8-format',
    'application-name-differs',
    'relay-threshold-exceeded',
    'relay-time-limits-exceeded',
    'relay-resistance-performed',
    'relay-resistance-not-performed',
  ],
  { positions, lengthBytes: 5 },
);

type Results = Pick<DataObjects, 'get' | 'set'>;

/** Tag 95 as every transaction begins. */
export function initialResults(): Uint8Array {
  return encodeBits<Kernel8Bit>(['kernel-8-format'], { positions, lengthBytes: 5 });
}

/** Raises bits of tag 95. */
export function raise(data: Results, bits: readonly Kernel8Bit[]): void {
  const raised = encodeBits<Kernel8Bit>(bits, { positions, lengthBytes: 5 });
  data.set(
    '95',
    merged(resultsIn(data), raised, (own, other) => own | other),
  );
}

/** Takes one bit of tag 95 back. */
export function lower(data: Results, bit: Kernel8Bit): void {
  const lowered = encodeBits<Kernel8Bit>([bit], { positions, lengthBytes: 5 });
  data.set(
    '95',
    merged(resultsIn(data), lowered, (own, other) => own & ~other),
  );
}

/**
 * Takes over what the card found out (tag 9F8104), but for what is the kernel's alone.
 *
 * @clause C-8, 29.21 to 29.23
 */
export function takeCardResults(data: Results): void {
  const found = data.get('9F8104');
  if (found === undefined) return;
  const kept = merged(resultsIn(data), reservedForKernel, (own, mask) => own & mask);
  const taken = merged(found, reservedForKernel, (card, mask) => card & ~mask);
  data.set(
    '95',
    merged(kept, taken, (own, card) => own | card),
  );
}

/** Names of the bits that tag 95 shares with an action code. */
export function sharedBits(data: Results, codeHex: Uint8Array): readonly Kernel8Bit[] {
  return decodeBits(
    merged(resultsIn(data), codeHex, (own, code) => own & code),
    positions,
  );
}

/** Whether tag 95 and an action code have a bit in common, named or not. */
export function hasShared(data: Results, code: Uint8Array): boolean {
  return merged(resultsIn(data), code, (own, other) => own & other).some((byte) => byte !== 0);
}

/** Whether a bit of tag 95 is set. */
export function isRaised(data: Results, bit: Kernel8Bit): boolean {
  return decodeBits(resultsIn(data), positions).includes(bit);
}

function resultsIn(data: Results): Uint8Array {
  return data.get('95') ?? new Uint8Array(5);
}

function merged(left: Uint8Array, right: Uint8Array, by: (left: number, right: number) => number): Uint8Array {
  return left.map((byte, index) => by(byte, right[index] ?? 0));
}
