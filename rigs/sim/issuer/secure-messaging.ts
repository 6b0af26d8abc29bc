import assert from 'node:assert/strict';
import { exclusiveOr, fromHex, joinBytes } from './bytes.ts';
import { encipherBlock, encipherChained, pad, retailMac } from './triple-des.ts';

/** How a script command's data are enciphered: see `encipherCommandData`. */
export type Encipherment = 'VISA' | 'MASTERCARD' | 'EMV';

/**
 * The MAC of a script command, 4 to 8 bytes.
 *
 * @param message  header, what binds it to the transaction, and the (enciphered) data
 * @clause EMV 4.4 Book 2, section 9.2.1 (format 2)
 */
export function computeScriptMac(sessionKey: Uint8Array, message: Uint8Array, length = 8): Uint8Array {
  return retailMac(sessionKey, message, 'method-2').slice(0, length);
}

/**
 * Enciphers the data of a script command.
 *
 * VISA: a byte with the length goes before, then 80 and zeros, each block by itself. MASTERCARD: 80 and zeros only where
 * the blocks are not whole, chained. EMV: 80 and zeros in every case, chained.
 *
 * @clause EMV 4.4 Book 2, section 9.3.1, Annex A1.1
 */
export function encipherCommandData(sessionKey: Uint8Array, data: Uint8Array, how: Encipherment): Uint8Array {
  switch (how) {
    case 'VISA':
      return encipherBlock(sessionKey, pad(joinBytes([Uint8Array.of(data.length), data]), 'method-2'));
    case 'MASTERCARD':
      return encipherChained(sessionKey, data.length % 8 === 0 && data.length > 0 ? data : pad(data, 'method-2'));
    case 'EMV':
      return encipherChained(sessionKey, pad(data, 'method-2'));
    default:
      return how satisfies never;
  }
}

/**
 * The 8-byte PIN block of format 2.
 *
 * @param pin  4 to 12 digits
 * @clause ISO 9564-1, format 2
 */
export function formatTwoPinBlock(pin: string): Uint8Array {
  requirePin(pin);
  return fromHex(`2${pin.length.toString(16)}${pin.padEnd(14, 'F')}`);
}

/**
 * The older 8-byte PIN block that is laid over part of the card's key for cryptograms and, where the card asks for it,
 * over the current PIN.
 *
 * @param cardKey  16 bytes, the card's key for cryptograms
 */
export function keyedPinBlock(cardKey: Uint8Array, pin: string, currentPin?: string): Uint8Array {
  requirePin(pin);
  const block = exclusiveOr(
    fromHex(`0${pin.length.toString(16)}${pin.padEnd(14, 'F')}`),
    joinBytes([new Uint8Array(4), cardKey.slice(4, 8)]),
  );
  if (currentPin === undefined) return block;
  requirePin(currentPin);
  return exclusiveOr(block, fromHex(currentPin.padEnd(16, '0')));
}

function requirePin(pin: string): void {
  assert.match(pin, /^\d{4,12}$/u, 'a PIN has 4 to 12 digits');
}
