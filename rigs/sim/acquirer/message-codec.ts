import assert from 'node:assert/strict';
import { ByteCursor, UnreadableBytes } from './byte-cursor.ts';
import { fieldLayouts } from './field-layouts.table.ts';
import { usualFormat, type WireFormat } from './wire-format.ts';
import type { FieldLayout } from './field-layouts.table.ts';

/**
 * Data elements by number, '2' … '128'. Digits as text with their leading zeros, track data with D as separator, text
 * with its padding blanks, bytes as upper-case hexadecimal text.
 */
export type Fields = Readonly<Record<string, string>>;

/** A message without the two bytes of length that precede it on the wire. */
export interface Message {
  /** Four digits. */
  readonly mti: string;
  readonly fields: Fields;
}

/** What the reading of a message came to. When it failed, whatever had been read until then is there to answer with. */
export type DecodedMessage =
  | ({ readonly kind: 'decoded' } & Message)
  | { readonly kind: 'malformed'; readonly mti: string | undefined; readonly fields: Fields; readonly reason: string };

/** Secondary bitmap's first element; 1 says that there is one, 65 would say that there is a third. */
const secondaryFirst = 65;

/**
 * Reads one message, strictly: every bit must be a known element, every nibble lawful, and nothing may be left over.
 *
 * @clause ISO 8583:1987, sections 4.2 to 4.4 (type, bitmaps, attributes), in the dialect "touchstone-1987"
 */
export function decodeMessage(
  bytes: Uint8Array,
  { style, edition = '1987' }: Pick<WireFormat, 'style' | 'edition'> = usualFormat,
): DecodedMessage {
  const cursor = new ByteCursor(bytes);
  const fields: Record<string, string> = {};
  let mti: string | undefined;
  let place = 'message type';
  try {
    mti = style === 'packed' ? cursor.digits(4) : cursor.characters(4, /^\d*$/);
    place = 'bitmap';
    for (const number of readBitmaps(cursor, style)) {
      place = `element ${number}`;
      fields[String(number)] = readField(cursor, fieldLayouts[edition].get(number), style);
    }
    place = 'message';
    if (cursor.leftCount > 0) throw new UnreadableBytes(`has ${cursor.leftCount} bytes after its last element`);
    return { kind: 'decoded', mti, fields };
  } catch (error) {
    if (!(error instanceof UnreadableBytes)) throw error;
    return { kind: 'malformed', mti, fields, reason: `${place} ${error.message}` };
  }
}

/**
 * Writes one message; the elements may be given in any order. A text shorter than its fixed element is filled with
 * blanks on its right. A value that does not fit its element is a broken assumption and crashes.
 */
export function encodeMessage(
  message: Message,
  { style, edition = '1987' }: Pick<WireFormat, 'style' | 'edition'> = usualFormat,
): Uint8Array {
  const numbers = Object.keys(message.fields)
    .map(Number)
    .sort((left, right) => left - right);
  const parts = numbers.map((number) =>
    writeField(fieldLayouts[edition].get(number), number, { value: message.fields[String(number)] ?? '', style }),
  );
  const bitmaps = bitmapsOf(numbers);
  const head =
    style === 'packed'
      ? [Buffer.from(message.mti, 'hex'), bitmaps]
      : [Buffer.from(message.mti, 'latin1'), Buffer.from(bitmaps.toString('hex').toUpperCase(), 'latin1')];
  return Uint8Array.from(Buffer.concat([...head, ...parts]));
}

/**
 * One message for the trace of the harness: every element in the clear, so whoever calls this masks it.
 *
 * @param message  without its two bytes of length
 * @returns undefined when it is not a lawful message of the dialect
 */
export function decodeForTrace(
  message: Uint8Array,
  format: Pick<WireFormat, 'style' | 'edition'> = usualFormat,
): { readonly mti: string; readonly fields: Record<string, string> } | undefined {
  const decoded = decodeMessage(message, format);
  return decoded.kind === 'decoded' ? { mti: decoded.mti, fields: { ...decoded.fields } } : undefined;
}

function readBitmaps(cursor: ByteCursor, style: WireFormat['style']): readonly number[] {
  const next = (): Uint8Array =>
    style === 'packed' ? cursor.take(8) : Buffer.from(cursor.characters(16, /^[\dA-Fa-f]*$/), 'hex');
  const primary = bitsOf(next(), 1);
  if (primary[0] !== 1) return primary;
  const secondary = bitsOf(next(), secondaryFirst);
  if (secondary.length === 0) throw new UnreadableBytes('announces a second one that is empty');
  return [...primary.slice(1), ...secondary];
}

