import { byteAt, concatBytes, fromHex, toHex } from './bytes.ts';

/** One BER-TLV object. */
export interface TlvObject {
  /** Tag as upper-case hexadecimal text, '9F26'. */
  readonly tag: string;
  readonly value: Uint8Array;
  /** The object as it came: tag, length and value. */
  readonly encoded: Uint8Array;
  /** Where the value begins in the bytes that were parsed. */
  readonly valueOffset: number;
}

/** Why bytes are no BER-TLV. `offset` is where the part that is missing or wrong begins. */
interface MalformedTlv {
  readonly kind: 'malformed';
  readonly problem:
    | 'truncated-tag'
    | 'over-long-tag'
    | 'truncated-length'
    | 'over-long-length'
    | 'indefinite-length'
    | 'truncated-value'
    | 'nested-too-deep';
  readonly offset: number;
  readonly tag?: string;
}

/** Objects in the order in which they came, or what is wrong with the bytes. */
export type ParsedTlv = { readonly kind: 'parsed'; readonly objects: readonly TlvObject[] } | MalformedTlv;

/** How much of BER is allowed. */
export interface TlvRules {
  /** Most bytes that a length field may take, its first included. */
  readonly lengthFieldBytesMax: number;
  /** Whether a length byte 80 (indefinite form) is read as no value at all instead of being refused. */
  readonly readsIndefiniteAsEmpty: boolean;
  /** Whether every length is one byte, 00 to FF: no BER, but some hosts write so. */
  readonly hasOneByteLengths?: boolean;
}

/**
 * What the terminal accepts from a card.
 *
 * @reads The book describes length fields of one to three bytes and never mentions the indefinite form: we refuse it.
 */
export const cardTlvRules: TlvRules = { lengthFieldBytesMax: 3, readsIndefiniteAsEmpty: false };

/** What a tool accepts that looks at bytes of any origin. */
export const lenientTlvRules: TlvRules = { lengthFieldBytesMax: 5, readsIndefiniteAsEmpty: true };

const tagBytesMax = 4;
const depthMax = 8;

/**
 * Parses one level of BER-TLV. Zero bytes before, between and after objects are padding. Duplicates are kept: what they
 * mean is for the reader of a template to say. Values are views of `bytes`, not copies: who changes one changes both.
 *
 * @clause EMV 4.4 Book 3, Annex B1 (tags, padding), B2 (lengths)
 */
export function parseTlv(bytes: Uint8Array, rules: TlvRules = cardTlvRules): ParsedTlv {
  const objects: TlvObject[] = [];
  const malformed = parseLevel(bytes, { rules, baseOffset: 0 }, objects);
  return malformed ?? { kind: 'parsed', objects };
}

/**
 * Parses BER-TLV and opens every template in it; the primitive objects come out in order, templates themselves do not.
 * Templates may be nested eight deep.
 */
export function parsePrimitives(bytes: Uint8Array, rules: TlvRules = cardTlvRules): ParsedTlv {
  const primitives: TlvObject[] = [];
  const malformed = parseNested(bytes, { rules, depth: 0, baseOffset: 0 }, primitives);
  return malformed ?? { kind: 'parsed', objects: primitives };
}

/** Whether the object of this tag is a template. `tag` is hexadecimal text. */
export function isConstructed(tag: string): boolean {
  return (Number.parseInt(tag.charAt(0), 16) & 0x2) !== 0;
}

/** The first object of `tag`. */
export function findObject(objects: readonly TlvObject[], tag: string): TlvObject | undefined {
  return objects.find((object) => object.tag === tag);
}

/** Encodes one object with the shortest length field. `tag` is hexadecimal text. */
export function encodeTlv(tag: string, value: Uint8Array): Uint8Array {
  return concatBytes([fromHex(tag), encodeLength(value.length), value]);
}

interface Place {
  readonly rules: TlvRules;
  /** Where `bytes` begin in what the caller gave. */
  readonly baseOffset: number;
}

/** Parses one level into `objects`. One loop and no object besides those that come out: this is what every byte passes. */
function parseLevel(bytes: Uint8Array, place: Place, objects: TlvObject[]): MalformedTlv | undefined {
  const { rules, baseOffset } = place;
  let offset = skipPadding(bytes, 0);
  while (offset < bytes.length) {
    const tagEnd = endOfTag(bytes, offset);
    if (tagEnd < 0) return { ...malformedTag(bytes, offset), offset: baseOffset + offset };
    const tag = tagText(bytes, offset, tagEnd);
    let length = bytes[tagEnd] ?? longLength;
    let valueOffset = tagEnd + 1;
    if (length >= longLength) {
      const field = readLength(bytes, { offset: tagEnd, tag, rules });
      if (field.kind === 'malformed') return { ...field, offset: baseOffset + field.offset };
      length = field.length;
      valueOffset = field.end;
    }
    const end = valueOffset + length;
    if (end > bytes.length) {
      return { kind: 'malformed', problem: 'truncated-value', offset: baseOffset + valueOffset, tag };
    }
    objects.push({
      tag,
      value: bytes.subarray(valueOffset, end),
      encoded: bytes.subarray(offset, end),
      valueOffset: baseOffset + valueOffset,
    });
    offset = skipPadding(bytes, end);
  }
  return undefined;
}

