import assert from 'node:assert/strict';

/** Upper-case hexadecimal text of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase();
}

/** Bytes of hexadecimal text. The text is configuration or a constant, never card data: anything else is our mistake. */
export function fromHex(hexText: string): Uint8Array {
  assert(/^(?:[0-9A-Fa-f]{2})*$/.test(hexText), 'configuration holds whole bytes of hexadecimal text');
  return Uint8Array.from(Buffer.from(hexText, 'hex'));
}

/** One array from many. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Whether two byte strings are the same, length included. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Whether `bytes` begins with all of `prefix`. */
export function startsWithBytes(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return sameBytes(bytes.subarray(0, prefix.length), prefix);
}

/**
 * Packed decimal, two digits a byte, zero-padded on the left (format n of EMV).
 *
 * @param value  a whole number, 0 or more, or its digits; digits that do not fit are our mistake
 */
export function toPackedDecimal(value: number | string, lengthBytes: number): Uint8Array {
  const digits = String(value);
  assert(/^[0-9]+$/.test(digits), 'only a whole number, 0 or more, has packed decimal digits');
  assert(digits.length <= lengthBytes * 2, 'the number fits into its data object');
  return fromHex(digits.padStart(lengthBytes * 2, '0'));
}

/** Printable ASCII in a fixed length, space-padded or cut on the right (formats an and ans). */
export function toFixedText(text: string, lengthBytes: number): Uint8Array {
  return Uint8Array.from(Buffer.from(text.padEnd(lengthBytes).slice(0, lengthBytes), 'ascii'));
}

/** An unsigned number, most significant byte first. `bytes` must not be longer than 6. */
export function toUnsigned(bytes: Uint8Array): number {
  assert(bytes.length <= 6, 'numbers of up to 6 bytes are exact');
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Byte at `index`. Asking for a byte that is not there is our mistake: check the length first. */
export function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  assert(byte !== undefined, 'the length was checked before a byte was read');
  return byte;
}
