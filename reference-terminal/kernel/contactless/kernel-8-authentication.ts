import { byteAt, concatBytes, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { readCardCurveCertificate } from '../offline-data-authentication/curve-certificates.ts';
import { momentOf, recoverIssuerCurveKey } from '../offline-data-authentication/curve-chain.ts';
import type { CurveAnchors } from '../offline-data-authentication/curve-chain.ts';
import { encodeTlv } from '../tlv.ts';
import type { SecureChannel } from './kernel-8-channel.ts';

/** Whether the channel ends in a card that the authority vouches for. `missing`: the card did not give what is needed. */
export type LocallyAuthenticated =
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly reason: string };

const tagBytesMax = 3;

/**
 * Local authentication: certificates of elliptic curves lead from the authority to the card's key, and the blinding factor that
 * the card sent inside the channel turns that key into the one that it showed.
 *
 * @param facts.staticData  what the card's certificate vouches for
 * @clause Book E 5.2 and 5.4 (certificates), 7.3 (blinding factor); C-8 RPC.2 to RPC.4: data that are missing end the
 *   transaction, everything else is a failure that the verification results tell
 */
export function authenticateLocally(
  data: Pick<DataObjects, 'get'>,
  anchors: CurveAnchors,
  facts: { readonly staticData: Uint8Array; readonly channel: SecureChannel },
): LocallyAuthenticated {
  const certificate = data.get('9F46');
  if (certificate === undefined || data.get('8F') === undefined || data.get('90') === undefined) {
    return { kind: 'missing' };
  }
  const ridHex = toHex((data.get('84') ?? new Uint8Array()).subarray(0, 5));
  const issuer = recoverIssuerCurveKey(data, anchors, ridHex);
  if (issuer.kind !== 'recovered') return { kind: 'failed', reason: issuer.reason };
  const { staticData } = facts;
  const card = readCardCurveCertificate(certificate, issuer.key, { staticData, now: momentOf(data), form: 'kernel-8' });
  if (card.kind === 'refused') return { kind: 'failed', reason: `card-certificate-${card.reason}` };
  return facts.channel.isKeyOf(card.key)
    ? { kind: 'authenticated' }
    : { kind: 'failed', reason: 'blinding-factor-of-another-key' };
}

/**
 * What the card's certificate and the issuer data MAC vouch for: signed records, what the card's list (9F810A) adds, and the
 * interchange profile without tag and length.
 *
 * @returns undefined when the list breaks off
 * @clause C-8 A.1.56 and A.1.57, 2627.8; Book E 5.3 (encoding 01 of the hash)
 */
export function staticDataOf(data: Pick<DataObjects, 'get'>, signedRecords: Uint8Array): Uint8Array | undefined {
  const tags = tagsIn(data.get('9F810A') ?? new Uint8Array());
  if (tags === undefined) return undefined;
  const added = tags.map((tag) => encodeTlv(tag, data.get(tag) ?? new Uint8Array()));
  return concatBytes([signedRecords, ...added, data.get('82') ?? new Uint8Array()]);
}

/** Tags of one to three bytes, one after the other; undefined when the last one breaks off. */
function tagsIn(list: Uint8Array): readonly string[] | undefined {
  const tags: string[] = [];
  for (let start = 0; start < list.length;) {
    let end = start + 1;
    if ((byteAt(list, start) & 0x1f) === 0x1f) {
      while (((list[end] ?? 0) & 0x80) !== 0) end += 1;
      end += 1;
    }
    if (end > list.length || end - start > tagBytesMax) return undefined;
    tags.push(toHex(list.subarray(start, end)));
    start = end;
  }
  return tags;
}
