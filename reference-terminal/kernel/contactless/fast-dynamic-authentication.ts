import { byteAt, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { recoverChain } from '../offline-data-authentication/certificate-chain.ts';
import type { ChainKey, TrustAnchors } from '../offline-data-authentication/certificate-chain.ts';
import { hasHash, openFrame, recover } from '../offline-data-authentication/recovery.ts';

/** What the card's fast dynamic signature came to. */
export type FastAuthentication =
  | {
      readonly kind: 'verified';
      /** Qualifiers (9F6C) that the signature vouches for. Undefined when the signed data holds none. */
      readonly signedQualifiers: Uint8Array | undefined;
    }
  | { readonly kind: 'failed'; readonly reason: string };

const signedDynamicDataFormat = 0x05;
const sha1Algorithm = 0x01;
const relatedDataVersion = 0x01;
const relatedDataBytes = { min: 5, max: 16 } as const;
/** Header, format, algorithm, length, hash, trailer. */
const frameBytes = 25;
const neededTags = ['8F', '90', '9F32', '9F46', '9F47'] as const;

/**
 * Fast dynamic data authentication: the signature (9F4B) that came with the processing options is over the terminal's
 * unpredictable number, amount and currency and the card authentication related data (9F69): version, the card's own
 * number, its qualifiers.
 *
 * @param signedRecords  undefined when a record that should be signed was no template 70
 * @clause C-3, offline data authentication (fDDA, version 01 only); EMV 4.4 Book 2, 5.2, 5.3, 6.4, 6.5.2
 * @reads A card without tag list (9F4A) signed its records alone. Static authentication is not held.
 */
export function authenticateFast(
  data: DataObjects,
  signedRecords: Uint8Array | undefined,
  anchors: TrustAnchors,
): FastAuthentication {
  const signature = data.get('9F4B');
  const related = data.get('9F69');
  if (signature === undefined || related === undefined) return failed('signature-missing');
  const isLawful = related.length >= relatedDataBytes.min && related.length <= relatedDataBytes.max;
  if (!isLawful || related[0] !== relatedDataVersion) return failed('related-data-version');
  const cardKey = recoverKey(data, signedRecords, anchors);
  if (cardKey.kind === 'refused') return failed(cardKey.reason);
  const recovered = recover(signature, cardKey.key);
  if (recovered === undefined) return failed('signature-not-recoverable');
  const frame = openFrame(recovered, signedDynamicDataFormat);
  if (frame === undefined || frame.content.length < 3) return failed('signature-wrong-frame');
  if (byteAt(frame.content, 1) !== sha1Algorithm) return failed('signature-unknown-algorithm');
  if (byteAt(frame.content, 2) > recovered.length - frameBytes) return failed('signature-wrong-dynamic-data');
  const terminalDynamicData = ['9F37', '9F02', '5F2A'].map((tag) => valueOf(data, tag));
  if (!hasHash(frame, [...terminalDynamicData, related])) return failed('signature-wrong-hash');
  return { kind: 'verified', signedQualifiers: related.length >= 7 ? related.slice(5, 7) : undefined };
}

function recoverKey(data: DataObjects, signedRecords: Uint8Array | undefined, anchors: TrustAnchors): ChainKey {
  if (neededTags.some((tag) => data.get(tag) === undefined)) {
    return { kind: 'refused', reason: 'authentication-data-missing' };
  }
  return recoverChain(data, anchors, {
    ridHex: toHex(valueOf(data, '9F06').subarray(0, 5)),
    certificate: 'signature',
    signedRecords,
  });
}

function failed(reason: string): { readonly kind: 'failed'; readonly reason: string } {
  return { kind: 'failed', reason };
}

function valueOf(data: DataObjects, tag: string): Uint8Array {
  return data.get(tag) ?? new Uint8Array();
}
