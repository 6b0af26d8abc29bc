import { byteAt, concat, fromHex } from '../bytes.ts';
import { counterBytes } from '../cryptography/application-keys.ts';
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
import { combinedSignature } from './cryptogram-answer.ts';
import { makeCryptogram } from './make-cryptogram.ts';
import { decideQuick } from './quick-answer.ts';

/** Provider of kernel 6, whose cards answer GET PROCESSING OPTIONS with their processing requirements. */
export const requirementsProvider = 'A000000152';

const cvmRequired = 0x40;
/** Bits of the card processing requirements, tag 9F71 byte 1. */
const requirement = { onlinePin: 0x80, signature: 0x40, deviceVerified: 0x10 } as const;
/** Byte 2 of the verification results: a confirmation code was verified by the device, and whether it failed. */
const confirmation = { performed: 0x02, failed: 0x01 } as const;
const iccDynamicNumberLength = 8;

/**
 * The answer of a D-PAS style application: the cryptogram comes with GET PROCESSING OPTIONS, that of an approval inside a combined
 * signature over the whole answer.
 *
 * @clause C-6, initiation, as a published reader checks it; EMV 4.4 Book 2, 6.6.1
 */
export function requirementsAnswer(card: SelectedCard, sent: TerminalValues): Answer {
  const { application, own } = card;
  const value = (tag: string, length: number): Uint8Array => sent.byTag.get(tag) ?? new Uint8Array(length);
  const terminal = value('9F66', 4);
  const amountMinor = fromBcd(value('9F02', 6));
  const type = decideQuick(card, { terminal, amountMinor, isVerified: true });
  const isApproval = type === cryptogramTypes.approve;
  if (isApproval) {
    own.consecutiveOffline += 1;
    own.cumulativeOfflineMinor += amountMinor;
  }
  const requirements = requirementsFor(card, terminal);
  const verificationResults = cardVerificationResults(card, {
    first: type,
    hasFirstSignature: isApproval,
    hasSecondSignature: false,
    wasUnableToGoOnline: false,
    isOfflineLimitReached: false,
    terminalCountryCode: value('9F1A', 2),
  });
  if ((byteAt(requirements, 0) & requirement.deviceVerified) !== 0) {
    const isProven = !application.quirks.has('unproven-device');
    verificationResults[1] = byteAt(verificationResults, 1) | (isProven ? confirmation.performed : confirmation.failed);
  }
  const iccDynamicNumber = isApproval ? card.rng.bytes(iccDynamicNumberLength) : new Uint8Array();
  const issuerData = issuerApplicationData(card, { verificationResults, iccDynamicNumber });
  const cryptogram = makeCryptogram(card, {
    values: sent.byTag,
    verificationResults,
    issuerApplicationData: issuerData,
  });
  card.remembered.session = { phase: 'finished', cryptogram, unpredictableNumber: value('9F37', 4) };
  const answered = concat(
    encodeTlv('82', application.interchangeProfile),
    encodeTlv('94', application.fileLocator),
    encodeTlv('57', application.track2),
    encodeTlv('5F34', application.panSequenceNumber),
    encodeTlv('9F10', issuerData),
    encodeTlv('9F27', Uint8Array.of(application.quirks.has('promotes-decline') ? cryptogramTypes.approve : type)),
    encodeTlv('9F36', counterBytes(own.transactionCounter)),
    encodeTlv('9F71', requirements),
  );
  if (!isApproval) return done(encodeTlv('77', answered, encodeTlv('9F26', cryptogram)));
  const signed = combinedSignature(
    card,
    { type, sentSoFar: sent.bytes, unpredictableNumber: value('9F37', 4) },
    { cryptogram, iccDynamicNumber, answered },
  );
  return done(encodeTlv('77', answered, encodeTlv('9F4B', signed)));
}

/** A verification is asked for where the terminal wants one; what may stand in for it the card says always. */
function requirementsFor(card: SelectedCard, terminal: Uint8Array): Uint8Array {
  const [first = 0, second = 0] = fromHex(card.application.profile.qualifiersHex);
  const isDue = (byteAt(terminal, 1) & cvmRequired) !== 0;
  const ways = requirement.onlinePin | requirement.signature;
  return Uint8Array.of(isDue ? first : first & ~ways, second);
}
