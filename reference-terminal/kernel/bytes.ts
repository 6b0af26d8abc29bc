import assert from 'node:assert/strict';

const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
);
const noDigit = 0xff;
/** Values of the digits 0-9, A-F and a-f by their character code. */
const digitValues: Uint8Array = new Uint8Array(128).fill(noDigit);
for (const [value, digit] of Array.from('0123456789ABCDEF').entries()) {
  digitValues[digit.charCodeAt(0)] = value;
  digitValues[digit.toLowerCase().charCodeAt(0)] = value;
}
/** Up to here a table is faster than the way into native code and back. */
const shortBytesMax = 40;

/** Upper-case hexadecimal text of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.length > shortBytesMax) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase();
  }
  let hexText = '';
  for (const byte of bytes) hexText += hexOfByte[byte] ?? '';
  return hexText;
}

/** Bytes of hexadecimal text. The text is configuration or a constant, never card data: anything else is our mistake. */
export function fromHex(hexText: string): Uint8Array {
  const bytes = new Uint8Array(hexText.length >> 1);
  let isLawful = hexText.length % 2 === 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const high = digitValues[hexText.charCodeAt(index * 2)] ?? noDigit;
    const low = digitValues[hexText.charCodeAt(index * 2 + 1)] ?? noDigit;
    if (high === noDigit || low === noDigit) isLawful = false;
    bytes[index] = (high << 4) | low;
  }
  assert(isLawful, 'configuration holds whole bytes of hexadecimal text');
  return bytes;
}

/** One array from many. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
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
