import { toHex } from '../kernel/bytes.ts';

/**
 * The small codecs from which an ISO 8583 dialect is put together: a way to write characters, and a fixed or a
 * variable field around it. Values are text; binary values are upper-case hexadecimal text.
 */

/** One data element on the wire. Errors are plain text: the message codec adds the element's number. */
export interface FieldCodec {
  /** @throws {FieldProblem} when the value doesn't fit the field */
  encode(value: string): Uint8Array;
  /**
   * @param offset  where the field starts
   * @throws {FieldProblem} when the bytes end inside the field or hold what the field can't
   */
  decode(bytes: Uint8Array, offset: number): DecodedField;
}

/** A value and the offset just behind it. */
export interface DecodedField {
  readonly value: string;
  readonly next: number;
}

/** What is wrong with one field. Never holds the value. */
export class FieldProblem extends Error {
  override readonly name = 'FieldProblem';
}

/** A way to write characters. A unit is what lengths count: a digit when packed, else a byte. */
export interface Content {
  countOf(value: string): number;
  lengthBytes(count: number): number;
  encode(value: string): Uint8Array;
  /** @param bytes  exactly `lengthBytes(count)` of them */
  decode(bytes: Uint8Array, count: number): string;
}

/** Two digits a byte. An odd count is made even by one nibble on the given side. */
export interface Packing {
  readonly padSide: 'left' | 'right';
  readonly padNibble: '0' | 'F';
  /** Whether the nibble D is lawful, as the separator of track 2. */
  readonly hasSeparator?: boolean;
}

/** Packed digits. */
export function packed(packing: Packing): Content {
  const lawful = packing.hasSeparator === true ? /^[0-9D]*$/ : /^[0-9]*$/;
  return {
    countOf: (value) => value.length,
    lengthBytes: (count) => Math.ceil(count / 2),
    encode(value) {
      requireThat(lawful.test(value), 'a character is not a digit');
      return Buffer.from(padded(value, packing), 'hex');
    },
    decode(bytes, count) {
      const nibbles = toHex(bytes);
      const isOdd = count % 2 === 1;
      const start = isOdd && packing.padSide === 'left' ? 1 : 0;
      const value = nibbles.slice(start, start + count);
      requireThat(padded(value, packing) === nibbles, 'the padding nibble is not the one agreed');
      requireThat(lawful.test(value), 'a nibble is not a digit');
      return value;
    },
  };
}

/** One byte a character, printable ASCII ('ans'). */
export const ascii: Content = characters(/^[\x20-\x7e]*$/, 'printable ASCII');

/** One byte a character, letters and digits, with blanks only at the end ('an'). */
export const alphanumeric: Content = characters(/^[\dA-Za-z]* *$/, 'a letter or a digit');

/** One byte a character, of those that `lawful` allows. */
export function characters(lawful: RegExp, what: string): Content {
  return {
    countOf: (value) => value.length,
    lengthBytes: (count) => count,
    encode(value) {
      requireThat(lawful.test(value), `a character is not ${what}`);
      return Buffer.from(value, 'latin1');
    },
    decode(bytes) {
      const value = Buffer.from(bytes).toString('latin1');
      requireThat(lawful.test(value), `a byte is not ${what}`);
      return value;
    },
  };
}

/** Bytes as they are; the value is hexadecimal text. */
export const binary: Content = {
  countOf: (value) => value.length / 2,
  lengthBytes: (count) => count,
  encode(value) {
    requireThat(/^(?:[0-9A-F]{2})*$/.test(value), 'not upper-case hexadecimal text of whole bytes');
    return Buffer.from(value, 'hex');
  },
  decode: (bytes) => toHex(bytes),
};

/**
 * Bytes counted in nibbles; the value is hexadecimal text. An odd count is made even by one nibble, where one is agreed.
 */
