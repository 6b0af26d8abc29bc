import { decodeBits } from '../named-bits.ts';

/**
 * Card transaction qualifiers (tag 9F6C, 2 bytes): where each bit sits, as byte index and mask.
 *
 * @clause C-3 A.2 (card transaction qualifiers)
 */
const positions = {
  'online-pin-required': [0, 0x80],
  'signature-required': [0, 0x40],
  'online-if-authentication-fails': [0, 0x20],
  'switch-interface-if-authentication-fails': [0, 0x10],
  'online-if-expired': [0, 0x08],
  'switch-interface-for-cash': [0, 0x04],
  'switch-interface-for-cashback': [0, 0x02],
  'device-verification-performed': [1, 0x80],
  'issuer-update-supported': [1, 0x40],
} as const satisfies Readonly<Record<string, readonly [byteIndex: number, mask: number]>>;

/** One bit of the qualifiers, by name. */
export type CardQualifier = keyof typeof positions;

/** The qualifiers that are set; undefined when the card sent none. Qualifiers of another length count as none. */
export function cardQualifiers(bytes: Uint8Array | undefined): ReadonlySet<CardQualifier> | undefined {
  return bytes?.length === 2 ? new Set(decodeBits(bytes, positions)) : undefined;
}
