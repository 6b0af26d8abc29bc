import { createHash } from 'node:crypto';
import type { CertificationAuthorityKey, TerminalEnvironment } from '../../configuration.ts';
import { fromHex, sameBytes, toHex } from '../bytes.ts';
import { comparableDate } from '../civil-date.ts';
import { publishedTestKeyChecksums } from './published-test-keys.table.ts';
import type { PublicKey } from './recovery.ts';

/** A key of a certification authority, or why there is none to use. */
export type AuthorityKeyFound =
  | { readonly kind: 'found'; readonly key: PublicKey }
  | { readonly kind: 'refused'; readonly reason: 'key-missing' | 'key-corrupted' | 'key-expired' | 'key-for-tests' };

/**
 * The key that a card names by its provider (first 5 bytes of the application's name) and index.
 *
 * @param wanted  `today` as YYMMDD; in production no key of a test authority is found
 * @clause EMV 4.4 Book 2, 5.2 (a key that is not there makes the method fail), 11.2.2 (integrity of stored keys)
 */
export function findAuthorityKey(
  keys: readonly CertificationAuthorityKey[],
  wanted: {
    readonly ridHex: string;
    readonly index: number;
    readonly today: string;
    readonly environment?: TerminalEnvironment | undefined;
  },
): AuthorityKeyFound {
  const key = keys.find(({ ridHex, index }) => ridHex.toUpperCase() === wanted.ridHex && index === wanted.index);
  if (key === undefined) return { kind: 'refused', reason: 'key-missing' };
  if (!sameBytes(authorityKeyChecksum(key), fromHex(key.checksumHex))) {
    return { kind: 'refused', reason: 'key-corrupted' };
  }
  if (wanted.environment === 'production' && isTestKey(key)) return { kind: 'refused', reason: 'key-for-tests' };
  const expiry = comparableDate(key.expiry);
  const today = comparableDate(wanted.today);
  if (expiry === undefined || today === undefined || today > expiry) return { kind: 'refused', reason: 'key-expired' };
  return { kind: 'found', key: inBytes(key) };
}

const keysInBytes = new WeakMap<CertificationAuthorityKey, PublicKey>();

/** The same object for the same configured key, so that it is imported once and not with every card. */
function inBytes(key: CertificationAuthorityKey): PublicKey {
  const known = keysInBytes.get(key);
  if (known !== undefined) return known;
  const made = { modulus: fromHex(key.modulusHex), exponent: fromHex(key.exponentHex) };
  keysInBytes.set(key, made);
  return made;
}

/**
 * SHA-1 over provider, index, modulus and exponent: 20 bytes.
 *
 * @clause EMV 4.4 Book 2, 11.2.2 table 30
 */
export function authorityKeyChecksum(
  key: Pick<CertificationAuthorityKey, 'ridHex' | 'index' | 'modulusHex' | 'exponentHex'>,
): Uint8Array {
  return createHash('sha1')
    .update(fromHex(key.ridHex))
    .update(Uint8Array.of(key.index))
    .update(fromHex(key.modulusHex))
    .update(fromHex(key.exponentHex))
    .digest();
}

/** A key that says so itself, or one of the brands' published test keys under any checksum that it states. */
export function isTestKey(key: CertificationAuthorityKey): boolean {
  return key.isTest === true || publishedTestKeyChecksums.has(toHex(authorityKeyChecksum(key)));
}
