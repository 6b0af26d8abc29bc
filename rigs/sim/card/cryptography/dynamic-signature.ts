import type { KeyObject } from 'node:crypto';
import { concat } from '../bytes.ts';
import { modulusLength, padded, signWithRecovery } from './signature.ts';
import type { Spoiling } from './signature.ts';

/** What a dynamic signature says about a transaction. */
export interface DynamicData {
  readonly key: KeyObject;
  /** 2 to 8 bytes. */
  readonly iccDynamicNumber: Uint8Array;
  /** Tag 9F27, one byte. */
  readonly cryptogramInformationData: number;
  readonly cryptogram: Uint8Array;
  /** SHA-1 over what the terminal sent and what the card answers. */
  readonly transactionDataHash: Uint8Array;
  /** The terminal's, tag 9F37. */
  readonly unpredictableNumber: Uint8Array;
  /** Values of a relay resistance exchange, behind the hash. */
  readonly relayResistance?: Uint8Array;
  readonly spoil?: Spoiling | undefined;
}

/**
 * Signed dynamic application data (tag 9F4B) of a combined DDA/application cryptogram.
 *
 * @clause EMV 4.4 Book 2, 6.6.1, tables 18 and 19
 */
export function signDynamicData(data: DynamicData): Uint8Array {
  const dynamic = concat(
    Uint8Array.of(data.iccDynamicNumber.length),
    data.iccDynamicNumber,
    Uint8Array.of(data.cryptogramInformationData),
    data.cryptogram,
    data.transactionDataHash,
    data.relayResistance ?? new Uint8Array(),
  );
  return sign({ ...data, format: 0x05, dynamic, beside: data.unpredictableNumber });
}

/**
 * Signed dynamic application data of dynamic data authentication, and of its contactless form (fDDA), where the ICC
 * dynamic number is the transaction counter.
 *
 * @param options.terminalData  what the signature answers: values of the DDOL, or what fDDA hashes in their place
 * @clause EMV 4.4 Book 2, 6.5.2, tables 15 and 16; C-3, fDDA version 01
 */
export function signDynamicNumber(options: {
  readonly key: KeyObject;
  readonly iccDynamicNumber: Uint8Array;
  readonly terminalData: Uint8Array;
  readonly spoil?: Spoiling | undefined;
}): Uint8Array {
  const { iccDynamicNumber, terminalData } = options;
  const dynamic = concat(Uint8Array.of(iccDynamicNumber.length), iccDynamicNumber);
  return sign({ ...options, format: 0x05, dynamic, beside: terminalData });
}

/**
 * Signed static application data (tag 93).
 *
 * @clause EMV 4.4 Book 2, 5.3, table 3
 */
export function signStaticData(options: {
  readonly key: KeyObject;
  readonly dataAuthenticationCode: Uint8Array;
  readonly staticData: Uint8Array;
  readonly spoil?: Spoiling | undefined;
}): Uint8Array {
  const { key, dataAuthenticationCode, staticData, spoil } = options;
  const recoverable = padded(concat(Uint8Array.of(0x03, 0x01), dataAuthenticationCode), modulusLength(key) - 22);
  return signWithRecovery({ key, recoverable, beside: staticData, spoil });
}

function sign(options: {
  readonly key: KeyObject;
  readonly format: number;
  readonly dynamic: Uint8Array;
  readonly beside: Uint8Array;
  readonly spoil?: Spoiling | undefined;
}): Uint8Array {
  const { key, format, dynamic, beside, spoil } = options;
  const head = concat(Uint8Array.of(format, 0x01, dynamic.length), dynamic);
  const recoverable = padded(head, modulusLength(key) - 22);
  return signWithRecovery({ key, recoverable, beside, spoil });
}
