import { asciiCharacters, binary, codePage, ebcdicCharacters, fixed, packed, variable } from '#terminal/vectors.ts';
import type { Content, FieldCodec, LengthPrefix } from '#terminal/vectors.ts';
import type { Specification } from './iso8583-specification.ts';
import { isObject, objectOf, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * A dialect whose rows name packager classes, as public packager files do: `IF` + `A` (ASCII), `B` (packed, binary) or
 * `E` (EBCDIC) + `_` + what the element is (NUMERIC, LLNUM, LLLCHAR, BINARY, …), and a greatest length.
 *
 * @reads Odd packed digits are filled up on the left where the length is fixed and on the right where it is variable, as
 *   the published messages have it. Binary elements are `{"hex": …}` in a case; a variable one that holds nothing but
 *   printable characters is given as text.
 */
export function packagerSpecification(spec: VectorInput): Specification {
  const rows = new Map(
    Object.entries(spec).map(([key, row]) => [Number(key), classRowOf(objectOf(row, `spec '${key}'`), key)]),
  );
  const type = rows.get(0);
  if (type === undefined) throw new VectorProblem('UNKNOWN_DIALECT', "no message type, spec '0'");
  const elements = [...rows].filter(([number]) => number > 1);
  return {
    dialect: {
      name: 'of the case',
      mti: codecOf(type),
      bitmap: bitmapFamily(rows.get(1)) === 'B' ? 'binary' : { first: hexText(rows), further: hexText(rows) },
      fields: new Map(elements.map(([number, row]) => [number, codecOf(row)])),
    },
    typeKey: '0',
    toText: (number, value) => toText(rows.get(number), number, value),
    fromText: (number, text) => fromText(rows.get(number), text),
  };
}

interface ClassRow {
  readonly family: 'A' | 'B' | 'E' | '';
  readonly what: string;
  readonly length: number;
  readonly where: string;
}

function classRowOf(row: VectorInput, key: string): ClassRow {
  const { cls, length } = row;
  const parts = typeof cls === 'string' ? /^IF([ABE]?)_([A-Z]+)$/u.exec(cls) : null;
  if (parts === null || typeof length !== 'number') {
    throw new VectorProblem('UNKNOWN_DIALECT', `no packager class that is known, spec '${key}'`);
  }
  const family = parts[1] === 'A' || parts[1] === 'B' || parts[1] === 'E' ? parts[1] : '';
  return { family, what: parts[2] ?? '', length, where: `spec '${key}'` };
}

const fixedDigits = packed({ padSide: 'left', padNibble: '0' });
const variableDigits = packed({ padSide: 'right', padNibble: '0', hasSeparator: true });
const characters = { A: codePage(asciiCharacters), E: codePage(ebcdicCharacters) };

function codecOf(row: ClassRow): FieldCodec {
  const text = row.family === 'E' ? characters.E : characters.A;
  const isPacked = row.family === 'B';
  const [, longPrefix = '', content = ''] = /^(L*)([A-Z]+)$/u.exec(row.what) ?? [];
  const digits = longPrefix.length;
  const length: LengthPrefix = { digits, content: isPacked ? fixedDigits : text };
  const byContent: Readonly<Record<string, readonly [fixedForm: FieldCodec, variableContent: Content]>> = {
    NUMERIC: [fixed(isPacked ? fixedDigits : text, row.length), variableDigits],
    NUM: [fixed(isPacked ? fixedDigits : text, row.length), isPacked ? variableDigits : text],
    CHAR: [fixed(text, row.length, ' '), text],
    AMOUNT: [signedAmount(text, { isPacked, length: row.length }), text],
    BINARY: [
      isPacked ? fixed(binary, row.length) : hexCharacters(text, row.length),
      isPacked ? binary : hexPairs(text),
    ],
  };
  const forms = byContent[content];
  if (forms === undefined) throw new VectorProblem('UNKNOWN_DIALECT', `class ${row.what} is not known, ${row.where}`);
  return digits === 0 ? forms[0] : variable(length, forms[1], row.length);
}

/** A character for the sign, then digits. */
function signedAmount(text: Content, form: { readonly isPacked: boolean; readonly length: number }): FieldCodec {
  const sign = fixed(text, 1);
  const digits = fixed(form.isPacked ? fixedDigits : text, form.length - 1);
  return {
    encode: (value) => Buffer.concat([sign.encode(value.slice(0, 1)), digits.encode(value.slice(1))]),
    decode(bytes, offset) {
      const first = sign.decode(bytes, offset);
      const rest = digits.decode(bytes, first.next);
      return { value: first.value + rest.value, next: rest.next };
    },
  };
}

/** Bytes written as two characters each. */
const hexPairs = (text: Content): Content => ({
  countOf: (value) => value.length / 2,
  lengthBytes: (count) => count * 2,
  encode: (value) => text.encode(value),
  decode: (bytes, count) => text.decode(bytes, count * 2).toUpperCase(),
});
const hexCharacters = (text: Content, length: number): FieldCodec => fixed(hexPairs(text), length);

const bitmapFamily = (row: ClassRow | undefined): string => row?.family ?? 'B';
const hexText = (rows: ReadonlyMap<number, ClassRow>): FieldCodec =>
  fixed(rows.get(1)?.family === 'E' ? characters.E : characters.A, 16);

const isBinary = (row: ClassRow | undefined): boolean => row?.what.endsWith('BINARY') === true;

function toText(row: ClassRow | undefined, number: number, value: unknown): string {
  if (isObject(value) && typeof value['hex'] === 'string') return value['hex'].toUpperCase();
  if (typeof value !== 'string') throw new VectorProblem('BAD_VALUE', `not text, element ${number}`);
  if (isBinary(row)) return Buffer.from(value, 'latin1').toString('hex').toUpperCase();
  return isPackedTrack(row) ? value.replace('=', 'D') : value;
}

function fromText(row: ClassRow | undefined, text: string): unknown {
  if (isBinary(row)) {
    const readable = Buffer.from(text, 'hex').toString('latin1');
    return row?.what !== 'BINARY' && /^[\x20-\x7e]+$/u.test(readable) ? readable : { hex: text };
  }
  return isPackedTrack(row) ? text.replace('D', '=') : text;
}

/** Packed digits have the nibble D where track 2 has its separator. */
const isPackedTrack = (row: ClassRow | undefined): boolean => row?.family === 'B' && /^L+NUM$/u.test(row.what);
