import { createHash } from 'node:crypto';
import type { CertificationAuthorityCurveKey } from '../../configuration.ts';
import { fromHex, sameBytes } from '../bytes.ts';
import { comparableDate } from '../civil-date.ts';
import type { findAuthorityKey } from './certification-authority.ts';
import { pointOfCoordinates, signatureSuite } from './elliptic-curves.ts';
import type { CurveKey } from './elliptic-curves.ts';

/** A key of elliptic curves of a certification authority, or why there is none to use. */
type AuthorityCurveKeyFound =
  | { readonly kind: 'found'; readonly key: CurveKey }
  | { readonly kind: 'refused'; readonly reason: 'key-missing' | 'key-corrupted' | 'key-expired' | 'key-for-tests' };

/**
 * The key of elliptic curves that a card names; the same as `findAuthorityKey` otherwise. One whose stored bytes
 * are no key at all counts as corrupted.
 *
 * @clause EMV 4.4 Book 2, 12.2, 11.2.2 (integrity of stored keys)
 */
export function findAuthorityCurveKey(
  keys: readonly CertificationAuthorityCurveKey[],
  wanted: Parameters<typeof findAuthorityKey>[1],
): AuthorityCurveKeyFound {
  const key = keys.find(({ ridHex, index }) => ridHex.toUpperCase() === wanted.ridHex && index === wanted.index);
  if (key === undefined) return { kind: 'refused', reason: 'key-missing' };
  const found = curveKeyOf(key);
  if (found === undefined || !sameBytes(authorityCurveKeyChecksum(key), fromHex(key.checksumHex))) {
    return { kind: 'refused', reason: 'key-corrupted' };
  }
  if (wanted.environment === 'production' && key.isTest === true) return { kind: 'refused', reason: 'key-for-tests' };
  const [expiry, today] = [comparableDate(key.expiry), comparableDate(wanted.today)];
  if (expiry === undefined || today === undefined || today > expiry) return { kind: 'refused', reason: 'key-expired' };
  return { kind: 'found', key: found };
}

/** The key that a configuration writes down; undefined when its suite is unknown or its point on no curve. */
export function curveKeyOf(
  key: Pick<CertificationAuthorityCurveKey, 'algorithmSuiteHex' | 'publicKeyHex'>,
): CurveKey | undefined {
  const suite = signatureSuite(fromHex(key.algorithmSuiteHex)[0]);
  const point = suite === undefined ? undefined : pointOfCoordinates(suite, fromHex(key.publicKeyHex));
  return suite === undefined || point === undefined ? undefined : { suite, point };
}

/**
 * The hash of the key's own suite over provider, index, suite indicator and both coordinates: 32 or 64 bytes; SHA-256
 * where the suite is unknown.
 *
 * @clause EMV 4.4 Book 2, 11.2.2 table 31
 */
export function authorityCurveKeyChecksum(
  key: Pick<CertificationAuthorityCurveKey, 'ridHex' | 'index' | 'algorithmSuiteHex' | 'publicKeyHex'>,
): Uint8Array {
  const suite = fromHex(key.algorithmSuiteHex);
  const digest = createHash(signatureSuite(suite[0])?.hash ?? 'sha256')
    .update(fromHex(key.ridHex))
    .update(Uint8Array.of(key.index))
    .update(suite)
    .update(fromHex(key.publicKeyHex))
    .digest();
  return Uint8Array.from(digest);
}
