import { decodeBits, encodeBits } from './named-bits.ts';

/**
 * Terminal verification results (tag 95, 5 bytes): where each bit sits, as byte index and mask.
 *
 * @clause EMV 4.4 Book 3, Annex C5; C-2 A.1 (byte 5, bits 4 to 1: relay resistance, kernel 2
 *   only; bits 3 and 2 are about keys of elliptic curves behind the contacts, and read here as both)
 */
const positions = {
  'offline-data-authentication-not-performed': [0, 0x80],
  'static-data-authentication-failed': [0, 0x40],
  'card-data-missing': [0, 0x20],
  'card-on-exception-file': [0, 0x10],
  'dynamic-data-authentication-failed': [0, 0x08],
  'combined-data-authentication-failed': [0, 0x04],
  'static-data-authentication-selected': [0, 0x02],
  'extended-data-authentication-selected': [0, 0x01],
  'versions-differ': [1, 0x80],
  'expired-application': [1, 0x40],
  'application-not-yet-effective': [1, 0x20],
  'service-not-allowed': [1, 0x10],
  'new-card': [1, 0x08],
  'cardholder-verification-failed': [2, 0x80],
  'unrecognised-cardholder-verification-method': [2, 0x40],
  'pin-try-limit-exceeded': [2, 0x20],
  'pin-pad-missing-or-broken': [2, 0x10],
  'pin-not-entered': [2, 0x08],
  'online-verification-captured': [2, 0x04],
  'floor-limit-exceeded': [3, 0x80],
  'lower-offline-limit-exceeded': [3, 0x40],
  'upper-offline-limit-exceeded': [3, 0x20],
  'randomly-selected-online': [3, 0x10],
  'merchant-forced-online': [3, 0x08],
  'biometric-type-not-supported': [3, 0x02],
  'extended-signature-failed': [3, 0x01],
  'authority-curve-key-missing': [4, 0x04],
  'curve-key-recovery-failed': [4, 0x02],
  'relay-threshold-exceeded': [4, 0x08],
  'relay-time-limits-exceeded': [4, 0x04],
  'relay-resistance-performed': [4, 0x02],
  'relay-resistance-not-performed': [4, 0x01],
  'default-certificate-data-used': [4, 0x80],
  'issuer-authentication-failed': [4, 0x40],
  'script-failed-before-final-cryptogram': [4, 0x20],
  'script-failed-after-final-cryptogram': [4, 0x10],
} as const satisfies Readonly<Record<string, readonly [byteIndex: number, mask: number]>>;

/** One bit of the terminal verification results, by name. */
export type TerminalVerificationBit = keyof typeof positions;

/** The 5 bytes of tag 95 with these bits set and all others zero. */
export function terminalVerificationResults(bits: Iterable<TerminalVerificationBit>): Uint8Array {
  return encodeBits(bits, { positions, lengthBytes: 5 });
}

/** The names of the bits that are set in 5 bytes of the same layout (tag 95, an action code), first byte first. */
export function terminalVerificationBits(bytes: Uint8Array): readonly TerminalVerificationBit[] {
  return decodeBits(bytes, positions);
}
