import { byteAt } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { recoverIssuerKey, staticDataOf } from './certificate-chain.ts';
import type { TrustAnchors } from './certificate-chain.ts';
import { hasHash, openFrame, recover } from './recovery.ts';
import type { PublicKey } from './recovery.ts';

const signedStaticDataFormat = 0x03;
const sha1Algorithm = 0x01;

/** What a good static signature vouches for, or which check failed. */
export type StaticSignature =
  | {
      readonly kind: 'verified';
      /** Tag 9F45, 2 bytes. */
      readonly dataAuthenticationCode: Uint8Array;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Static data authentication, from the authority's key to the data authentication code. The caller puts that code into
 * tag 9F45 and sets the bits of tag 95 and 9B.
 *
 * @param terms.ridHex  provider of the application that was selected
 * @param terms.signedRecords  records that the issuer signed; undefined when one of them was no template 70
 * @clause EMV 4.4 Book 2, 5; Book 3, 10.3
 */
export function authenticateStatic(
  data: Pick<DataObjects, 'get'>,
  anchors: TrustAnchors,
  terms: { readonly ridHex: string; readonly signedRecords: Uint8Array | undefined },
): StaticSignature {
  const staticData = staticDataOf(data, terms.signedRecords);
  if (staticData === undefined) return { kind: 'refused', reason: 'static-data-unlawful' };
  const issuer = recoverIssuerKey(data, anchors, terms.ridHex);
  if (issuer.kind === 'refused') return issuer;
  return verifyStaticSignature(data.get('93') ?? new Uint8Array(), issuer.key, staticData);
}

/**
 * Verifies signed static application data (tag 93).
 *
 * @clause EMV 4.4 Book 2, 5.4 steps 1 to 7
 */
export function verifyStaticSignature(
  signature: Uint8Array,
  issuerKey: PublicKey,
  staticData: Uint8Array,
): StaticSignature {
  const recovered = recover(signature, issuerKey);
  if (recovered === undefined) return { kind: 'refused', reason: 'signature-not-recoverable' };
  const frame = openFrame(recovered, signedStaticDataFormat);
  if (frame === undefined || frame.content.length < 4) return { kind: 'refused', reason: 'signature-wrong-frame' };
  if (byteAt(frame.content, 1) !== sha1Algorithm) return { kind: 'refused', reason: 'signature-unknown-algorithm' };
  if (!hasHash(frame, [staticData])) return { kind: 'refused', reason: 'signature-wrong-hash' };
  return { kind: 'verified', dataAuthenticationCode: frame.content.slice(2, 4) };
}
