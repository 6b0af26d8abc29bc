import { createHash } from 'node:crypto';

import type { Recorded } from '#drivers/ports/evidence.ts';

/** Version of the line format and of the chain; part of every genesis hash. */
const CHAIN_NAME = 'touchstone-journal-1';

/**
 * JSON with the keys of every object sorted and without blanks: one value, one text, one hash.
 *
 * Members whose value is `undefined` are left out, as `JSON.stringify` does.
 *
 * @throws {TypeError} when `value` holds something that JSON does not know, such as NaN, a bigint or a function
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no ${String(value)}`);
  const text: unknown = JSON.stringify(value);
  if (typeof text !== 'string') throw new TypeError(`JSON has no ${typeof value}`);
  return text;
}

/** The hash before the first event of a case: lower case hexadecimal SHA-256 over the chain's name and the case's. */
export function genesisHash(caseName: string): string {
  return createHash('sha256').update(`${CHAIN_NAME}\n${caseName}`).digest('hex');
}

/** The hash after one more link, over the previous hash's text and the link's canonical JSON. */
export function nextHash(previousHash: string, canonicalLink: string): string {
  return createHash('sha256').update(previousHash).update(canonicalLink).digest('hex');
}

/**
 * The head hash of a case's journal, without any file: equal events of an equally named case give an equal hash.
 *
 * @param caseName  'bench/scenario-slug'
 * @returns SHA-256, 64 lower case hexadecimal digits
 */
export function chainHash(caseName: string, events: readonly Recorded[]): string {
  let hash = genesisHash(caseName);
  for (const event of events) hash = nextHash(hash, canonicalJson(event));
  return hash;
}

/** SHA-256 over the head hashes of all cases, in the order given: one number for all the evidence of a run. */
export function runHash(cases: readonly { readonly name: string; readonly headHash: string }[]): string {
  const hash = createHash('sha256').update(`${CHAIN_NAME}\n`);
  for (const each of cases) hash.update(`${each.name} ${each.headHash}\n`);
  return hash.digest('hex');
}
