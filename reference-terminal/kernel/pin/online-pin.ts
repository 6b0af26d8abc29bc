import type { RandomSource } from '../../needs.ts';
import { encipherFormat4, encipherTdes } from './block-ciphers.ts';
import { aesTransactionKey, aesWorkingKey, nextAesSerialNumber } from './dukpt-aes.ts';
import { nextTdesSerialNumber, tdesTransactionKey, tdesWorkingKey } from './dukpt-tdes.ts';
import { panFieldFormat4, pinBlockFormat0, pinBlockFormat3, pinFieldFormat4 } from './pin-blocks.ts';

/** How PINs go to the host. Formats 0 and 3 have blocks of 8 bytes for TDES, format 4 has 16 for AES. */
export type OnlinePinScheme =
  | {
      /** One key for all PINs, 16 or 24 bytes, as hosts have it that give terminals a PIN key of their own. */
      readonly kind: 'fixed-tdes';
      readonly format: 0 | 3;
      readonly key: Uint8Array;
    }
  | {
      readonly kind: 'dukpt-tdes';
      readonly format: 0 | 3;
      readonly initialKey: Uint8Array;
      /** The serial number that was used last, 10 bytes; counter 0 before the first PIN. */
      readonly lastSerialNumber: Uint8Array;
    }
  | {
      /** Always format 4; keys of 16 bytes for the PIN, whatever the length of the initial key. */
      readonly kind: 'dukpt-aes';
      readonly initialKey: Uint8Array;
      /** 12 bytes. */
      readonly lastSerialNumber: Uint8Array;
    };

/** A block for the host, or that the device's keys are used up. */
export type OnlinePin =
  | {
      readonly kind: 'enciphered';
      readonly block: Uint8Array;
      /**
       * Goes with the block, and must be written down before the block leaves: no serial number is used twice. Undefined
       * where the scheme has none.
       */
      readonly serialNumber: Uint8Array | undefined;
    }
  | { readonly kind: 'keys-used-up' };

const pinKeyBytes = 16;
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
): OnlinePin {
  const { scheme } = terms;
  switch (scheme.kind) {
    case 'fixed-tdes':
      return { kind: 'enciphered', block: shortBlock(pin, { ...terms, ...scheme }), serialNumber: undefined };
    case 'dukpt-tdes': {
      const serialNumber = nextTdesSerialNumber(scheme.lastSerialNumber);
      if (serialNumber === undefined) return { kind: 'keys-used-up' };
      const transactionKey = tdesTransactionKey({ initialKey: scheme.initialKey, keySerialNumber: serialNumber });
      const key = tdesWorkingKey(transactionKey, 'pin-encryption');
      const block = shortBlock(pin, { ...terms, format: scheme.format, key });
      erase([transactionKey, key]);
      return { kind: 'enciphered', block, serialNumber };
    }
    case 'dukpt-aes': {
      const serialNumber = nextAesSerialNumber(scheme.lastSerialNumber);
      if (serialNumber === undefined) return { kind: 'keys-used-up' };
      const transactionKey = aesTransactionKey({ initialKey: scheme.initialKey, keySerialNumber: serialNumber });
      const usage = { usage: 'pin-encryption', lengthBytes: pinKeyBytes, keySerialNumber: serialNumber } as const;
      const key = aesWorkingKey(transactionKey, usage);
      const fields = { pin: pinFieldFormat4(pin, terms.random(8)), pan: panFieldFormat4(terms.pan) };
      const block = encipherFormat4(key, fields);
      erase([transactionKey, key, fields.pin]);
      return { kind: 'enciphered', block, serialNumber };
    }
  }
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
