import { concat, fromHex, withBitFlipped } from '../bytes.ts';
import { counterBytes } from '../cryptography/application-keys.ts';
import { signByCurve } from '../cryptography/curve-signature.ts';
import { signDynamicData } from '../cryptography/dynamic-signature.ts';
import { sha1 } from '../cryptography/signature.ts';
import type { SelectedCard } from '../memory.ts';
import { encodeTlv } from '../tlv.ts';
import { issuerApplicationData } from './card-verification-results.ts';
import type { CryptogramType } from './card-verification-results.ts';
import { makeCryptogram } from './make-cryptogram.ts';

/** What a GENERATE AC was decided to answer. */
export interface Decided {
  readonly type: CryptogramType;
  readonly hasSignature: boolean;
  readonly verificationResults: Uint8Array;
  /** What goes into the cryptogram, by tag. */
  readonly terminalValues: ReadonlyMap<string, Uint8Array>;
  /** All values that the terminal sent in this transaction, in the order in which it sent them. */
  readonly sentSoFar: Uint8Array;
  /** Tag 9F37 of the present command. */
  readonly unpredictableNumber: Uint8Array;
  /** The terminal's values that a signature of extended authentication is over, where one was asked for. */
  readonly extended?: Uint8Array;
}

/** Provider of kernel 5, whose cards say with their cryptogram how their holder is verified (9F50). */
const statusProvider = 'A000000065';
/** Bit of the terminal interchange profile, tag 9F53. */
const verificationRequired = 0x80;
const iccDynamicNumberLength = 8;
const extendedFormat = Uint8Array.of(0x15);

/**
 * The response to GENERATE AC, template 77 or 80, and the cryptogram in it (or inside its signature).
 *
 * @clause EMV 4.4 Book 3, 6.5.5.4
 * @clause EMV 4.4 Book 2, 6.6.1; 12.5.2 tables 37 to 39 (extended authentication, with an AAC too)
 * @clause C-5 5.8.3 (cardholder verification status, with cards of kernel 5 alone)
 */
export function cryptogramAnswer(
  card: SelectedCard,
  decided: Decided,
): { readonly data: Uint8Array; readonly cryptogram: Uint8Array } {
  const counter = counterBytes(card.own.transactionCounter);
  const iccDynamicNumber = decided.hasSignature ? card.rng.bytes(iccDynamicNumberLength) : new Uint8Array();
  const { verificationResults } = decided;
  const issuerData = issuerApplicationData(card, { verificationResults, iccDynamicNumber });
  const cryptogram = makeCryptogram(card, {
    values: decided.terminalValues,
    verificationResults,
    issuerApplicationData: issuerData,
  });
  const information = Uint8Array.of(saidType(card, decided.type));
  // A signature needs tags: template 80 can carry none.
  if (card.application.profile.answerFormat === '80' && !decided.hasSignature && decided.extended === undefined) {
    return { data: encodeTlv('80', information, counter, cryptogram, issuerData), cryptogram };
  }
  if (decided.extended !== undefined) {
    const fields = [encodeTlv('9F27', information), encodeTlv('9F36', counter), encodeTlv('9F26', cryptogram)];
    const answered = concat(...fields, encodeTlv('9F10', issuerData));
    const message = concat(extendedFormat, decided.extended, answered);
    const signed = concat(extendedFormat, signByCurve(card.application.curveSigner, message));
    return { data: encodeTlv('77', answered, encodeTlv('9F4B', signed)), cryptogram };
  }
  const head = concat(
    encodeTlv('9F27', information),
    encodeTlv('9F36', counter),
    verificationStatus(card, decided.terminalValues),
  );
  const tail = encodeTlv('9F10', issuerData);
  const middle = decided.hasSignature
    ? encodeTlv(
        '9F4B',
        combinedSignature(card, decided, { cryptogram, iccDynamicNumber, answered: concat(head, tail) }),
      )
    : encodeTlv('9F26', cryptogram);
  return { data: encodeTlv('77', head, middle, tail), cryptogram };
}

/** How the holder is verified: the first qualifier where the terminal requires a verification, else the second. */
function verificationStatus({ application }: SelectedCard, values: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const { aidHex, qualifiersHex } = application.profile;
  if (!aidHex.startsWith(statusProvider)) return new Uint8Array();
  const isRequired = ((values.get('9F53')?.[0] ?? 0) & verificationRequired) !== 0;
  return encodeTlv('9F50', fromHex(qualifiersHex).subarray(isRequired ? 0 : 1, isRequired ? 1 : 2));
}

/** What the answer claims to be. */
function saidType(card: SelectedCard, type: CryptogramType): number {
  const { quirks } = card.application;
  if (quirks.has('undefined-type')) return 0xc0;
  return quirks.has('promotes-decline') ? 0x40 : type;
}

/** Signed dynamic application data over what was sent and answered, as far as the card's quirks let it be true. */
export function combinedSignature(
  card: SelectedCard,
  decided: Pick<Decided, 'type' | 'sentSoFar' | 'unpredictableNumber'>,
  parts: { readonly cryptogram: Uint8Array; readonly iccDynamicNumber: Uint8Array; readonly answered: Uint8Array },
): Uint8Array {
  const { quirks, iccPrivateKey } = card.application;
  const hash = sha1(decided.sentSoFar, parts.answered);
  const { relay } = card.remembered;
  const entropy =
    relay && (quirks.has('signs-other-entropy') ? withBitFlipped(relay.terminalEntropy, 0) : relay.terminalEntropy);
  return signDynamicData({
    key: iccPrivateKey,
    iccDynamicNumber: parts.iccDynamicNumber,
    cryptogramInformationData: quirks.has('signs-other-type') ? decided.type ^ 0xc0 : saidType(card, decided.type),
    cryptogram: parts.cryptogram,
    transactionDataHash: quirks.has('bad-transaction-data-hash') ? withBitFlipped(hash, 0) : hash,
    unpredictableNumber: signedNumber(card, decided.unpredictableNumber),
    ...(relay && entropy && { relayResistance: concat(entropy, relay.answered) }),
  });
}

function signedNumber(card: SelectedCard, unpredictableNumber: Uint8Array): Uint8Array {
  const { quirks } = card.application;
  if (quirks.has('constant-unpredictable-number')) return new Uint8Array(4);
  return quirks.has('bad-dynamic-signature') ? withBitFlipped(unpredictableNumber, 0) : unpredictableNumber;
}
