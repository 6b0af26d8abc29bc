/** Upper-case hexadecimal text of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

/** Bytes of hexadecimal text. */
export function fromHex(textHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(textHex, 'hex'));
}

/** One array that holds the parts in order. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Byte by byte exclusive or of two arrays of one length. */
export function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0));
}
