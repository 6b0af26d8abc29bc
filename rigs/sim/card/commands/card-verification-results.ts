import { concat, toHex } from '../bytes.ts';
import type { SelectedCard } from '../memory.ts';

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
  readonly wasUnableToGoOnline: boolean;
  readonly isOfflineLimitReached: boolean;
  /** Tag 9F1A, two bytes. */
  readonly terminalCountryCode: Uint8Array;
}

const keyDerivationIndex = 0x01;

/** Card verification results in the layout of the application's cryptogram version: 6 bytes M/Chip, 4 bytes Visa. */
export function cardVerificationResults(card: SelectedCard, verification: Verification): Uint8Array {
  return card.application.recipe.layout === 'm-chip'
    ? inMChipLayout(card, verification)
    : inVisaLayout(card, verification);
}

function inMChipLayout(card: SelectedCard, verification: Verification): Uint8Array {
  const { first, second } = verification;
  const { offlinePin, issuerAuthentication, hasDynamicSignature } = card.remembered;
  const isDomestic = toHex(verification.terminalCountryCode) === toHex(card.application.issuerCountryCode);
  const hasPin = offlinePin !== 'not-verified';
  return Uint8Array.of(
    (second ?? 0x80) | (first >> 2) | bit(0x04, hasPin) | bit(0x01, offlinePin === 'succeeded'),
    bit(0x80, hasDynamicSignature) |
      bit(0x40, verification.hasFirstSignature) |
      bit(0x20, verification.hasSecondSignature) |
      bit(0x10, issuerAuthentication !== 'not-performed'),
    ((card.own.scriptCount & 0x0f) << 4) | (card.kept.pinTriesLeft & 0x0f),
    bit(0x40, verification.wasUnableToGoOnline) |
      bit(0x20, !hasPin) |
      bit(0x10, offlinePin === 'failed') |
      bit(0x08, card.image.pin !== '' && card.kept.pinTriesLeft === 0) |
      (isDomestic ? 0x02 : 0x04),
    bit(0x80, verification.isOfflineLimitReached) |
      bit(0x04, issuerAuthentication === 'failed') |
      bit(0x02, card.own.scriptCount > 0) |
      bit(0x01, card.own.hasScriptFailed),
    0x00,
  );
}

function inVisaLayout(card: SelectedCard, verification: Verification): Uint8Array {
  const { first, second } = verification;
  const { offlinePin, issuerAuthentication, hasDynamicSignature } = card.remembered;
  return Uint8Array.of(
    0x03,
    (second ?? 0x80) |
      (first >> 2) |
      bit(0x08, issuerAuthentication === 'failed') |
      bit(0x04, offlinePin !== 'not-verified') |
      bit(0x02, offlinePin === 'failed') |
      bit(0x01, verification.wasUnableToGoOnline),
    bit(0x40, card.image.pin !== '' && card.kept.pinTriesLeft === 0) | bit(0x20, verification.isOfflineLimitReached),
    ((card.own.scriptCount & 0x0f) << 4) | bit(0x08, card.own.hasScriptFailed) | bit(0x02, hasDynamicSignature),
  );
}

/**
 * Issuer application data (tag 9F10). M/Chip, 18 bytes: key derivation index, cryptogram version, card verification
 * results, the leftmost two bytes of the ICC dynamic number (zeros without a signature), offline counters in plain.
 * Visa, 7 bytes: length, index, version, results; or its format 2 of 32 bytes.
 */
export function issuerApplicationData(
  card: SelectedCard,
  parts: { readonly verificationResults: Uint8Array; readonly iccDynamicNumber: Uint8Array },
): Uint8Array {
  const { layout, number } = card.application.recipe;
  const { verificationResults } = parts;
  if (layout === 'visa') return concat(Uint8Array.of(0x06, keyDerivationIndex, number), verificationResults);
  if (layout === 'visa-format-2') {
    const filled = new Uint8Array(32);
    filled.set(concat(Uint8Array.of(0x1f, number, keyDerivationIndex), verificationResults.slice(1)));
    return filled;
  }
  const dynamic = new Uint8Array(2);
  dynamic.set(parts.iccDynamicNumber.slice(0, 2));
  return concat(Uint8Array.of(keyDerivationIndex, number), verificationResults, dynamic, plainCounters(card));
}

/** Offline counters as tag 9F10 carries them in plain, and as some M/Chip cryptograms cover them: 8 bytes. */
export function plainCounters({ own }: SelectedCard): Uint8Array {
  const digits = String(own.cumulativeOfflineMinor).padStart(12, '0').slice(-12);
  return concat(bcd(digits), Uint8Array.of(own.consecutiveOffline & 0xff, 0xff));
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
