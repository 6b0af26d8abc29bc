import { encodeTlv, fromHex, isConstructed, lenientTlvRules, parseTlv, toHex } from '#terminal/vectors.ts';
import type { TlvRules } from '#terminal/vectors.ts';
import type { OrderedObject } from './ordered-json.ts';
import { entriesInOrder } from './ordered-json.ts';
import { bytesIn, bytesOf, isObject, objectOf } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

type Nested = { [tag: string]: string | Nested };

const depthMax = 8;

/**
 * Decodes BER-TLV into values by tag; a template's value is again such an object, or none of its own when `flatten` is
 * set. Of objects with the same tag in one template the last one stays, as a JSON object can hold but one.
 *
 * Input: `input` (hexadecimal text), `options.flatten`, `options.simple` (every length is one byte, 00 to FF).
 */
export function tlvDecode(input: unknown): unknown {
  const vector = objectOf(input);
  const options = optionsOf(vector['options']);
  const target: Nested = {};
  decodeInto(target, bytesIn(vector, 'input'), { ...options, baseOffset: 0, depth: 0 });
  return target;
}

/** Encodes values by tag, in the order in which the case gives them, with the shortest lengths. */
export function tlvEncode(input: unknown, inOrder: OrderedObject): unknown {
  const { isSimple } = optionsOf(objectOf(input)['options']);
  const values = new Map(entriesInOrder(inOrder)).get('input');
  if (!isObject(values)) throw new VectorProblem('BAD_INPUT', "not an object with keys, at 'input'");
  return toHex(encodeAll(values, isSimple));
}

interface Options {
  readonly isFlat: boolean;
  readonly isSimple: boolean;
}

function optionsOf(value: unknown): Options {
  const options = value === undefined || value === null ? {} : objectOf(value, "at 'options'");
  return { isFlat: options['flatten'] === true, isSimple: options['simple'] === true };
}

interface Level extends Options {
  readonly baseOffset: number;
  readonly depth: number;
}

function decodeInto(target: Nested, bytes: Uint8Array, level: Level): void {
  const rules: TlvRules = level.isSimple ? { ...lenientTlvRules, hasOneByteLengths: true } : lenientTlvRules;
  const parsed = parseTlv(bytes, rules);
  if (parsed.kind === 'malformed') {
    const code = parsed.problem.toUpperCase().replaceAll('-', '_');
    throw new VectorProblem(
      code,
      `${parsed.problem.replaceAll('-', ' ')} in tag '${parsed.tag ?? ''}', offset ${level.baseOffset + parsed.offset}`,
    );
  }
  for (const { tag, value, valueOffset } of parsed.objects) {
    if (!isConstructed(tag)) {
      target[tag] = toHex(value);
      continue;
    }
    const baseOffset = level.baseOffset + valueOffset;
    if (level.depth === depthMax) throw new VectorProblem('NESTED_TOO_DEEP', `template '${tag}', offset ${baseOffset}`);
    const inner: Nested = level.isFlat ? target : {};
    if (!level.isFlat) target[tag] = inner;
    decodeInto(inner, value, { ...level, baseOffset, depth: level.depth + 1 });
  }
}

function encodeAll(values: OrderedObject, isSimple: boolean): Uint8Array {
  return Buffer.concat(entriesInOrder(values).map(([tag, value]) => encodeOne(tag, value, isSimple)));
}

function encodeOne(tag: string, value: unknown, isSimple: boolean): Uint8Array {
  requireTag(tag);
  if (isConstructed(tag) !== isObject(value)) {
    const wanted = isConstructed(tag) ? 'an object with keys' : 'hexadecimal text';
    throw new VectorProblem('BAD_VALUE', `the value is not ${wanted}, tag '${tag}'`);
  }
  const bytes = isObject(value) ? encodeAll(value, isSimple) : bytesOf(value, `tag '${tag}'`);
  if (!isSimple) return encodeTlv(tag, bytes);
  if (bytes.length > 0xff) {
    throw new VectorProblem('VALUE_TOO_LONG', `${bytes.length} bytes where one length byte is allowed, tag '${tag}'`);
  }
  return Buffer.concat([fromHex(tag), Uint8Array.of(bytes.length), bytes]);
}

/** A tag is well formed when the parser, given it and an empty value, reads that tag and no more. */
function requireTag(tag: string): void {
  const where = `tag '${tag}'`;
  const parsed = parseTlv(Buffer.concat([bytesOf(tag, where), Uint8Array.of(0)]));
  const read = parsed.kind === 'parsed' ? parsed.objects.map((object) => object.tag) : [];
  if (read.length !== 1 || read[0] !== tag.toUpperCase()) {
    throw new VectorProblem('BAD_TAG', `not the bytes of one tag, ${where}`);
  }
}
