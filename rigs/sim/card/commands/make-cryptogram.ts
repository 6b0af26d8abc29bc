import { concat, fromHex } from '../bytes.ts';
import { applicationCryptogram, minimumCryptogram } from '../cryptography/application-cryptogram.ts';
import { counterBytes, deriveSessionKey, sessionKeyForCounter } from '../cryptography/application-keys.ts';
import type { SelectedCard } from '../memory.ts';
import { plainCounters } from './card-verification-results.ts';

/** What a cryptogram is made from, besides the card itself. */
export interface CryptogramParts {
  /** All that the terminal sent, by tag. */
  readonly values: ReadonlyMap<string, Uint8Array>;
  readonly verificationResults: Uint8Array;
  /** Tag 9F10 as it is answered. */
  readonly issuerApplicationData: Uint8Array;
}

/** Lengths of what the terminal contributes, for a list that leaves something out: the card then counts zeros. */
const lengths: ReadonlyMap<string, number> = new Map([
  ['9F02', 6],
  ['9F03', 6],
  ['9F1A', 2],
  ['95', 5],
  ['5F2A', 2],
  ['9A', 3],
  ['9C', 1],
  ['9F37', 4],
]);
const oneMinorUnit = fromHex('000000000001');

/** The application cryptogram (tag 9F26) of the application's cryptogram version. */
export function makeCryptogram(card: SelectedCard, parts: CryptogramParts): Uint8Array {
  const { recipe, quirks, interchangeProfile } = card.application;
  const counter = counterBytes(card.own.transactionCounter);
  const values = new Map(
    [...lengths].map(([tag, length]) => [tag, parts.values.get(tag) ?? new Uint8Array(length)] as const),
  );
  if (quirks.has('wrong-amount')) values.set('9F02', oneMinorUnit);
  const unpredictableNumber = values.get('9F37') ?? new Uint8Array(4);
  const key = sessionKey(card, unpredictableNumber);
  if (recipe.issuerPart === 'minimum') {
    const amount = values.get('9F02') ?? new Uint8Array(6);
    return minimumCryptogram({
      key,
      amount,
      unpredictableNumber,
      counter,
      result: parts.issuerApplicationData.slice(4, 5),
    });
  }
  return applicationCryptogram({
    sessionKey: key,
    terminalValues: values,
    applicationInterchangeProfile: interchangeProfile,
    counter,
    cardVerificationResults: issuerPart(card, parts),
    padding: recipe.padding,
  });
}

/** The key of the present transaction's cryptograms. */
export function sessionKey(card: SelectedCard, unpredictableNumber: Uint8Array): Uint8Array {
  const iccMasterKey = card.application.masterKeys.cryptogram;
  const applicationTransactionCounter = card.own.transactionCounter;
  switch (card.application.recipe.sessionKey) {
    case 'none':
      return iccMasterKey;
    case 'common':
      return sessionKeyForCounter({ iccMasterKey, applicationTransactionCounter });
    case 'skd': {
      const zeros = new Uint8Array(2);
      const diversifier = concat(counterBytes(applicationTransactionCounter), zeros, unpredictableNumber);
      return deriveSessionKey({ iccMasterKey, diversifier });
    }
  }
}

/** Whether the issuer's proof is under the card's own key and not under the session key. */
export function provesUnderOwnKey({ application }: SelectedCard): boolean {
  return (application.recipe.sessionKey !== 'common') !== application.quirks.has('other-proof-key');
}

/** The key with which the issuer proves itself: the card's own where session keys take the unpredictable number. */
export function responseKey(card: SelectedCard): Uint8Array {
  const isOwn = provesUnderOwnKey(card);
  return isOwn ? card.application.masterKeys.cryptogram : sessionKey(card, new Uint8Array(4));
}

function issuerPart(card: SelectedCard, parts: CryptogramParts): Uint8Array {
  switch (card.application.recipe.issuerPart) {
    case 'whole':
      return parts.issuerApplicationData;
    case 'results-and-counters':
      return concat(parts.verificationResults, plainCounters(card));
    case 'results':
    case 'minimum':
      return parts.verificationResults;
  }
}
