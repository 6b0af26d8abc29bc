import { decodeBits } from '../named-bits.ts';

/**
 * Card processing requirements (tag 9F71, 2 bytes): where each bit sits, as byte index and mask.
 *
 * @clause C-6 (card processing requirements), as a published reader has them (github.com/xwanyux/AS350PLUS_SP, DPS_Kernel_Define.h)
 */
const positions = {
  'online-pin-required': [0, 0x80],
  'signature-required': [0, 0x40],
  'loyalty-approved': [0, 0x20],
  'device-verification-performed': [0, 0x10],
  'switch-interface-if-unable-online': [1, 0x80],
  'online-if-authentication-fails': [1, 0x40],
  'switch-interface-if-authentication-fails': [1, 0x20],
  'issuer-update-supported': [1, 0x10],
  'online-if-expired': [1, 0x08],
  'decline-if-expired': [1, 0x04],
  'fallback-to-signature': [1, 0x02],
  'fallback-to-none': [1, 0x01],
} as const satisfies Readonly<Record<string, readonly [byteIndex: number, mask: number]>>;

/** One bit of the requirements, by name. */
export type CardRequirement = keyof typeof positions;

/** The requirements that are set. */
export function cardRequirements(bytes: Uint8Array): ReadonlySet<CardRequirement> {
  return new Set(decodeBits(bytes, positions));
}
