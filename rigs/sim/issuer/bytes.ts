/** Upper-case hexadecimal text of bytes, without blanks. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

/** Bytes of hexadecimal text; the text must have an even count of hexadecimal digits and nothing else. */
export function fromHex(textHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(textHex, 'hex'));
}

/** One array that holds the parts in order. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Byte by byte exclusive or; the shorter one is read as if it ended in zeros. */
export function exclusiveOr(left: Uint8Array, right: Uint8Array): Uint8Array {
  return left.map((byte, index) => byte ^ (right[index] ?? 0));
}
