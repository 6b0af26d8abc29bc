import { toHex, toUnsigned } from '../bytes.ts';

/** Where the card wants dynamic digits: bitmaps over the discretionary data, last digit first, and the counter's length. */
export interface DigitPlaces {
  /** Eligible for the CVC3 (9F62, 9F65). */
  readonly checkValueBitmap: Uint8Array;
  /** Eligible for unpredictable number and transaction counter (9F63, 9F66). */
  readonly numberBitmap: Uint8Array;
  /** How many digits of the counter (9F64, 9F67). */
  readonly counterDigitCount: number;
}

/** What goes into the places. */
export interface DynamicDigits {
  /** CVC3, 2 bytes binary (9F60, 9F61). */
  readonly checkValue: Uint8Array;
  /** Unpredictable number, 8 digits (9F6A). */
  readonly numberDigits: string;
  /** Transaction counter, 2 bytes binary (9F36). */
  readonly counter: Uint8Array;
  /** Last digit: length of the unpredictable number, increased by 5 when the device verified its holder. */
  readonly lengthDigit: number;
}

const numberDigitCountMax = 8;
const checkValueDigitCount = 5;

/**
 * How many digits of the unpredictable number a track takes; undefined when it is no lawful count.
 *
 * @clause C-2, S7.22 (number of bits of PUNATC less NATC, 0 to 8)
 */
export function numberDigitCount(places: Pick<DigitPlaces, 'numberBitmap' | 'counterDigitCount'>): number | undefined {
  const count = eligible(places.numberBitmap).length - places.counterDigitCount;
  return count >= 0 && count <= numberDigitCountMax ? count : undefined;
}

/**
 * Discretionary data with the dynamic digits in their places; undefined when a place lies outside of it or the places
 * can't take what they should.
 *
 * @param discretionary  one character a digit
 * @clause C-2, S13.17 to S13.22: check value into its places, the number into the least significant places of its own,
 *   the counter into the most significant ones, the number's length into the last position
 */
export function fillDiscretionaryData(
  discretionary: string,
  places: DigitPlaces,
  dynamic: DynamicDigits,
): string | undefined {
  const digits = discretionary.split('');
  const checkPlaces = eligible(places.checkValueBitmap);
  const numberPlaces = eligible(places.numberBitmap);
  const count = numberDigitCount(places);
  const lastPlace = Math.max(-1, ...checkPlaces, ...numberPlaces);
  if (count === undefined || digits.length === 0 || lastPlace >= digits.length) return undefined;
  const checkDigits = decimalDigits(dynamic.checkValue);
  const counterDigits = decimalDigits(dynamic.counter);
  if (checkPlaces.length > checkValueDigitCount || places.counterDigitCount > checkValueDigitCount) return undefined;
  place(digits, checkPlaces, checkDigits);
  place(digits, numberPlaces.slice(0, count), dynamic.numberDigits);
  place(digits, numberPlaces.slice(count), counterDigits);
  digits[digits.length - 1] = String(dynamic.lengthDigit);
  return digits.join('');
}

/** Positions of the set bits, counted from the right, least first. */
function eligible(bitmap: Uint8Array): readonly number[] {
  const bits = [...bitmap].reverse().flatMap((byte) => [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => (byte >> bit) & 1));
  return bits.flatMap((bit, position) => (bit === 1 ? [position] : []));
}

/** Writes the least significant digits of `value` into the places, from the right. */
function place(digits: string[], places: readonly number[], value: string): void {
  for (const [index, position] of places.entries()) {
    digits[digits.length - 1 - position] = value.at(-1 - index) ?? '0';
  }
}

function decimalDigits(binary: Uint8Array): string {
  return String(toUnsigned(binary)).padStart(checkValueDigitCount, '0');
}

/** Track 2 data (9F6B) split at its discretionary part; undefined when it is none. */
export function splitTrack2(track: Uint8Array): { readonly head: string; readonly discretionary: string } | undefined {
  const match = /^([0-9]{8,19}D[0-9]{7})([0-9]*)F?$/.exec(toHex(track));
  const [, head, discretionary] = match ?? [];
  return head === undefined || discretionary === undefined ? undefined : { head, discretionary };
}

/** Track 1 data (56) split at its discretionary part; undefined when it is none. */
export function splitTrack1(track: Uint8Array): { readonly head: string; readonly discretionary: string } | undefined {
  const match = /^(B[0-9]{8,19}\^[^^]{2,26}\^[0-9]{7})([0-9A-Z ]*)$/.exec(Buffer.from(track).toString('latin1'));
  const [, head, discretionary] = match ?? [];
  return head === undefined || discretionary === undefined ? undefined : { head, discretionary };
}
