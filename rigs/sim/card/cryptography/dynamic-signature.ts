import type { KeyObject } from 'node:crypto';
import { concat } from '../bytes.ts';
import { modulusLength, padded, signWithRecovery } from './signature.ts';

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
  );
  const head = concat(Uint8Array.of(0x05, 0x01, dynamic.length), dynamic);
  const recoverable = padded(head, modulusLength(data.key) - 22);
  return signWithRecovery({ key: data.key, recoverable, beside: data.unpredictableNumber });
}
