import { byteAt, concat, fromHex, withBitFlipped } from '../bytes.ts';
import { counterBytes } from '../cryptography/application-keys.ts';
import { signDynamicNumber } from '../cryptography/dynamic-signature.ts';
import type { SelectedCard, TerminalValues } from '../memory.ts';
import { encodeTlv } from '../tlv.ts';
import { done } from './answer.ts';
import type { Answer } from './answer.ts';
import {
  cardVerificationResults,
  cryptogramTypes,
  fromBcd,
  issuerApplicationData,
} from './card-verification-results.ts';
import type { CryptogramType } from './card-verification-results.ts';
import { makeCryptogram } from './make-cryptogram.ts';

/** Bits of the terminal transaction qualifiers, tag 9F66. */
const ttq = { onlinePin: 0x04, signature: 0x02, offlineOnly: 0x08, onlineRequired: 0x80, cvmRequired: 0x40 } as const;
/** Bits of the card transaction qualifiers, tag 9F6C. */
const ctq = { onlinePin: 0x80, signature: 0x40, deviceVerified: 0x80 } as const;

/**
 * The answer of a quick contactless application: the cryptogram comes with GET PROCESSING OPTIONS, and the records
 * that follow hold what a terminal needs in order to believe an offline approval.
 *
 * @clause C-3, 5.4 (card answers by kernel 3's public description); CVM by the qualifiers of both sides
 */
export function quickAnswer(card: SelectedCard, sent: TerminalValues): Answer {
  const { application, own } = card;
  const value = (tag: string, length: number): Uint8Array => sent.byTag.get(tag) ?? new Uint8Array(length);
  const terminal = value('9F66', 4);
  const verified = chooseVerification(card, terminal);
  const type = decideQuick(card, {
    terminal,
    amountMinor: fromBcd(value('9F02', 6)),
    isVerified: verified !== undefined,
  });
  const qualifiers = verified ?? fromHex(application.profile.qualifiersHex);
  if (type === cryptogramTypes.approve) {
    own.consecutiveOffline += 1;
    own.cumulativeOfflineMinor += fromBcd(value('9F02', 6));
  }
  const verificationResults = cardVerificationResults(card, {
    first: type,
    hasFirstSignature: false,
    hasSecondSignature: false,
    wasUnableToGoOnline: false,
    isOfflineLimitReached: false,
    terminalCountryCode: value('9F1A', 2),
  });
  const issuerData = issuerApplicationData(card, { verificationResults, iccDynamicNumber: new Uint8Array() });
  const cryptogram = makeCryptogram(card, {
    values: sent.byTag,
    verificationResults,
    issuerApplicationData: issuerData,
  });
  const hasRecords = application.fileLocator.length > 4 && type !== cryptogramTypes.decline;
  if (hasRecords) card.remembered.dynamicRecord = signedRecord(card, sent, qualifiers);
  card.remembered.session = { phase: 'finished', cryptogram, unpredictableNumber: value('9F37', 4) };
  const saidQualifiers = application.quirks.has('other-qualifiers') ? withBitFlipped(qualifiers, 1) : qualifiers;
  return done(
    encodeTlv(
      '77',
      encodeTlv('82', application.interchangeProfile),
      hasRecords ? encodeTlv('94', application.fileLocator) : new Uint8Array(),
      encodeTlv('57', application.track2),
      encodeTlv('5F34', application.panSequenceNumber),
      encodeTlv('9F10', issuerData),
      encodeTlv('9F26', cryptogram),
      encodeTlv('9F27', Uint8Array.of(application.quirks.has('promotes-decline') ? cryptogramTypes.approve : type)),
      encodeTlv('9F36', counterBytes(own.transactionCounter)),
      encodeTlv('9F6C', saidQualifiers),
      formFactor(card),
      availableOffline(card),
    ),
  );
}

