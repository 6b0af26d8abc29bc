import assert from 'node:assert/strict';
import { concat, fromHex } from './bytes.ts';

/**
 * One BER-TLV object. Values up to 255 bytes: that is all a short APDU can carry.
 *
 * @param tagHex  one to three bytes
 * @clause EMV 4.4 Book 3, Annex B
 */
export function encodeTlv(tagHex: string, ...value: readonly Uint8Array[]): Uint8Array {
  const content = concat(...value);
  assert(content.length <= 255, 'a value on a card fits a one-byte length');
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return concat(fromHex(tagHex), Uint8Array.from(length), content);
}

/** One entry of a data object list. */
export interface DolEntry {
  readonly tagHex: string;
  readonly length: number;
}

/**
 * Reads a data object list. The lists are our own, so that anything odd in one is a broken assumption.
 *
 * @clause EMV 4.4 Book 3, 5.4
 */
export function parseDol(dolHex: string): readonly DolEntry[] {
  const bytes = fromHex(dolHex);
  const entries: DolEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const tagLength = tagLengthAt(bytes, at);
    const length = bytes[at + tagLength];
    assert(length !== undefined, 'a data object list ends after a length');
    entries.push({ tagHex: dolHex.slice(at * 2, (at + tagLength) * 2).toUpperCase(), length });
    at += tagLength + 1;
  }
  return entries;
}

/** Bytes that a terminal sends for the list. */
export function dolLength(dol: readonly DolEntry[]): number {
  return dol.reduce((length, entry) => length + entry.length, 0);
}

/**
 * The values that a terminal sent for the list, by tag.
 *
 * @param data  exactly as long as the list asks for
 */
export function splitByDol(dol: readonly DolEntry[], data: Uint8Array): ReadonlyMap<string, Uint8Array> {
  assert(data.length === dolLength(dol), 'the length was checked before');
  const values = new Map<string, Uint8Array>();
  let at = 0;
  for (const entry of dol) {
    values.set(entry.tagHex, data.slice(at, at + entry.length));
    at += entry.length;
  }
  return values;
}

/** A BER-TLV object taken apart. */
export interface SplitObject {
  readonly tag: Uint8Array;
  readonly value: Uint8Array;
  readonly isConstructed: boolean;
}

/** The objects of a string of our own making, one level deep; undefined when it is no such string any more. */
export function splitObjects(bytes: Uint8Array): readonly SplitObject[] | undefined {
  const objects: SplitObject[] = [];
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    const tagLength = tagLengthAt(bytes, at);
    const tag = bytes.slice(at, at + tagLength);
    at += tagLength;
    const said = bytes[at] ?? 0x80;
    const isLong = said === 0x81;
    const length = isLong ? (bytes[at + 1] ?? 0) : said;
    at += isLong ? 2 : 1;
    if (said === 0x80 || said > 0x81 || at + length > bytes.length) return undefined;
    objects.push({ tag, value: bytes.slice(at, at + length), isConstructed: (first & 0x20) !== 0 });
    at += length;
  }
  return objects;
}

/** Bytes of the tag: one, two, or three. */
function tagLengthAt(bytes: Uint8Array, at: number): number {
  if (((bytes[at] ?? 0) & 0x1f) !== 0x1f) return 1;
  return ((bytes[at + 1] ?? 0) & 0x80) === 0 ? 2 : 3;
}

/** A length field. */
export function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  return length < 0x100 ? Uint8Array.of(0x81, length) : Uint8Array.of(0x82, length >> 8, length & 0xff);
}
