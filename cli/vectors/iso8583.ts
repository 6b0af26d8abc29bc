import { bitmapHex, decodeMessage, encodeMessage, MalformedMessage, toHex } from '#terminal/vectors.ts';
import type { HostMessage } from '#terminal/vectors.ts';
import { specificationOf, type Specification } from './iso8583-specification.ts';
import { bytesIn, objectOf } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Reads a message of the dialect that the case describes under `spec`. Elements come out under their numbers, besides
 * them `h` (header), `t` (message type), `p` and `1` (bitmaps) or, in a specification by packager classes, `0` (type). A
 * case without specification is answered with `mti` and `fields`.
 */
export function iso8583Decode(input: unknown): unknown {
  const vector = objectOf(input);
  const specification = specificationOf(vector);
  const message = guarded(() => decodeMessage(specification.dialect, bytesIn(vector, 'message')));
  const elements = elementsOf(specification, message);
  if (specification.typeKey === 'mti') return { mti: message.mti, fields: elements };
  return { ...headOf(specification, message), ...elements };
}

/** Writes the message whose elements the case gives under `fields`. */
export function iso8583Encode(input: unknown): unknown {
  const vector = objectOf(input);
  const specification = specificationOf(vector);
  const given = objectOf(vector['fields'], "at 'fields'");
  const fields =
    specification.typeKey === 'mti' ? { ...objectOf(given['fields'], "at 'fields'"), ...typeIn(given) } : given;
  const mti = specification.toText(0, fields[specification.typeKey]);
  const header = fields['h'] === undefined ? {} : { header: specification.toText(0, fields['h']) };
  const elements = Object.entries(fields)
    .filter(([key]) => !['0', '1', 'h', 't', 'p', 'mti'].includes(key))
    .map(([key, value]): [number, string] => [numberOf(key), specification.toText(numberOf(key), value)]);
  return guarded(() => toHex(encodeMessage(specification.dialect, { mti, fields: new Map(elements), ...header })));
}

const typeIn = ({ mti }: Readonly<Record<string, unknown>>): object => ({ mti });

function headOf(specification: Specification, message: HostMessage): Readonly<Record<string, unknown>> {
  if (specification.typeKey === '0') return { 0: message.mti };
  const bitmaps = bitmapHex([...message.fields.keys()]);
  return {
    ...(message.header === undefined ? {} : { h: message.header }),
    t: message.mti,
    p: bitmaps.slice(0, 16),
    ...(bitmaps.length > 16 ? { 1: bitmaps.slice(16) } : {}),
  };
}

function elementsOf(specification: Specification, message: HostMessage): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...message.fields].map(([number, text]) => [String(number), specification.fromText(number, text)]),
  );
}

function numberOf(key: string): number {
  const number = Number(key);
  if (!/^[1-9]\d*$/u.test(key) || number > 192) throw new VectorProblem('BAD_ELEMENT', `not an element, at '${key}'`);
  return number;
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MalformedMessage) throw new VectorProblem('MALFORMED_MESSAGE', error.message);
    throw error;
  }
}
