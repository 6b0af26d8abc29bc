import { byteAt } from '../bytes.ts';
import { findObject, parseTlv } from '../tlv.ts';
import { hasHash, openFrame, recover } from './recovery.ts';
import type { PublicKey } from './recovery.ts';

/** What a good dynamic signature vouches for, or which check failed. */
export type DynamicSignature =
  | {
      readonly kind: 'verified';
      /** Tag 9F4C, 2 to 8 bytes. */
      readonly cardDynamicNumber: Uint8Array;
    }
  | { readonly kind: 'refused'; readonly reason: string };

const signedDynamicDataFormat = 0x05;
const sha1Algorithm = 0x01;
const numberBytes = { min: 2, max: 8 } as const;

/**
 * Verifies signed dynamic application data (tag 9F4B) of dynamic data authentication. The caller takes the signature out
 * of the answer with {@link dynamicSignatureIn}, the key out of `recoverChain`, and puts the number into tag 9F4C.
 *
 * @param facts.terminalDynamicData  what was sent with INTERNAL AUTHENTICATE
 * @clause EMV 4.4 Book 2, 6.5.2 steps 1 to 7
 * @reads The dynamic data begins with the length of the card's dynamic number (6.5.1); a number without it is refused.
 */
export function verifyDynamicSignature(
  signature: Uint8Array,
  key: PublicKey,
  facts: { readonly terminalDynamicData: Uint8Array },
): DynamicSignature {
  const recovered = recover(signature, key);
  if (recovered === undefined) return { kind: 'refused', reason: 'signature-not-recoverable' };
  const frame = openFrame(recovered, signedDynamicDataFormat);
  if (frame === undefined || frame.content.length < 3) return { kind: 'refused', reason: 'signature-wrong-frame' };
  if (byteAt(frame.content, 1) !== sha1Algorithm) return { kind: 'refused', reason: 'signature-unknown-algorithm' };
  if (!hasHash(frame, [facts.terminalDynamicData])) return { kind: 'refused', reason: 'signature-wrong-hash' };
  const dynamicBytes = byteAt(frame.content, 2);
  const length = frame.content[3] ?? 0;
  const isWhole = length >= numberBytes.min && length <= numberBytes.max && length + 1 <= dynamicBytes;
  if (!isWhole || frame.content.length < 3 + dynamicBytes) {
    return { kind: 'refused', reason: 'signature-wrong-dynamic-data' };
  }
  return { kind: 'verified', cardDynamicNumber: frame.content.slice(4, 4 + length) };
}

/**
 * The signature in the card's answer to INTERNAL AUTHENTICATE: template 80 is the signature itself, template 77 holds it
 * as tag 9F4B. Undefined when it is in neither.
 *
 * @clause EMV 4.4 Book 3, 6.5.9.4
 */
export function dynamicSignatureIn(answer: Uint8Array): Uint8Array | undefined {
  const parsed = parseTlv(answer);
  const [template, ...others] = parsed.kind === 'parsed' ? parsed.objects : [];
  if (template === undefined || others.length > 0) return undefined;
  if (template.tag === '80') return template.value;
  const inner = template.tag === '77' ? parseTlv(template.value) : undefined;
  return inner?.kind === 'parsed' ? findObject(inner.objects, '9F4B')?.value : undefined;
}
