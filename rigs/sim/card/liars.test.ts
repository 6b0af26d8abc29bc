import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { createCard } from './card.ts';
import { applicationCryptogram } from './cryptography/application-cryptogram.ts';
import { deriveIccMasterKey, sessionKeyForCounter } from './cryptography/application-keys.ts';
import { schemeKeys } from './personalisation/scheme-keys.ts';
import { pick } from './testing/by-hand.ts';
import { terminalObjects } from './testing/by-hand-terminal.ts';
import { commands, countingRng, firstDataHex, generateAc, imageOf, initiatedCard, sendWell } from './testing/tap.ts';

describe('a liar that only its issuer can see through', () => {
  test('makes its cryptogram over one minor unit', () => {
    const answer = sendWell(initiatedCard('liar-wrong-amount'), generateAc('80'));
    expect(pick(answer, '9F26')).toBe(cryptogramOver('000000000001', answer));
    expect(pick(answer, '9F26')).not.toBe(cryptogramOver('000000001250', answer));
  });

  test('has the same counter in every transaction', () => {
    const card = createCard(imageOf('liar-counter-stands'), countingRng(1));
    const counters = Array.from({ length: 2 }, () => {
      card.powerOn();
      sendWell(card, commands.selectApplication);
      sendWell(card, commands.getProcessingOptions);
      return pick(sendWell(card, generateAc('80', firstDataHex)), '9F36');
    });
    expect(counters).toEqual(['0001', '0001']);
  });
});

test('a liar far away answers the relay exchange, but late', () => {
  const { response, processingMs } = initiatedCard('chip-relay-slow').respond(fromHex('80EA0000040102030400'));
  expect([toHex(response.slice(-2)), processingMs]).toEqual(['9000', 30]);
});

function cryptogramOver(amountHex: string, answerHex: string): string {
  const { pan, panSequenceNumber } = imageOf('liar-wrong-amount').account;
  const iccMasterKey = deriveIccMasterKey({ issuerMasterKey: schemeKeys.issuerMasterKey, pan, panSequenceNumber });
  const values = new Map([...terminalObjects].map(([tag, hex]) => [tag, fromHex(hex)]));
  return toHex(
    applicationCryptogram({
      sessionKey: sessionKeyForCounter({ iccMasterKey, applicationTransactionCounter: 1 }),
      terminalValues: values.set('9F02', fromHex(amountHex)),
      applicationInterchangeProfile: fromHex('1980'),
      counter: fromHex('0001'),
      cardVerificationResults: fromHex(pick(answerHex, '9F10').slice(4, 16)),
    }),
  );
}
