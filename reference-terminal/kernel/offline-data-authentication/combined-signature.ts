import { createHash } from 'node:crypto';
import { byteAt, concatBytes, sameBytes } from '../bytes.ts';
import { hasHash, openFrame, recover } from './recovery.ts';
import type { PublicKey } from './recovery.ts';

/** What a good combined signature vouches for, or which check failed. */
export type CombinedSignature =
  | {
      readonly kind: 'verified';
      readonly applicationCryptogram: Uint8Array;
      readonly cardDynamicNumber: Uint8Array;
    }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'not-recoverable'
        | 'wrong-frame'
        | 'unknown-algorithm'
        | 'wrong-dynamic-data'
        | 'wrong-hash'
        | 'other-cryptogram-information'
        | 'other-transaction-data';
    };

const signedDynamicDataFormat = 0x05;
const sha1Algorithm = 0x01;
const cryptogramBytes = 8;
const hashBytes = 20;
/** Everything in the frame that is not dynamic data: header, format, algorithm, length, hash, trailer. */
const frameBytes = 25;

/**
 * Verifies signed dynamic application data of combined authentication.
 *
 * The dynamic data is: length of the card's dynamic number, that number (2 to 8), cryptogram information data,
 * application cryptogram (8), transaction data hash (20).
 *
 * @param facts  the terminal's own unpredictable number; the card's cryptogram information data as it came in clear;
 *   `transactionData` is what the transaction data hash runs over: PDOL values, CDOL1 values, and the objects of the
 *   card's answer without the signature
 * @clause EMV 4.4 Book 2, 6.6.2 steps 1 to 12
 */
export function verifyCombinedSignature(
  signature: Uint8Array,
  key: PublicKey,
  facts: {
    readonly unpredictableNumber: Uint8Array;
    readonly cryptogramInformationData: number;
    readonly transactionData: Uint8Array;
  },
): CombinedSignature {
  const recovered = recover(signature, key);
  if (recovered === undefined) return { kind: 'refused', reason: 'not-recoverable' };
  const frame = openFrame(recovered, signedDynamicDataFormat);
  if (frame === undefined || frame.content.length < 3) return { kind: 'refused', reason: 'wrong-frame' };
  if (byteAt(frame.content, 1) !== sha1Algorithm) return { kind: 'refused', reason: 'unknown-algorithm' };
  if (!hasHash(frame, [facts.unpredictableNumber])) return { kind: 'refused', reason: 'wrong-hash' };
  const dynamicBytes = byteAt(frame.content, 2);
  if (dynamicBytes > recovered.length - frameBytes) return { kind: 'refused', reason: 'wrong-dynamic-data' };
  const dynamic = readDynamicData(frame.content.subarray(3, 3 + dynamicBytes));
  if (dynamic === undefined) return { kind: 'refused', reason: 'wrong-dynamic-data' };
  if (dynamic.cryptogramInformationData !== facts.cryptogramInformationData) {
    return { kind: 'refused', reason: 'other-cryptogram-information' };
  }
  const digest = createHash('sha1').update(facts.transactionData).digest();
  if (!sameBytes(digest, dynamic.transactionDataHash)) return { kind: 'refused', reason: 'other-transaction-data' };
  return {
    kind: 'verified',
    applicationCryptogram: dynamic.applicationCryptogram,
    cardDynamicNumber: dynamic.cardDynamicNumber,
  };
}

/** What the transaction data hash runs over. `answerObjects` are encoded, in the card's order, without tag 9F4B. */
export function transactionDataToHash(parts: {
  readonly processingOptionsData: Uint8Array;
  readonly riskManagementData: Uint8Array;
  readonly answerObjects: readonly Uint8Array[];
}): Uint8Array {
  return concatBytes([parts.processingOptionsData, parts.riskManagementData, ...parts.answerObjects]);
}

interface DynamicData {
  readonly cardDynamicNumber: Uint8Array;
  readonly cryptogramInformationData: number;
  readonly applicationCryptogram: Uint8Array;
  readonly transactionDataHash: Uint8Array;
}

/** Undefined when the parts do not fit: a number without its length byte does not. */
function readDynamicData(bytes: Uint8Array): DynamicData | undefined {
  const numberBytes = bytes[0] ?? 0;
  const informationOffset = 1 + numberBytes;
  const hashOffset = informationOffset + 1 + cryptogramBytes;
  if (numberBytes < 2 || numberBytes > 8 || bytes.length < hashOffset + hashBytes) return undefined;
  return {
    cardDynamicNumber: bytes.slice(1, informationOffset),
    cryptogramInformationData: byteAt(bytes, informationOffset),
    applicationCryptogram: bytes.slice(informationOffset + 1, hashOffset),
    transactionDataHash: bytes.slice(hashOffset, hashOffset + hashBytes),
  };
}
