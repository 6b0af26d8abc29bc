import { byteAt, fromHex } from '../bytes.ts';
import { decodeBits } from '../named-bits.ts';

/**
 * Terminal transaction qualifiers (tag 9F66, 4 bytes): where each bit sits, as byte index and mask.
 *
 * @clause EMV Contactless Book A, 5.7 table 5-4
 */
const positions = {
  'mag-stripe-mode': [0, 0x80],
  'emv-mode': [0, 0x20],
  'contact-chip': [0, 0x10],
  'offline-only': [0, 0x08],
  'online-pin': [0, 0x04],
  signature: [0, 0x02],
  'offline-authentication-for-online': [0, 0x01],
  'online-cryptogram-required': [1, 0x80],
  'verification-required': [1, 0x40],
  'offline-pin-by-contact': [1, 0x20],
  'issuer-update': [2, 0x80],
  'device-verification': [2, 0x40],
} as const satisfies Readonly<Record<string, readonly [byteIndex: number, mask: number]>>;

/** One bit of the qualifiers, by name. */
export type TerminalQualifier = keyof typeof positions;

const dynamicBits = 0xc0;

/** The qualifiers that are set. */
export function terminalQualifiers(bytes: Uint8Array): ReadonlySet<TerminalQualifier> {
  return new Set(decodeBits(bytes, positions));
}

/**
 * The qualifiers of one transaction: the static ones as configured, the dynamic ones as the limits say.
 *
 * @clause EMV Contactless Book B, 3.1.1.2 (both dynamic bits are cleared first), 3.1.1.9 to 3.1.1.12
 */
export function transactionQualifiers(
  staticHex: string,
  dynamic: { readonly onlineCryptogramRequired: boolean; readonly verificationRequired: boolean },
): Uint8Array {
  const bytes = fromHex(staticHex);
  const raised = (dynamic.onlineCryptogramRequired ? 0x80 : 0) | (dynamic.verificationRequired ? 0x40 : 0);
  bytes[1] = (byteAt(bytes, 1) & ~dynamicBits) | raised;
  return bytes;
}
