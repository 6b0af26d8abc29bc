import assert from 'node:assert/strict';

/** Bytes of hexadecimal text of even length, either case. */
export function fromHex(hex: string): Uint8Array {
  assert(/^(?:[0-9A-Fa-f]{2})*$/.test(hex), 'expected whole bytes of hexadecimal text');
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** Upper case hexadecimal text without blanks. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

/** The parts one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Exclusive or of blocks of one length. */
export function xor(first: Uint8Array, ...others: readonly Uint8Array[]): Uint8Array {
  const result = Uint8Array.from(first);
  for (const other of others) {
    assert(other.length === first.length, 'blocks of one length are combined');
    for (const [index, byte] of other.entries()) result[index] = byteAt(result, index) ^ byte;
  }
  return result;
}

/** The byte at `index`, which the caller knows to be there. */
export function byteAt(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  assert(byte !== undefined, 'a byte was read beyond the end');
  return byte;
}

/** Whether `bytes` begin with `prefix`. */
export function startsWith(bytes: Uint8Array, options: { readonly prefix: Uint8Array }): boolean {
  return options.prefix.length <= bytes.length && options.prefix.every((byte, index) => bytes[index] === byte);
}

/** A copy whose one bit is turned: the lowest of the byte at `index`. */
export function withBitFlipped(bytes: Uint8Array, index: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[index] = byteAt(bytes, index) ^ 0x01;
  return copy;
}
