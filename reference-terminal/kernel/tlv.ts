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
 * mean is for the reader of a template to say.
 *
 * @clause EMV 4.4 Book 3, Annex B1 (tags, padding), B2 (lengths)
 */
export function parseTlv(bytes: Uint8Array, rules: TlvRules = cardTlvRules): ParsedTlv {
  const objects: TlvObject[] = [];
  let offset = skipPadding(bytes, 0);
  while (offset < bytes.length) {
    const tag = readTag(bytes, offset);
    if (tag.kind === 'malformed') return tag;
    const length = readLength(bytes, { offset: tag.end, tag: tag.tag, rules });
    if (length.kind === 'malformed') return length;
    const end = length.end + length.length;
    if (end > bytes.length) {
      return { kind: 'malformed', problem: 'truncated-value', offset: length.end, tag: tag.tag };
    }
    objects.push({
      tag: tag.tag,
      value: bytes.slice(length.end, end),
      encoded: bytes.slice(offset, end),
      valueOffset: length.end,
    });
    offset = skipPadding(bytes, end);
  }
  return { kind: 'parsed', objects };
}

/**
 * Parses BER-TLV and opens every template in it; the primitive objects come out in order, templates themselves do not.
 * Templates may be nested eight deep.
 */
export function parsePrimitives(bytes: Uint8Array, rules: TlvRules = cardTlvRules): ParsedTlv {
  return parseNested(bytes, { rules, depth: 0, baseOffset: 0 });
}

/** Whether the object of this tag is a template. `tag` is hexadecimal text. */
export function isConstructed(tag: string): boolean {
  return (byteAt(fromHex(tag.slice(0, 2)), 0) & 0x20) !== 0;
}

/** The first object of `tag`. */
export function findObject(objects: readonly TlvObject[], tag: string): TlvObject | undefined {
  return objects.find((object) => object.tag === tag);
}

/** Encodes one object with the shortest length field. `tag` is hexadecimal text. */
export function encodeTlv(tag: string, value: Uint8Array): Uint8Array {
  return concatBytes([fromHex(tag), encodeLength(value.length), value]);
}

function parseNested(
  bytes: Uint8Array,
  place: { readonly rules: TlvRules; readonly depth: number; readonly baseOffset: number },
): ParsedTlv {
  const level = parseTlv(bytes, place.rules);
  if (level.kind === 'malformed') return { ...level, offset: level.offset + place.baseOffset };
  const primitives: TlvObject[] = [];
  for (const object of level.objects) {
    const valueOffset = place.baseOffset + object.valueOffset;
    if (!isConstructed(object.tag)) {
      primitives.push({ ...object, valueOffset });
      continue;
    }
    if (place.depth === depthMax) {
      return { kind: 'malformed', problem: 'nested-too-deep', offset: valueOffset, tag: object.tag };
    }
    const inner = parseNested(object.value, { rules: place.rules, depth: place.depth + 1, baseOffset: valueOffset });
    if (inner.kind === 'malformed') return inner;
    primitives.push(...inner.objects);
  }
  return { kind: 'parsed', objects: primitives };
}

function skipPadding(bytes: Uint8Array, from: number): number {
  let offset = from;
  while (bytes[offset] === 0) offset += 1;
  return offset;
}

type TagField = { readonly kind: 'read'; readonly tag: string; readonly end: number } | MalformedTlv;

/** Low five bits all set: the tag goes on; each further byte says in its top bit whether another one follows. */
function readTag(bytes: Uint8Array, offset: number): TagField {
  let end = offset + 1;
  if ((byteAt(bytes, offset) & 0x1f) === 0x1f) {
    while (((bytes[end] ?? 0) & 0x80) !== 0 && end - offset < tagBytesMax) end += 1;
    const partial = toHex(bytes.subarray(offset, end));
    if (end >= bytes.length) return { kind: 'malformed', problem: 'truncated-tag', offset, tag: partial };
    if (end - offset === tagBytesMax) return { kind: 'malformed', problem: 'over-long-tag', offset, tag: partial };
    end += 1;
  }
  return { kind: 'read', tag: toHex(bytes.subarray(offset, end)), end };
}

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
