import { toHex } from '../kernel/bytes.ts';
import { ascii, binary, FieldProblem, fixed } from './field-codecs.ts';
import type { DecodedField, FieldCodec } from './field-codecs.ts';
import { MalformedMessage } from './malformed-message.ts';

/** One ISO 8583 message, apart from how it is written. */
export interface HostMessage {
  /** Message type, four digits. */
  readonly mti: string;
  /** By data element number; text, for binary elements upper-case hexadecimal text. Holds card data: never log. */
  readonly fields: ReadonlyMap<number, string>;
}

/** How a host writes its messages: data, not code. */
export interface Dialect {
  readonly name: string;
  readonly mti: FieldCodec;
  readonly bitmap: 'binary' | 'hexadecimal';
  readonly fields: ReadonlyMap<number, FieldCodec>;
}

/**
 * Writes a message. The second bitmap is there exactly when an element above 64 is.
 *
 * @throws {MalformedMessage} when a value doesn't fit the dialect
 * @clause ISO 8583:1987 4.2 (message structure, bit maps)
 */
export function encodeMessage(dialect: Dialect, message: HostMessage): Uint8Array {
  const numbers = [...message.fields.keys()].toSorted((a, b) => a - b);
  const parts: Uint8Array[] = [
    placed(0, () => dialect.mti.encode(message.mti)),
    placed(0, () => bitmapCodec(dialect).encode(bitmapHex(numbers))),
  ];
  for (const number of numbers) {
    const value = message.fields.get(number) ?? '';
    parts.push(placed(number, () => codecOf(dialect, number).encode(value)));
  }
  return Buffer.concat(parts);
}

/**
 * Reads a message that must fill `bytes` to the last byte.
 *
 * @throws {MalformedMessage} when the bytes are no message of the dialect
 */
export function decodeMessage(dialect: Dialect, bytes: Uint8Array): HostMessage {
  const mti = placed(0, () => dialect.mti.decode(bytes, 0));
  const bitmap = readBitmaps(dialect, bytes, mti.next);
  const fields = new Map<number, string>();
  let offset = bitmap.next;
  for (const number of numbersIn(bitmap.value)) {
    const start = offset;
    const field = placed(number, () => codecOf(dialect, number).decode(bytes, start));
    fields.set(number, field.value);
    offset = field.next;
  }
  if (offset !== bytes.length) throw new MalformedMessage(0, `${bytes.length - offset} bytes follow the last element`);
  return { mti: mti.value, fields };
}

function readBitmaps(dialect: Dialect, bytes: Uint8Array, offset: number): DecodedField {
  const codec = bitmapCodec(dialect);
  const first = placed(0, () => codec.decode(bytes, offset));
  if (!/^[0-9A-Fa-f]{16}$/.test(first.value)) throw new MalformedMessage(0, 'the bitmap is not hexadecimal text');
  if (Number.parseInt(first.value.charAt(0), 16) < 8) return first;
  const second = placed(0, () => codec.decode(bytes, first.next));
  if (!/^[0-9A-Fa-f]{16}$/.test(second.value)) throw new MalformedMessage(0, 'the bitmap is not hexadecimal text');
  return { value: first.value + second.value, next: second.next };
}

function bitmapCodec(dialect: Dialect): FieldCodec {
  const one = dialect.bitmap === 'binary' ? fixed(binary, 8) : fixed(ascii, 16);
  return {
    encode: (hex) => Buffer.concat((hex.match(/.{16}/g) ?? []).map((half) => one.encode(half))),
    decode: (bytes, offset) => one.decode(bytes, offset),
  };
}

function bitmapHex(numbers: readonly number[]): string {
  const bits = Buffer.alloc(numbers.some((number) => number > 64) ? 16 : 8);
  const set = bits.length === 16 ? [1, ...numbers] : numbers;
  for (const number of set) {
    const index = (number - 1) >> 3;
    bits[index] = (bits[index] ?? 0) | (0x80 >> ((number - 1) & 7));
  }
  return toHex(bits);
}

/** Element numbers that a bitmap announces, without 1, which announces the second bitmap. */
function numbersIn(bitmap: string): readonly number[] {
  const bits = Buffer.from(bitmap, 'hex');
  const numbers: number[] = [];
  for (let number = 2; number <= bits.length * 8; number += 1) {
    if (((bits[(number - 1) >> 3] ?? 0) & (0x80 >> ((number - 1) & 7))) !== 0) numbers.push(number);
  }
  return numbers;
}

function codecOf(dialect: Dialect, number: number): FieldCodec {
  const codec = dialect.fields.get(number);
  if (codec === undefined) throw new MalformedMessage(number, `not an element of ${dialect.name}`);
  return codec;
}

function placed<T>(element: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FieldProblem) throw new MalformedMessage(element, error.message);
    throw error;
  }
}
