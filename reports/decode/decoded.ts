/** One line of a decoded picture: an object and what it means. Lines nest by `depth`. */
export interface DecodedRow {
  /** From 0. */
  readonly depth: number;
  /** What it is: a tag with its name, a field with its number. */
  readonly label: string;
  /** Its bytes as masked hexadecimal text, or its text; empty for a constructed object. */
  readonly value: string;
  /** What it says in plain words; empty when there is nothing to add. */
  readonly meaning: string;
}

/** A message in one line, with its parts. Decoders never throw: what they cannot read is titled so. */
export interface Decoded {
  readonly title: string;
  readonly rows: readonly DecodedRow[];
}

/** What decoders say about bytes that are not what they should be. */
export const NOT_DECODABLE = 'not decodable';

/** The one byte that is at `index`; undefined beyond the end, or when the mask hides a nibble of it. */
export function byteAt(hex: string, index: number): number | undefined {
  const text = hex.slice(index * 2, index * 2 + 2);
  return /^[0-9A-Fa-f]{2}$/u.test(text) ? Number.parseInt(text, 16) : undefined;
}

/** Whether the text is whole bytes in hexadecimal, where `*` may stand for a hidden nibble. */
export function isMaskedHex(text: string): boolean {
  return text.length % 2 === 0 && /^[0-9A-Fa-f*]*$/u.test(text);
}

/** Printable ASCII text of hexadecimal text; undefined when a byte is hidden or not printable. */
export function asciiOf(hex: string): string | undefined {
  let text = '';
  for (let index = 0; index < hex.length / 2; index += 1) {
    const byte = byteAt(hex, index);
    if (byte === undefined || byte < 0x20 || byte > 0x7e) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
