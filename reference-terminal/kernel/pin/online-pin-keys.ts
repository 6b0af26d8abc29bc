import assert from 'node:assert/strict';
import type { OnlinePinSettings } from '../../key-settings.ts';
import { fromHex } from '../bytes.ts';
import type { KeyLedger } from './key-ledger.ts';
import { aesKeyBytes, keySerialNumbers } from './key-serial-numbers.ts';
import type { OnlinePinScheme } from './online-pin.ts';

/** Where the keys for online PINs come from. */
export interface OnlinePinKeys {
  /** Whether a PIN can still be enciphered: asked before the cardholder is. */
  areLeft(): boolean;
  /**
   * The key of the next PIN. Under DUKPT its serial number is written down by then, and a PIN that is not sent after all
   * has used it up.
   *
   * @returns undefined when the keys are used up
   * @throws {StoreFailure} when the ledger does not take it
   */
  next(): OnlinePinScheme | undefined;
}

/**
 * The keys that a terminal is configured with.
 *
 * @returns undefined where DUKPT has no ledger to write into: without one a key could be used twice
 */
export function onlinePinKeys(settings: OnlinePinSettings, ledger: KeyLedger | undefined): OnlinePinKeys | undefined {
  const key = fromHex(settings.keyHex);
  const { scheme } = settings;
  if (scheme === 'zone-aes') return always({ kind: scheme, key });
  if (scheme === 'zone-tdes') return always({ kind: scheme, format: shortFormat(settings), key });
  if (ledger === undefined) return undefined;
  const serials = keySerialNumbers(settings, ledger);
  return {
    areLeft: () => serials.areLeft(),
    next() {
      const keySerialNumber = serials.next();
      if (keySerialNumber === undefined) return undefined;
      const common = { initialKey: key, keySerialNumber };
      return scheme === 'dukpt-tdes'
        ? { kind: scheme, format: shortFormat(settings), ...common }
        : { kind: scheme, lengthBytes: aesKeyBytes[settings.keyType ?? 'aes-128'], ...common };
    },
  };
}

function always(scheme: OnlinePinScheme): OnlinePinKeys {
  return { areLeft: () => true, next: () => scheme };
}

function shortFormat({ format }: OnlinePinSettings): 0 | 3 {
  assert(format !== 4, 'a configuration with format 4 under TDES is refused');
  return format;
}
