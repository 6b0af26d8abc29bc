import { concat, toHex } from '../bytes.ts';
import type { CardInside } from '../memory.ts';

/** Cryptogram information data, first two bits: what a cryptogram is. */
export const cryptogramTypes = { decline: 0x00, approve: 0x40, goOnline: 0x80 } as const;

/** One of the three kinds of cryptogram. */
export type CryptogramType = (typeof cryptogramTypes)[keyof typeof cryptogramTypes];

/** What happened in a transaction, as far as the issuer wants to know. */
export interface Verification {
  readonly first: CryptogramType;
  /** Absent when the terminal has not asked a second time. */
  readonly second?: CryptogramType;
  readonly hasFirstSignature: boolean;
  readonly hasSecondSignature: boolean;
  readonly issuerAuthentication: 'not-performed' | 'succeeded' | 'failed';
  readonly wasUnableToGoOnline: boolean;
  readonly isOfflineLimitReached: boolean;
  /** Tag 9F1A, two bytes. */
  readonly terminalCountryCode: Uint8Array;
}

const cryptogramVersionNumber = 0x14;
const keyDerivationIndex = 0x01;

/**
 * Card verification results, 6 bytes, in M/Chip's layout. Offline PIN is never verified by this card: no PIN bit but
 * the one that says so, and all three tries left.
 */
export function cardVerificationResults(card: CardInside, verification: Verification): Uint8Array {
  const { first, second, issuerAuthentication } = verification;
  const secondBits = second ?? 0x80;
  const isDomestic = toHex(verification.terminalCountryCode) === toHex(card.image.issuerCountryCode);
  return Uint8Array.of(
    secondBits | (first >> 2),
    bit(0x40, verification.hasFirstSignature) |
      bit(0x20, verification.hasSecondSignature) |
      bit(0x10, issuerAuthentication !== 'not-performed'),
    0x03,
    bit(0x40, verification.wasUnableToGoOnline) | 0x20 | (isDomestic ? 0x02 : 0x04),
    bit(0x80, verification.isOfflineLimitReached) | bit(0x04, issuerAuthentication === 'failed'),
    0x00,
  );
}

/**
 * Issuer application data (tag 9F10), 18 bytes: key derivation index, cryptogram version, card verification results,
 * the leftmost two bytes of the ICC dynamic number (zeros without a signature), offline counters in plain.
 */
export function issuerApplicationData(
  card: CardInside,
  parts: { readonly verificationResults: Uint8Array; readonly iccDynamicNumber: Uint8Array },
): Uint8Array {
  const head = Uint8Array.of(keyDerivationIndex, cryptogramVersionNumber);
  const dynamic = new Uint8Array(2);
  dynamic.set(parts.iccDynamicNumber.slice(0, 2));
  return concat(head, parts.verificationResults, dynamic, plainCounters(card));
}

function plainCounters({ kept }: CardInside): Uint8Array {
  const digits = String(kept.cumulativeOfflineMinor).padStart(12, '0').slice(-12);
  return concat(bcd(digits), Uint8Array.of(kept.consecutiveOffline & 0xff, 0xff));
}

/** The number that a binary coded decimal value stands for. A terminal's nibbles above 9 count as they are. */
export function fromBcd(value: Uint8Array): number {
  return value.reduce((number, byte) => number * 100 + (byte >> 4) * 10 + (byte & 0x0f), 0);
}

function bcd(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function bit(mask: number, isSet: boolean): number {
  return isSet ? mask : 0;
}