function parseNested(
  bytes: Uint8Array,
  place: Place & { readonly depth: number },
  primitives: TlvObject[],
): MalformedTlv | undefined {
  const level: TlvObject[] = [];
  const malformed = parseLevel(bytes, place, level);
  if (malformed !== undefined) return malformed;
  for (const object of level) {
    if (!isConstructed(object.tag)) {
      primitives.push(object);
      continue;
    }
    const { tag, value, valueOffset } = object;
    if (place.depth === depthMax) return { kind: 'malformed', problem: 'nested-too-deep', offset: valueOffset, tag };
    const inner = parseNested(
      value,
      { rules: place.rules, depth: place.depth + 1, baseOffset: valueOffset },
      primitives,
    );
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function skipPadding(bytes: Uint8Array, from: number): number {
  let offset = from;
  while (bytes[offset] === 0) offset += 1;
  return offset;
}

/**
 * Low five bits all set: the tag goes on; each further byte says in its top bit whether another one follows.
 *
 * @returns where the tag ends, or -1 when `malformedTag` has something to say about it
 */
function endOfTag(bytes: Uint8Array, offset: number): number {
  if ((byteAt(bytes, offset) & 0x1f) !== 0x1f) return offset + 1;
  const end = endOfContinuation(bytes, offset);
  return end >= bytes.length || end - offset === tagBytesMax ? -1 : end + 1;
}

/** Where the last byte of a tag is that goes on, or should be. */
function endOfContinuation(bytes: Uint8Array, offset: number): number {
  let end = offset + 1;
  while (((bytes[end] ?? 0) & 0x80) !== 0 && end - offset < tagBytesMax) end += 1;
  return end;
}

function malformedTag(bytes: Uint8Array, offset: number): MalformedTlv {
  const end = endOfContinuation(bytes, offset);
  const problem = end >= bytes.length ? 'truncated-tag' : 'over-long-tag';
  return { kind: 'malformed', problem, offset, tag: toHex(bytes.subarray(offset, end)) };
}

/** Texts of the tags of one and two bytes, each made when it is first met. */
const shortTagTexts: (string | undefined)[] = Array.from({ length: 0x1_0000 });

function tagText(bytes: Uint8Array, offset: number, end: number): string {
  if (end - offset > 2) return toHex(bytes.subarray(offset, end));
  const first = bytes[offset] ?? 0;
  // A tag of one byte never begins with 00, which is padding: so the two kinds of keys can't meet.
  const key = end - offset === 1 ? first : first * 0x100 + (bytes[offset + 1] ?? 0);
  const known = shortTagTexts[key];
  if (known !== undefined) return known;
  const text = toHex(bytes.subarray(offset, end));
  shortTagTexts[key] = text;
  return text;
}

/** From this first byte on, a length field is longer than a byte, or something else is the matter with it. */
const longLength = 0x80;

type LengthField = { readonly kind: 'read'; readonly length: number; readonly end: number } | MalformedTlv;

function readLength(
  bytes: Uint8Array,
  field: { readonly offset: number; readonly tag: string; readonly rules: TlvRules },
): LengthField {
  const { offset, tag, rules } = field;
  const first = bytes[offset];
  if (first === undefined) return { kind: 'malformed', problem: 'truncated-length', offset, tag };
  if (first < 0x80 || rules.hasOneByteLengths === true) return { kind: 'read', length: first, end: offset + 1 };
  if (first === 0x80 && rules.readsIndefiniteAsEmpty) return { kind: 'read', length: 0, end: offset + 1 };
  if (first === 0x80) return { kind: 'malformed', problem: 'indefinite-length', offset, tag };
  const further = first & 0x7f;
  if (1 + further > rules.lengthFieldBytesMax) return { kind: 'malformed', problem: 'over-long-length', offset, tag };
  const end = offset + 1 + further;
  if (end > bytes.length) return { kind: 'malformed', problem: 'truncated-length', offset: offset + 1, tag };
  const length = bytes.subarray(offset + 1, end).reduce((sum, byte) => sum * 256 + byte, 0);
  return { kind: 'read', length, end };
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  if (length < 0x1_0000) return Uint8Array.of(0x82, length >> 8, length & 0xff);
  return Uint8Array.of(0x83, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
}
