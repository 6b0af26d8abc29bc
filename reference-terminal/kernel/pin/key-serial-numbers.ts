import type { KeySettings } from '../../key-settings.ts';
import { fromHex } from '../bytes.ts';
import { nextAesSerialNumber } from './dukpt-aes.ts';
import { nextTdesSerialNumber } from './dukpt-tdes.ts';
import type { KeyLedger } from './key-ledger.ts';

/** Serial numbers of the keys that are derived from an initial key: each is given out once. */
export interface KeySerialNumbers {
  areLeft(): boolean;
  /**
   * The next one, written down.
   *
   * @returns undefined when they are used up
   * @throws {StoreFailure} when the ledger does not take it
   */
  next(): Uint8Array | undefined;
}

/** Lengths of the keys that AES DUKPT derives, in bytes. */
export const aesKeyBytes = { 'aes-128': 16, 'aes-192': 24, 'aes-256': 32 } as const;

/**
 * The serial numbers of a terminal's initial key.
 *
 * @clause ANSI X9.24-1:2009, A.3 (at most ten bits of the counter are set); ANSI X9.24-3:2017, 6.3.4 (sixteen)
 */
export function keySerialNumbers(settings: KeySettings, ledger: KeyLedger): KeySerialNumbers {
  const first = fromHex(settings.keySerialNumberHex ?? '');
  const follow = settings.scheme === 'dukpt-tdes' ? nextTdesSerialNumber : nextAesSerialNumber;
  return {
    areLeft: () => follow(ledger.lastKeySerialNumber(first)) !== undefined,
    next: () => ledger.takeKeySerialNumber(first, follow),
  };
}
