/** Where a value of BER-TLV stands in a string of bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The value of the first object with this tag, in templates too; undefined when it is not there. */
export function spanOf(bytes: Uint8Array, tagHex: string, within?: Span): Span | undefined {
  const end = within?.end ?? bytes.length;
  let at = within?.start ?? 0;
  while (at < end) {
    const object = objectAt(bytes, at);
    if (object === undefined || object.value.end > end) return undefined;
    if (object.tagHex === tagHex) return object.value;
    const inner = object.isConstructed ? spanOf(bytes, tagHex, object.value) : undefined;
    if (inner !== undefined) return inner;
    at = object.value.end;
  }
  return undefined;
}

/** The objects directly in the first template of this tag, each as it is encoded. */
export function objectsIn(
  bytes: Uint8Array,
  templateTagHex: string,
): readonly { readonly tagHex: string; readonly encoded: Uint8Array }[] {
  const { start, end } = spanOf(bytes, templateTagHex) ?? { start: 0, end: 0 };
  const found: { tagHex: string; encoded: Uint8Array }[] = [];
  for (let at = start; at < end;) {
    const object = objectAt(bytes, at);
    if (object === undefined || object.value.end > end) break;
    found.push({ tagHex: object.tagHex, encoded: bytes.slice(at, object.value.end) });
    at = object.value.end;
  }
  return found;
}

/** A data object list as tags and lengths. */
export function listOf(bytes: Uint8Array): readonly { readonly tagHex: string; readonly length: number }[] {
  const entries: { tagHex: string; length: number }[] = [];
  for (let at = 0; at < bytes.length;) {
    const tagLength = ((bytes[at] ?? 0) & 0x1f) === 0x1f ? 2 : 1;
    entries.push({ tagHex: hexOf(bytes.subarray(at, at + tagLength)), length: bytes[at + tagLength] ?? 0 });
    at += tagLength + 1;
  }
  return entries;
}

/** Hexadecimal text, upper case. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function objectAt(bytes: Uint8Array, from: number) {
  const first = bytes[from] ?? 0;
  const tagLength = (first & 0x1f) === 0x1f ? 2 : 1;
  const lengthAt = from + tagLength;
  const said = bytes[lengthAt] ?? 0x80;
  const more = said > 0x80 ? said - 0x80 : 0;
  if (said === 0x80 || more > 2) return undefined;
  let length = more === 0 ? said : 0;
  for (let digit = 1; digit <= more; digit += 1) length = length * 256 + (bytes[lengthAt + digit] ?? 0);
  const start = lengthAt + 1 + more;
  return {
    tagHex: hexOf(bytes.subarray(from, lengthAt)),
    isConstructed: (first & 0x20) !== 0,
    value: { start, end: start + length },
  };
}
