import { byteAt } from '../bytes.ts';
import { hasHash, openFrame, recover } from '../offline-data-authentication/recovery.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';

const signedStaticDataFormat = 0x03;
const sha1Algorithm = 0x01;

/** What a good static signature vouches for, or which check failed. */
export type StaticSignature =
  | { readonly kind: 'verified'; readonly dataAuthenticationCode: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string };

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
