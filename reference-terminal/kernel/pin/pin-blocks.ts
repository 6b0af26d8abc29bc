import assert from 'node:assert/strict';
import { concatBytes, fromHex } from '../bytes.ts';
import type { RandomSource } from '../../needs.ts';

/** A PIN block could not be made or read. The message names the rule, never a digit. */
export class UnlawfulPin extends Error {
  override readonly name = 'UnlawfulPin';
}

const pinDigits = { min: 4, max: 12 } as const;
const accountDigitsInBlock = 12;
const panDigitsMax = 19;

/**
 * Format 0: control 0, length, digits, filled with F; combined with the twelve rightmost digits of the account number
 * without its check digit.
 *
 * @returns 8 bytes in clear, to be enciphered at once
 * @throws {UnlawfulPin}
 * @clause ISO 9564-1, format 0
 */
export function pinBlockFormat0(pin: string, pan: string): Uint8Array {
  return combined(pinField('0', pin, 'F'.repeat(10)), panField(pan));
}

/**
 * Format 1: control 1, length, digits, filled with digits that never repeat. For hosts that know no account number.
 *
 * @param fill  at least 5 bytes, unique for every block
 * @throws {UnlawfulPin}
 * @clause ISO 9564-1, format 1
 */
export function pinBlockFormat1(pin: string, fill: Uint8Array): Uint8Array {
  return pinField('1', pin, Buffer.from(fill).toString('hex'));
}

/**
 * Format 2: control 2, length, digits, filled with F. For offline verification by the card alone.
 *
 * @throws {UnlawfulPin}
 * @clause ISO 9564-1, format 2; EMV 4.4 Book 3, 6.5.12 table 24
 */
export function pinBlockFormat2(pin: string): Uint8Array {
  return pinField('2', pin, 'F'.repeat(10));
}

/**
 * Format 3: as format 0 with control 3, filled with random digits A to F.
 *
 * @throws {UnlawfulPin}
 * @clause ISO 9564-1, format 3
 * @reads A random byte gives one fill digit by its remainder of 6: slightly uneven, which the standard allows.
 */
export function pinBlockFormat3(pin: string, pan: string, random: RandomSource): Uint8Array {
  const fill = Array.from(random(10), (byte) => (10 + (byte % 6)).toString(16)).join('');
  return combined(pinField('3', pin, fill), panField(pan));
}

/**
 * The PIN field of format 4: control 4, length, digits, filled with A; then 8 random bytes.
 *
 * @param random  8 bytes
 * @throws {UnlawfulPin}
 * @clause ISO 9564-1, format 4
 */
export function pinFieldFormat4(pin: string, random: Uint8Array): Uint8Array {
  assert(random.length === 8, 'eight random bytes follow the digits');
  return concatBytes([pinField('4', pin, 'A'.repeat(10)), random]);
}

/**
 * The account field of format 4: how many digits beyond twelve, then the digits, filled with zeros: 16 bytes.
 *
 * @throws {UnlawfulPin}
 * @clause ISO 9564-1, format 4
 */
export function panFieldFormat4(pan: string): Uint8Array {
  if (!/^[0-9]+$/u.test(pan) || pan.length > panDigitsMax) {
    throw new UnlawfulPin(`an account number has 1 to ${panDigitsMax} digits`);
  }
  const digits = pan.padStart(accountDigitsInBlock, '0');
  return fromHex(`${digits.length - accountDigitsInBlock}${digits}`.padEnd(32, '0'));
}

/** Exclusive or of two strings of bytes of one length. */
export function combined(left: Uint8Array, right: Uint8Array): Uint8Array {
  assert(left.length === right.length, 'fields of one length are combined');
  return left.map((byte, index) => byte ^ (right[index] ?? 0));
}

/** The twelve rightmost digits without the check digit, behind two zero bytes: what formats 0 and 3 are bound to. */
export function panField(pan: string): Uint8Array {
  if (!/^[0-9]+$/u.test(pan) || pan.length <= accountDigitsInBlock) {
    throw new UnlawfulPin(`an account number has at least ${accountDigitsInBlock + 1} digits`);
  }
  return fromHex(`0000${pan.slice(0, -1).slice(-accountDigitsInBlock)}`);
}

function pinField(control: string, pin: string, fillHex: string): Uint8Array {
  if (!/^[0-9]+$/u.test(pin) || pin.length < pinDigits.min || pin.length > pinDigits.max) {
    throw new UnlawfulPin(`a PIN has ${pinDigits.min} to ${pinDigits.max} digits`);
  }
  const fill = fillHex.slice(0, 14 - pin.length);
  assert(fill.length === 14 - pin.length, 'there is enough to fill the block with');
  return fromHex(`${control}${pin.length.toString(16)}${pin}${fill}`);
}