function bitsOf(bitmap: Uint8Array, firstNumber: number): readonly number[] {
  return [...bitmap].flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (0x80 >> bit)) !== 0).map((bit) => firstNumber + index * 8 + bit),
  );
}

function bitmapsOf(numbers: readonly number[]): Buffer {
  const hasSecondary = numbers.some((number) => number >= secondaryFirst);
  const bitmaps = Buffer.alloc(hasSecondary ? 16 : 8);
  for (const number of hasSecondary ? [1, ...numbers] : numbers) {
    const index = (number - 1) >> 3;
    bitmaps[index] = (bitmaps[index] ?? 0) | (0x80 >> ((number - 1) & 7));
  }
  return bitmaps;
}

function readField(cursor: ByteCursor, layout: FieldLayout | undefined, style: WireFormat['style']): string {
  if (layout === undefined) throw new UnreadableBytes('is not in the dialect');
  if (style === 'characters') return readCharacters(cursor, layout);
  const { lengthDigits } = layout;
  const length = lengthDigits === 0 ? layout.length : Number(cursor.digits(lengthDigits));
  if (length > layout.length) throw new UnreadableBytes(`is ${length} long, more than ${layout.length}`);
  switch (layout.content) {
    case 'n':
      return lengthDigits === 0 ? cursor.digits(length) : cursor.paddedDigits(length, /^\d*$/);
    case 'z':
      return cursor.paddedDigits(length, /^[\dD]*$/);
    case 'an':
      return cursor.characters(length, /^[\dA-Za-z]* *$/);
    case 'ans':
      return cursor.characters(length, /^[ -~]*$/);
    case 'b':
      return cursor.hex(length);
    default:
      return layout.content satisfies never;
  }
}

const lawfulCharacters: Readonly<Record<FieldLayout['content'], RegExp>> = {
  n: /^\d*$/,
  z: /^[\dD]*$/,
  an: /^[\dA-Za-z]* *$/,
  ans: /^[ -~]*$/,
  b: /^(?:[\dA-F]{2})*$/,
};

/** Everything is printable; bytes are hexadecimal text, and lengths count its characters. */
function readCharacters(cursor: ByteCursor, { content, lengthDigits, length }: FieldLayout): string {
  const most = content === 'b' ? length * 2 : length;
  const count = lengthDigits === 0 ? most : Number(cursor.characters(lengthDigits, /^\d*$/));
  if (count > most) throw new UnreadableBytes(`is ${count} long, more than ${most}`);
  return cursor.characters(count, lawfulCharacters[content]);
}

function writeCharacters(layout: FieldLayout, value: string): Buffer {
  const { content, lengthDigits, length } = layout;
  if (lengthDigits > 0) return Buffer.from(String(value.length).padStart(lengthDigits, '0') + value, 'latin1');
  const isText = content === 'an' || content === 'ans';
  return Buffer.from(isText ? value.padEnd(length, ' ') : value, 'latin1');
}

function writeField(
  layout: FieldLayout | undefined,
  number: number,
  { value, style }: { readonly value: string; readonly style: WireFormat['style'] },
): Buffer {
  assert(layout !== undefined, `element ${number} is in the dialect`);
  if (style === 'characters') return writeCharacters(layout, value);
  const { content, lengthDigits } = layout;
  const length = content === 'b' ? value.length / 2 : value.length;
  assert(length <= layout.length, `element ${number} is not longer than its layout`);
  if (lengthDigits > 0) {
    const prefixHex = String(length).padStart(lengthDigits === 2 ? 2 : 4, '0');
    const data = variableData(content, value);
    return Buffer.concat([Buffer.from(prefixHex, 'hex'), data]);
  }
  if (content === 'b') {
    assert.equal(length, layout.length, `element ${number} has all its bytes`);
    return Buffer.from(value, 'hex');
  }
  if (content !== 'n') return Buffer.from(value.padEnd(layout.length, ' '), 'latin1');
  assert.equal(length, layout.length, `element ${number} has all its digits`);
  return packed('0'.repeat(length % 2) + value);
}

function variableData(content: FieldLayout['content'], value: string): Buffer {
  if (content === 'b') return Buffer.from(value, 'hex');
  return content === 'n' || content === 'z'
    ? packed(value + 'F'.repeat(value.length % 2))
    : Buffer.from(value, 'latin1');
}

function packed(textHex: string): Buffer {
  const bytes = Buffer.from(textHex, 'hex');
  assert.equal(bytes.length * 2, textHex.length, 'packed digits are digits');
  return bytes;
}