/** Qualifiers of a verification that both sides can do; undefined when one is required and none is possible. */
function chooseVerification(card: SelectedCard, terminal: Uint8Array): Uint8Array | undefined {
  const own = fromHex(card.application.profile.qualifiersHex);
  const [first = 0, second = 0] = own;
  const isDevice = (second & ctq.deviceVerified) !== 0;
  const isRequired = (byteAt(terminal, 1) & ttq.cvmRequired) !== 0;
  // The device verified whether or not the terminal wants it; a card shows a method only where one is wanted.
  if (isDevice) return own;
  const rest = first & 0x3f;
  if (!isRequired) return Uint8Array.of(rest, second);
  const canPin = (first & ctq.onlinePin) !== 0 && (byteAt(terminal, 0) & ttq.onlinePin) !== 0;
  if (canPin) return Uint8Array.of(rest | ctq.onlinePin, second);
  const canSign = (first & ctq.signature) !== 0 && (byteAt(terminal, 0) & ttq.signature) !== 0;
  return canSign ? Uint8Array.of(rest | ctq.signature, second) : undefined;
}

/** What the card makes of the amount, its own counters and what the terminal wants. */
export function decideQuick(
  card: SelectedCard,
  seen: { readonly terminal: Uint8Array; readonly amountMinor: number; readonly isVerified: boolean },
): CryptogramType {
  const { profile } = card.application;
  if (card.own.isBlocked || !seen.isVerified) return cryptogramTypes.decline;
  const isAffordable =
    seen.amountMinor <= profile.cumulativeOfflineMinorMax &&
    card.own.consecutiveOffline < profile.consecutiveOfflineMax;
  const mustGoOnline = (byteAt(seen.terminal, 1) & ttq.onlineRequired) !== 0;
  if (!mustGoOnline && isAffordable) return cryptogramTypes.approve;
  const canGoOnline = (byteAt(seen.terminal, 0) & ttq.offlineOnly) === 0;
  return canGoOnline ? cryptogramTypes.goOnline : cryptogramTypes.decline;
}

/** Provider of kernel 7, whose cards keep one more byte in the related data. */
const quickPassProvider = 'A000000333';

/** Card authentication related data (9F69, version 01) and the fDDA signature over it and the terminal's values. */
function signedRecord(card: SelectedCard, sent: TerminalValues, qualifiers: Uint8Array): Uint8Array {
  const { quirks, iccPrivateKey, profile } = card.application;
  const version = quirks.has('related-version-zero') ? 0x00 : 0x01;
  const rest = new Uint8Array(profile.aidHex.startsWith(quickPassProvider) ? 1 : 0);
  const related = concat(Uint8Array.of(version), card.rng.bytes(4), qualifiers, rest);
  const value = (tag: string, length: number): Uint8Array => sent.byTag.get(tag) ?? new Uint8Array(length);
  const number = value('9F37', 4);
  const answered = quirks.has('bad-dynamic-signature')
    ? withBitFlipped(number, 0)
    : quirks.has('constant-unpredictable-number')
      ? new Uint8Array(4)
      : number;
  const signature = signDynamicNumber({
    key: iccPrivateKey,
    iccDynamicNumber: counterBytes(card.own.transactionCounter),
    terminalData: concat(answered, value('9F02', 6), value('5F2A', 2), related),
  });
  return concat(encodeTlv('9F69', related), encodeTlv('9F4B', signature));
}

/** Offline spending amount, tag 9F5D: what may still be spent without the issuer. */
function availableOffline({ application, own }: SelectedCard): Uint8Array {
  const { cumulativeOfflineMinorMax } = application.profile;
  if (cumulativeOfflineMinorMax === 0) return new Uint8Array();
  const digits = String(cumulativeOfflineMinorMax - own.cumulativeOfflineMinor).padStart(12, '0');
  return encodeTlv('9F5D', fromHex(digits));
}

function formFactor({ application }: SelectedCard): Uint8Array {
  const { formFactorHex } = application.profile;
  return formFactorHex === '' ? new Uint8Array() : encodeTlv('9F6E', fromHex(formFactorHex));
}
