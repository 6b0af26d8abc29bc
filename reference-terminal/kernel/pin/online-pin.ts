import type { RandomSource } from '../../needs.ts';
import { encipherFormat4, encipherTdes } from './block-ciphers.ts';
import { aesTransactionKey, aesWorkingKey } from './dukpt-aes.ts';
import { tdesTransactionKey, tdesWorkingKey } from './dukpt-tdes.ts';
import { panFieldFormat4, pinBlockFormat0, pinBlockFormat3, pinFieldFormat4 } from './pin-blocks.ts';

/** The key of one PIN, and its block. Formats 0 and 3 have blocks of 8 bytes for TDES, format 4 has 16 for AES. */
export type OnlinePinScheme =
  | {
      /** One key for all PINs, 16 or 24 bytes, as hosts have it that give terminals a PIN key of their own. */
      readonly kind: 'zone-tdes';
      readonly format: 0 | 3;
      readonly key: Uint8Array;
    }
  | {
      /** The same with 16, 24 or 32 bytes, always format 4. */
      readonly kind: 'zone-aes';
      readonly key: Uint8Array;
    }
  | {
      readonly kind: 'dukpt-tdes';
      readonly format: 0 | 3;
      readonly initialKey: Uint8Array;
      /** This PIN's own, 10 bytes: written down already, as no serial number is used twice. */
      readonly keySerialNumber: Uint8Array;
    }
  | {
      /** Always format 4. */
      readonly kind: 'dukpt-aes';
      readonly initialKey: Uint8Array;
      /** 12 bytes. */
      readonly keySerialNumber: Uint8Array;
      /** Of the key for the PIN: not longer than the initial key. */
      readonly lengthBytes: 16 | 24 | 32;
    };

/** A PIN for the host. */
export interface EncipheredPin {
  /** 8 bytes, in format 4 16. */
  readonly block: Uint8Array;
  /** Goes with the block; undefined where all PINs have one key. */
  readonly keySerialNumber: Uint8Array | undefined;
}

const panDigitsMin = 13;

/**
 * Enciphers a PIN for the host. Clear blocks and the keys of the transaction are erased before it returns.
 *
 * @param pan  digits; one with fewer than 13 is filled with zeros on the left
 * @throws {UnlawfulPin} when the PIN has not 4 to 12 digits
 * @clause ISO 9564-1, formats 0, 3 and 4; ANSI X9.24-1:2009, A.4; ANSI X9.24-3:2017, 6.3
 */
export function onlinePin(
  pin: string,
  terms: { readonly pan: string; readonly scheme: OnlinePinScheme; readonly random: RandomSource },
): EncipheredPin {
  const { scheme } = terms;
  switch (scheme.kind) {
    case 'zone-tdes':
      return { block: shortBlock(pin, { ...terms, ...scheme }), keySerialNumber: undefined };
    case 'zone-aes':
      return { block: longBlock(pin, { ...terms, key: scheme.key }), keySerialNumber: undefined };
    case 'dukpt-tdes': {
      const { keySerialNumber } = scheme;
      const transactionKey = tdesTransactionKey(scheme);
      const key = tdesWorkingKey(transactionKey, 'pin-encryption');
      const block = shortBlock(pin, { ...terms, format: scheme.format, key });
      erase([transactionKey, key]);
      return { block, keySerialNumber };
    }
    case 'dukpt-aes': {
      const { keySerialNumber, lengthBytes } = scheme;
      const transactionKey = aesTransactionKey(scheme);
      const key = aesWorkingKey(transactionKey, { usage: 'pin-encryption', lengthBytes, keySerialNumber });
      const block = longBlock(pin, { ...terms, key });
      erase([transactionKey, key]);
      return { block, keySerialNumber };
    }
  }
}

function longBlock(
  pin: string,
  terms: { readonly pan: string; readonly key: Uint8Array; readonly random: RandomSource },
): Uint8Array {
  const fields = { pin: pinFieldFormat4(pin, terms.random(8)), pan: panFieldFormat4(terms.pan) };
  const block = encipherFormat4(terms.key, fields);
  erase([fields.pin]);
  return block;
}

function shortBlock(
  pin: string,
  terms: {
    readonly pan: string;
    readonly format: 0 | 3;
    readonly key: Uint8Array;
    readonly random: RandomSource;
  },
): Uint8Array {
  const pan = terms.pan.padStart(panDigitsMin, '0');
  const clear = terms.format === 0 ? pinBlockFormat0(pin, pan) : pinBlockFormat3(pin, pan, terms.random);
  const block = encipherTdes(terms.key, clear);
  clear.fill(0);
  return block;
}

function erase(secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
