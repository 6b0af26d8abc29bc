import { bytesOf, isObject, objectOf } from './vector-input.ts';

const sources = ['config', 'params', 'icc'] as const;

/** The values by tag of a case that keeps them as `config`, `params` and `icc`. */
export function dataOf(input: unknown): ReadonlyMap<string, Uint8Array> {
  const vector = objectOf(input);
  const values = new Map<string, Uint8Array>();
  for (const source of sources) {
    const given = vector[source];
    if (!isObject(given)) continue;
    for (const [tag, hex] of Object.entries(given)) values.set(tag.toUpperCase(), bytesOf(hex, `'${source}' ${tag}`));
  }
  return values;
}
