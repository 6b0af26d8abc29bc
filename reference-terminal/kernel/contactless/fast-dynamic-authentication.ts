import type { CertificationAuthorityKey } from '../../configuration.ts';
import { byteAt, concatBytes, sameBytes, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { readCardCertificate } from '../offline-data-authentication/card-certificate.ts';
import { findAuthorityKey } from '../offline-data-authentication/certification-authority.ts';
import { readIssuerCertificate } from '../offline-data-authentication/issuer-certificate.ts';
import { hasHash, openFrame, recover } from '../offline-data-authentication/recovery.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';

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
/** The tag list may name the interchange profile and nothing else. */
const onlyLawfulTagList = Uint8Array.of(0x82);

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
  keys: readonly CertificationAuthorityKey[],
): FastAuthentication {
  const signature = data.get('9F4B');
  const related = data.get('9F69');
  if (signature === undefined || related === undefined) return failed('signature-missing');
  const isLawful = related.length >= relatedDataBytes.min && related.length <= relatedDataBytes.max;
  if (!isLawful || related[0] !== relatedDataVersion) return failed('related-data-version');
  const cardKey = recoverKey(data, signedRecords, keys);
  if (cardKey.kind === 'failed') return cardKey;
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

type KeyRecovered = { readonly kind: 'recovered'; readonly key: PublicKey } | (FastAuthentication & { kind: 'failed' });

function recoverKey(
  data: DataObjects,
  signedRecords: Uint8Array | undefined,
  keys: readonly CertificationAuthorityKey[],
): KeyRecovered {
  if (neededTags.some((tag) => data.get(tag) === undefined)) return failed('authentication-data-missing');
  const tagList = data.get('9F4A');
  const isTagListLawful = tagList === undefined || sameBytes(tagList, onlyLawfulTagList);
  if (signedRecords === undefined || !isTagListLawful) return failed('static-data-unlawful');
  const facts = {
    panDigits: toHex(valueOf(data, '5A')).replace(/F+$/, ''),
    today: toHex(valueOf(data, '9A')),
    staticData: tagList === undefined ? signedRecords : concatBytes([signedRecords, valueOf(data, '82')]),
  };
  const authority = findAuthorityKey(keys, {
    ridHex: toHex(valueOf(data, '9F06').subarray(0, 5)),
    index: valueOf(data, '8F')[0] ?? 0,
    today: facts.today,
  });
  if (authority.kind === 'refused') return failed(`authority-${authority.reason}`);
  const issuerBlock = recover(valueOf(data, '90'), authority.key);
  if (issuerBlock === undefined) return failed('issuer-certificate-not-recoverable');
  const issuer = readIssuerCertificate(issuerBlock, {
    ...facts,
    remainder: valueOf(data, '92'),
    exponent: valueOf(data, '9F32'),
  });
  if (issuer.kind === 'refused') return failed(`issuer-certificate-${issuer.reason}`);
  const cardBlock = recover(valueOf(data, '9F46'), issuer.key);
  if (cardBlock === undefined) return failed('card-certificate-not-recoverable');
  const card = readCardCertificate(cardBlock, {
    ...facts,
    remainder: valueOf(data, '9F48'),
    exponent: valueOf(data, '9F47'),
  });
  if (card.kind === 'refused') return failed(`card-certificate-${card.reason}`);
  return { kind: 'recovered', key: card.key };
}

function failed(reason: string): { readonly kind: 'failed'; readonly reason: string } {
  return { kind: 'failed', reason };
}

function valueOf(data: DataObjects, tag: string): Uint8Array {
  return data.get(tag) ?? new Uint8Array();
}