export function halfBytes(padding?: Pick<Packing, 'padSide'> & { readonly padNibble: string }): Content {
  const padSide = padding?.padSide ?? 'left';
  const pad = padding?.padNibble ?? '';
  return {
    countOf: (value) => value.length,
    lengthBytes: (count) => Math.ceil(count / 2),
    encode(value) {
      requireThat(/^[0-9A-Fa-f]*$/.test(value), 'not hexadecimal text');
      const isOdd = value.length % 2 === 1;
      requireThat(!isOdd || pad !== '', 'an odd number of nibbles and no padding agreed');
      if (!isOdd) return Buffer.from(value, 'hex');
      return Buffer.from(padSide === 'left' ? pad + value : value + pad, 'hex');
    },
    decode(bytes, count) {
      requireThat(count % 2 === 0 || pad !== '', 'an odd number of nibbles and no padding agreed');
      const start = count % 2 === 1 && padSide === 'left' ? 1 : 0;
      return toHex(bytes).slice(start, start + count);
    },
  };
}

/** Text of one byte a character by a code page: the character of every byte, in order. */
export function codePage(characterOfByte: string): Content {
  const byteOf = new Map(Array.from(characterOfByte, (character, byte) => [character, byte]));
  return {
    countOf: (value) => value.length,
    lengthBytes: (count) => count,
    encode(value) {
      const bytes = Array.from(value, (character) => byteOf.get(character));
      requireThat(!bytes.includes(undefined), 'a character is not in the code page');
      return Uint8Array.from(bytes.map((byte) => byte ?? 0));
    },
    decode(bytes) {
      const decoded = Array.from(bytes, (byte) => characterOfByte[byte]);
      requireThat(!decoded.includes(undefined), 'a byte is not in the code page');
      return decoded.join('');
    },
  };
}

/** A content whose lengths count nibbles, two for each of its bytes. */
export function countedInNibbles(content: Content): Content {
  return {
    ...content,
    countOf: (value) => content.countOf(value) * 2,
    lengthBytes(count) {
      requireThat(count % 2 === 0, 'an odd number of nibbles');
      return count / 2;
    },
    decode: (bytes, count) => content.decode(bytes, count / 2),
  };
}

/** How a variable field says how long it is. */
export interface LengthPrefix {
  readonly digits: number;
  readonly content: Content;
}

/** Length in packed digits: 2 digits are one byte, 3 digits two bytes. */
export function packedLength(digits: number): LengthPrefix {
  return { digits, content: packed({ padSide: 'left', padNibble: '0' }) };
}

/** Length in ASCII digits. */
export function asciiLength(digits: number): LengthPrefix {
  return { digits, content: ascii };
}

/** A field of always `count` units. A shorter value is filled up on the right with `fill`, where one is given. */
export function fixed(content: Content, count: number, fill?: string): FieldCodec {
  return {
    encode(value) {
      const whole = fill === undefined ? value : value.padEnd(count, fill);
      requireThat(content.countOf(whole) === count, `${content.countOf(whole)} long instead of ${count}`);
      return content.encode(whole);
    },
    decode(bytes, offset) {
      const next = offset + content.lengthBytes(count);
      return { value: content.decode(sliceOf(bytes, offset, next), count), next };
    },
  };
}

/** A field that starts with the count of its units, at most `countMax`. */
export function variable(length: LengthPrefix, content: Content, countMax: number): FieldCodec {
  const prefix = fixed(length.content, length.digits);
  return {
    encode(value) {
      const count = content.countOf(value);
      requireThat(count <= countMax, `${count} long, more than ${countMax}`);
      const lengthText = String(count).padStart(length.digits, '0');
      return Buffer.concat([prefix.encode(lengthText), content.encode(value)]);
    },
    decode(bytes, offset) {
      const { value: lengthText, next: start } = prefix.decode(bytes, offset);
      requireThat(/^[0-9]+$/.test(lengthText), 'the length is not a number');
      const count = Number(lengthText);
      requireThat(count <= countMax, `says ${count} long, more than ${countMax}`);
      const next = start + content.lengthBytes(count);
      return { value: content.decode(sliceOf(bytes, start, next), count), next };
    },
  };
}

function padded(value: string, packing: Packing): string {
  if (value.length % 2 === 0) return value;
  return packing.padSide === 'left' ? packing.padNibble + value : value + packing.padNibble;
}

function sliceOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  requireThat(end <= bytes.length, `${bytes.length - start} bytes left where ${end - start} are needed`);
  return bytes.subarray(start, end);
}

function requireThat(holds: boolean, problem: string): void {
  if (!holds) throw new FieldProblem(problem);
}
