/** One object of BER-TLV, its tag as hexadecimal text. */
export interface TlvObject {
  readonly tagHex: string;
  readonly value: Uint8Array;
  readonly isConstructed: boolean;
}

/** The objects of a string one after the other; undefined when it is no such string. */
export function readObjects(bytes: Uint8Array): readonly TlvObject[] | undefined {
  const objects: TlvObject[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    const first = bytes[at] ?? 0;
    at += 1;
    if ((first & 0x1f) === 0x1f) while (((bytes[at++] ?? 0) & 0x80) !== 0);
    const tagHex = hexOf(bytes.subarray(start, at));
    const said = bytes[at] ?? 0x80;
    at += 1;
    const more = said > 0x80 ? said - 0x80 : 0;
    if (said === 0x80 || more > 2) return undefined;
    const length = more === 0 ? said : Number.parseInt(hexOf(bytes.subarray(at, at + more)), 16);
    at += more;
    if (!(at + length <= bytes.length)) return undefined;
    objects.push({ tagHex, value: bytes.slice(at, at + length), isConstructed: (first & 0x20) !== 0 });
    at += length;
  }
  return objects;
}

/** One object as bytes. */
export function tlv(tagHex: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = joined(...parts);
  return joined(bytesOf(tagHex), lengthField(value.length), value);
}

/**
 * Changes values wherever they stand, in templates too, and writes the lengths anew.
 *
 * @param edit  the new value, or undefined for one that stays
 * @returns the very bytes that came in when they are no TLV
 */
export function rewritten(bytes: Uint8Array, edit: (object: TlvObject) => Uint8Array | undefined): Uint8Array {
  const objects = readObjects(bytes);
  if (objects === undefined) return bytes;
  return joined(
    ...objects.map((object) =>
      tlv(object.tagHex, edit(object) ?? (object.isConstructed ? rewritten(object.value, edit) : object.value)),
    ),
  );
}

/** The first value of a tag, in templates too. */
export function valueOf(bytes: Uint8Array, tagHex: string): Uint8Array | undefined {
  for (const object of readObjects(bytes) ?? []) {
    if (object.tagHex === tagHex) return object.value;
    const within = object.isConstructed ? valueOf(object.value, tagHex) : undefined;
    if (within !== undefined) return within;
  }
  return undefined;
}

/** A data object list: tags and lengths, as they follow one another. */
export function readList(bytes: Uint8Array): readonly { readonly tagHex: string; readonly length: number }[] {
  const entries: { tagHex: string; length: number }[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tagLength = ((bytes[at] ?? 0) & 0x1f) === 0x1f ? 2 : 1;
    entries.push({ tagHex: hexOf(bytes.subarray(at, at + tagLength)), length: bytes[at + tagLength] ?? 0 });
    at += tagLength + 1;
  }
  return entries;
}

/** Several strings of bytes as one. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Bytes of hexadecimal text. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** Hexadecimal text, upper case. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function lengthField(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  return length < 0x100 ? Uint8Array.of(0x81, length) : Uint8Array.of(0x82, length >> 8, length & 0xff);
}
