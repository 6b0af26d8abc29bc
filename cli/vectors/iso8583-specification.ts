import { binary, codePage, countedInNibbles, fixed, halfBytes, variable } from '#terminal/vectors.ts';
import { asciiCharacters, ebcdicCharacters, latin1Characters } from '#terminal/vectors.ts';
import type { Content, Dialect, FieldCodec, LengthPrefix } from '#terminal/vectors.ts';
import { asciiElements } from './iso8583-1987-ascii.table.ts';
import { packagerSpecification } from './iso8583-packager.ts';
import { isObject, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/** A dialect, and how the values of its elements stand in a case. */
export interface Specification {
  readonly dialect: Dialect;
  /** Under which key the message type stands. */
  readonly typeKey: '0' | 't' | 'mti';
  /** The text that the dialect writes, from what a case says. */
  toText(number: number, value: unknown): string;
  /** What a case says, from the text that the dialect read. */
  fromText(number: number, text: string): unknown;
}

const codePages: Readonly<Record<string, string>> = {
  ascii: asciiCharacters,
  'us-ascii': asciiCharacters,
  latin1: latin1Characters,
  'latin-1': latin1Characters,
  cp500: ebcdicCharacters,
};

/**
 * The dialect that a case describes under `spec`, as data: per element encodings and lengths, or packager classes. A
 * case without any is taken for ISO 8583:1987 in ASCII.
 */
export function specificationOf(vector: VectorInput): Specification {
  const { spec } = vector;
  if (spec === undefined && vector['encoding'] === undefined) return asciiSpecification();
  if (!isObject(spec)) throw new VectorProblem('UNKNOWN_DIALECT', "the case doesn't say its dialect, at 'spec'");
  const isByClass = Object.values(spec).some((row) => isObject(row) && 'cls' in row);
  return isByClass ? packagerSpecification(spec) : encodingSpecification(spec);
}

/** @reads All published messages of this kind have two bitmaps and do without the bit that announces the second one. */
function asciiSpecification(): Specification {
  const rows = asciiElements.map(([element, what, length]) => [element, { cls: `IFA_${what}`, length }] as const);
  const type = { cls: 'IFA_NUMERIC', length: 4 };
  const spec = { 0: type, 1: { cls: 'IFA_BITMAP', length: 16 }, ...Object.fromEntries(rows) };
  const byClass = packagerSpecification(spec);
  return { ...byClass, dialect: { ...byClass.dialect, alwaysHasTwoBitmaps: true }, typeKey: 'mti' };
}

/** Rows with `data_enc`, `len_enc`, `len_type`, `max_len`, `len_count` and padding, keys `h`, `t`, `p`, 1 and further. */
function encodingSpecification(spec: VectorInput): Specification {
  const rows = new Map(Object.entries(spec).map(([key, row]) => [key, objectOf(row, `spec '${key}'`)]));
  const rowOf = (key: string): VectorInput => {
    const row = rows.get(key);
    if (row === undefined) throw new VectorProblem('UNKNOWN_DIALECT', `no row, spec '${key}'`);
    return row;
  };
  const numbers = [...rows.keys()].filter((key) => /^\d+$/u.test(key) && Number(key) > 1);
  const header = rows.get('h');
  return {
    dialect: {
      name: 'of the case',
      mti: fixedAs(textIn(rowOf('t'), 'data_enc'), { bytes: 2, characters: 4, where: "spec 't'" }),
      bitmap: {
        first: fixedAs(textIn(rowOf('p'), 'data_enc'), { bytes: 8, characters: 16, where: "spec 'p'" }),
        further: fixedAs(textIn(rowOf('1'), 'data_enc'), { bytes: 8, characters: 16, where: "spec '1'" }),
      },
      hasThirdBitmap: true,
      fields: new Map(numbers.map((key) => [Number(key), fieldOf(rowOf(key), `spec '${key}'`)])),
      ...(header === undefined || numberIn(header, 'max_len') === 0 ? {} : { header: fieldOf(header, "spec 'h'") }),
    },
    typeKey: 't',
    toText(number, value) {
      if (typeof value !== 'string') throw new VectorProblem('BAD_VALUE', `not text, element ${number}`);
      return rows.get(String(number))?.['data_enc'] === 'b' ? value.toUpperCase() : value;
    },
    fromText: (_, text) => text,
  };
}

function fixedAs(
  encoding: string,
  size: { readonly bytes: number; readonly characters: number; readonly where: string },
): FieldCodec {
  return encoding === 'b' ? fixed(binary, size.bytes) : fixed(textContent(encoding, size.where), size.characters);
}

function fieldOf(row: VectorInput, where: string): FieldCodec {
  const content = contentOf(row, where);
  const countMax = numberIn(row, 'max_len');
  const prefixBytes = numberIn(row, 'len_type');
  if (prefixBytes === 0) return fixed(content, countMax);
  return variable(lengthPrefixOf(textIn(row, 'len_enc'), prefixBytes, where), content, countMax);
}

function contentOf(row: VectorInput, where: string): Content {
  const encoding = textIn(row, 'data_enc');
  const isInNibbles = row['len_count'] === 'nibbles';
  if (encoding !== 'b') {
    const content = textContent(encoding, where);
    return isInNibbles ? countedInNibbles(content) : content;
  }
  if (!isInNibbles) return binary;
  const left = padIn(row, 'left_pad');
  const right = padIn(row, 'right_pad');
  if (left !== '') return halfBytes({ padSide: 'left', padNibble: left });
  return right === '' ? halfBytes() : halfBytes({ padSide: 'right', padNibble: right });
}

function padIn(row: VectorInput, key: string): string {
  const value = row[key];
  return typeof value === 'string' ? value.slice(0, 1).toUpperCase() : '';
}

function textContent(encoding: string, where: string): Content {
  const characters = Object.hasOwn(codePages, encoding) ? codePages[encoding] : undefined;
  if (characters === undefined) throw new VectorProblem('UNKNOWN_ENCODING', `'${encoding}' is not known, ${where}`);
  return codePage(characters);
}

/** A length of so many bytes: binary, packed (two digits a byte) or one character a digit. */
function lengthPrefixOf(encoding: string, bytes: number, where: string): LengthPrefix {
  if (encoding === 'bcd') return { digits: bytes * 2, content: halfBytes() };
  if (encoding === 'b') return { digits: bytes, content: binaryNumber(bytes) };
  return { digits: bytes, content: textContent(encoding, where) };
}

/** A number written as an unsigned integer, most significant byte first. */
function binaryNumber(bytes: number): Content {
  return {
    countOf: () => bytes,
    lengthBytes: () => bytes,
    encode(value) {
      const hex = Number(value)
        .toString(16)
        .toUpperCase()
        .padStart(bytes * 2, '0');
      if (hex.length > bytes * 2) throw new VectorProblem('LENGTH_DOES_NOT_FIT', `${value} in ${bytes} bytes`);
      return binary.encode(hex);
    },
    decode: (read) => String(Number.parseInt(Buffer.from(read).toString('hex'), 16)),
  };
}

function numberIn(row: VectorInput, key: string): number {
  const value = row[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new VectorProblem('UNKNOWN_DIALECT', `no whole number, spec '${key}'`);
  }
  return value;
}
