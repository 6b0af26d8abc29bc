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
  /** What stands before the message type, in dialects that have it. */
  readonly header?: string;
}

/** How the bitmaps of a dialect are written when the second and third differ from the first. */
interface BitmapCodecs {
  readonly first: FieldCodec;
  readonly further: FieldCodec;
}

/** Numbers of the data elements that an enciphered PIN is carried in. */
export interface PinElements {
  /** A block of 8 bytes: formats 0 and 3. */
  readonly block: number;
  /** A block of 16 bytes: format 4. */
  readonly longBlock: number;
  /** Key serial number of a key that is derived for one transaction. */
  readonly keySerialNumber: number;
}

/** How messages are authenticated: by a code in their last data element, 64 or 128. */
export interface MessageAuthentication {
  /** As many bytes of a code are sent, the first ones. */
  readonly codeBytes: number;
  /** Under TDES; under AES it is CMAC. */
  readonly tripleDes: 'x9.19' | 'cmac';
}

/** How a host is talked to about the talking. */
export interface NetworkManagementTerms {
  /** Data element 70. */
  readonly signOn: string;
  readonly echo: string;
  readonly keyChange: string;
  /** Where new keys lie in the answer to a key change, and how. */
  readonly keyElement: number;
  readonly keyForm: 'x9.17' | 'tr-31';
}

/**
 * An edition of the standard that says things in other elements than that of 1987, in whose words the terminal speaks.
 */
export interface Edition {
  /** A message as it is on the wire. */
  written(message: HostMessage): HostMessage;
  /** The inverse, for whatever is read. */
  read(message: HostMessage): HostMessage;
  /** The type that answers a request, in words of 1987, where it is another than there. */
  answeringType(mti: string): string | undefined;
}

/** How a host writes its messages: data, not code. */
export interface Dialect {
  readonly name: string;
  readonly mti: FieldCodec;
  readonly bitmap: 'binary' | 'hexadecimal' | BitmapCodecs;
  readonly fields: ReadonlyMap<number, FieldCodec>;
  readonly header?: FieldCodec;
  /** Whether the second bitmap's first bit announces a third bitmap; else it is element 65. */
  readonly hasThirdBitmap?: boolean;
  /** Absent: that of 1987. With one, dates have their year. */
  readonly edition?: Edition;
  /** Where PINs lie; a dialect without it carries none. */
  readonly pinElements?: PinElements;
  readonly authentication?: MessageAuthentication;
  /** A dialect without it has no network management. */
  readonly network?: NetworkManagementTerms;
  /** Where a request says that a part of its amount may be approved, and the word for it; without it none says so. */
  readonly partialApprovals?: { readonly element: number; readonly word: string };
  /** Whether every message has two bitmaps and no bit announces the second one, as some hosts have it. */
  readonly alwaysHasTwoBitmaps?: boolean;
}

/**
 * Writes a message. The second bitmap is there exactly when an element above 64 is.
 *
 * @throws {MalformedMessage} when a value doesn't fit the dialect
 * @clause ISO 8583:1987 4.2 (message structure, bit maps)
 */
export function encodeMessage(dialect: Dialect, given: HostMessage): Uint8Array {
  const message = onTheWire(dialect, given);
  const numbers = [...message.fields.keys()].toSorted((a, b) => a - b);
  const parts: Uint8Array[] = [
    placed(0, () => dialect.header?.encode(message.header ?? '') ?? new Uint8Array()),
    placed(0, () => dialect.mti.encode(message.mti)),
    placed(0, () => encodeBitmaps(dialect, numbers)),
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
  const header = placed(0, () => dialect.header?.decode(bytes, 0));
  const mti = placed(0, () => dialect.mti.decode(bytes, header?.next ?? 0));
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
  const read = header === undefined ? { mti: mti.value, fields } : { mti: mti.value, fields, header: header.value };
  return dialect.edition?.read(read) ?? read;
}

/** A message in the elements that its dialect writes. */
export function onTheWire(dialect: Dialect, message: HostMessage): HostMessage {
  return dialect.edition?.written(message) ?? message;
}

function readBitmaps(dialect: Dialect, bytes: Uint8Array, offset: number): DecodedField {
  const { first, further } = bitmapCodecs(dialect);
  const read = (codec: FieldCodec, from: number): DecodedField => {
    const bitmap = placed(0, () => codec.decode(bytes, from));
    if (!/^[0-9A-Fa-f]{16}$/.test(bitmap.value)) throw new MalformedMessage(0, 'the bitmap is not hexadecimal text');
    return bitmap;
  };
  const announcesNext = ({ value }: DecodedField): boolean => Number.parseInt(value.charAt(0), 16) >= 8;
  const primary = read(first, offset);
  if (!announcesNext(primary) && dialect.alwaysHasTwoBitmaps !== true) return primary;
  const second = read(further, primary.next);
  const both = { value: primary.value + second.value, next: second.next };
  if (dialect.hasThirdBitmap !== true || !announcesNext(second)) return both;
  const third = read(further, second.next);
  return { value: both.value + third.value, next: third.next };
}

function encodeBitmaps(dialect: Dialect, numbers: readonly number[]): Uint8Array {
  const { first, further } = bitmapCodecs(dialect);
  const hex = dialect.alwaysHasTwoBitmaps === true ? bitsHex(numbers, 16) : bitmapHex(numbers);
  const bitmaps = hex.match(/.{16}/g) ?? [];
  return Buffer.concat(bitmaps.map((bitmap, index) => (index === 0 ? first : further).encode(bitmap)));
}

function bitmapCodecs({ bitmap }: Dialect): BitmapCodecs {
  if (typeof bitmap === 'object') return bitmap;
  const one = bitmap === 'binary' ? fixed(binary, 8) : fixed(ascii, 16);
  return { first: one, further: one };
}

/** Bitmaps that announce the elements, as many as they need: hexadecimal text, 16 digits each. */
export function bitmapHex(numbers: readonly number[]): string {
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  const count = Math.max(1, Math.ceil(highest / 64));
  return bitsHex([...[1, 65].slice(0, count - 1), ...numbers], count * 8);
}

function bitsHex(numbers: readonly number[], lengthBytes: number): string {
  const bits = Buffer.alloc(lengthBytes);
  for (const number of numbers) {
    const index = (number - 1) >> 3;
    bits[index] = (bits[index] ?? 0) | (0x80 >> ((number - 1) & 7));
  }
  return toHex(bits);
}

/** Element numbers that bitmaps announce, without those bits that announce a further bitmap. */
function numbersIn(bitmap: string): readonly number[] {
  const bits = Buffer.from(bitmap, 'hex');
  const numbers: number[] = [];
  for (let number = 2; number <= bits.length * 8; number += 1) {
    if (number === 65 && bits.length > 16) continue;
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
