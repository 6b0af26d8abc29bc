import { concat, withBitFlipped } from '../bytes.ts';
import { applicationCryptogram } from '../cryptography/application-cryptogram.ts';
import { counterBytes, sessionKeyForCounter } from '../cryptography/application-keys.ts';
import { signDynamicData } from '../cryptography/dynamic-signature.ts';
import { sha1 } from '../cryptography/signature.ts';
import type { CardInside } from '../memory.ts';
import { encodeTlv } from '../tlv.ts';
import { issuerApplicationData } from './card-verification-results.ts';
import type { CryptogramType } from './card-verification-results.ts';

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
}

const iccDynamicNumberLength = 8;

/**
 * The response to GENERATE AC, template 77, and the cryptogram in it (or inside its signature).
 *
 * @clause EMV 4.4 Book 3, 6.5.5.4
 * @clause EMV 4.4 Book 2, 6.6.1
 */
export function cryptogramAnswer(
  card: CardInside,
  decided: Decided,
): { readonly data: Uint8Array; readonly cryptogram: Uint8Array } {
  const counter = counterBytes(card.kept.applicationTransactionCounter);
  const cryptogram = applicationCryptogram({
    sessionKey: sessionKey(card),
    terminalValues: decided.terminalValues,
    applicationInterchangeProfile: card.image.applicationInterchangeProfile,
    counter,
    cardVerificationResults: decided.verificationResults,
  });
  const iccDynamicNumber = decided.hasSignature ? card.rng.bytes(iccDynamicNumberLength) : new Uint8Array();
  const { verificationResults } = decided;
  const head = concat(encodeTlv('9F27', Uint8Array.of(decided.type)), encodeTlv('9F36', counter));
  const tail = encodeTlv('9F10', issuerApplicationData(card, { verificationResults, iccDynamicNumber }));
  const middle = decided.hasSignature
    ? encodeTlv('9F4B', signature(card, decided, { cryptogram, iccDynamicNumber, answered: concat(head, tail) }))
    : encodeTlv('9F26', cryptogram);
  return { data: encodeTlv('77', head, middle, tail), cryptogram };
}

/** The key of the present transaction. */
export function sessionKey(card: CardInside): Uint8Array {
  const { applicationTransactionCounter } = card.kept;
  return sessionKeyForCounter({ iccMasterKey: card.image.iccMasterKey, applicationTransactionCounter });
}

function signature(
  card: CardInside,
  decided: Decided,
  parts: { readonly cryptogram: Uint8Array; readonly iccDynamicNumber: Uint8Array; readonly answered: Uint8Array },
): Uint8Array {
  const { quirk } = card.image;
  const hash = sha1(decided.sentSoFar, parts.answered);
  return signDynamicData({
    key: card.image.iccPrivateKey,
    iccDynamicNumber: parts.iccDynamicNumber,
    cryptogramInformationData: decided.type,
    cryptogram: parts.cryptogram,
    transactionDataHash: quirk === 'bad-transaction-data-hash' ? withBitFlipped(hash, 0) : hash,
    unpredictableNumber:
      quirk === 'bad-dynamic-signature' ? withBitFlipped(decided.unpredictableNumber, 0) : decided.unpredictableNumber,
  });
}
