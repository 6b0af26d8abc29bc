import { authorityKeyChecksum, toHex } from '#terminal/vectors.ts';
import { bytesIn, objectOf, textIn } from './vector-input.ts';

/**
 * The checksum of a CA public key.
 *
 * Input: `rid`, `index`, `modulus`, `exponent` as hexadecimal text; hashes that others state as a text or a list of them
 * under `stated`. Result: `sha1_computed` in upper case and, where a hash is stated, `hash_verified`.
 */
export function capkHash(input: unknown): unknown {
  const vector = objectOf(input);
  const computed = toHex(
    authorityKeyChecksum({
      ridHex: toHex(bytesIn(vector, 'rid')),
      index: Number.parseInt(textIn(vector, 'index'), 16),
      modulusHex: toHex(bytesIn(vector, 'modulus')),
      exponentHex: toHex(bytesIn(vector, 'exponent')),
    }),
  );
  const stated = [vector['stated'] ?? []]
    .flat()
    .map((hash) => JSON.stringify(hash).replaceAll(/["\\]/gu, '').replaceAll(/\s/gu, '').toUpperCase());
  return {
    sha1_computed: computed,
    hash_verified: stated.length === 0 ? null : stated.every((hash) => hash === computed),
  };
}
