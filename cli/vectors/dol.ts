import { buildDol, parseDol, toHex } from '#terminal/vectors.ts';
import { bytesOf, isObject, objectOf } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

const listKeys = ['dol', 'dol_hex', 'pdol', 'cdol', 'ddol', 'input'];

/**
 * Builds the data that a data object list asks for.
 *
 * Input: the list as hexadecimal text under `dol` (or `pdol`, `cdol`, `ddol`, `input`); values as objects of tag →
 * hexadecimal text under any other key, or under a list of such objects: the first that has a tag wins.
 */
export function dol(input: unknown): unknown {
  const vector = objectOf(input);
  const listKey = listKeys.find((key) => typeof vector[key] === 'string');
  if (listKey === undefined) throw new VectorProblem('BAD_INPUT', "no data object list, at 'dol'");
  const parsed = parseDol(bytesOf(vector[listKey], `at '${listKey}'`));
  if (parsed.kind === 'malformed') {
    throw new VectorProblem('MALFORMED_DOL', `${parsed.problem.replaceAll('-', ' ')}, offset ${parsed.offset}`);
  }
  const values = valuesIn(vector);
  return toHex(buildDol(parsed.entries, (tag) => values.get(tag)));
}

function valuesIn(vector: Readonly<Record<string, unknown>>): ReadonlyMap<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  const sources = Object.values(vector).flatMap((value) => (Array.isArray(value) ? value : [value]));
  for (const source of sources.filter(isObject)) {
    for (const [tag, hex] of Object.entries(source)) {
      const known = tag.toUpperCase();
      if (!/^(?:[0-9A-F]{2})+$/u.test(known) || values.has(known)) continue;
      values.set(known, bytesOf(hex, `tag '${known}'`));
    }
  }
  return values;
}
