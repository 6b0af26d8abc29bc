import { describe, expect, test } from 'vitest';
import type { CardholderQuestion } from '#drivers/ports/cardholder.ts';
import type { Happening } from '#drivers/ports/evidence.ts';
import { check as completionIsInOrder } from './contact-completion-is-in-order.check.ts';
import { check as forcedAcceptanceIsMarked } from './forced-acceptance-is-marked.check.ts';
import {
  answer,
  breaches,
  chipData,
  exchange,
  generateAc,
  journal,
  judgements,
  masked,
  reported,
  request,
  requested,
  requestFields,
  selectApplication,
  sent,
  tlv,
} from './journal.fixture.ts';
import { check as only00Approves } from './only-00-approves.check.ts';
import { check as referralAlerts } from './referral-alerts-the-attendant.check.ts';

const slotCard: Happening = { kind: 'slot', found: 'card', answerToReset: '3B600000' };
const alert: Happening = { kind: 'display', text: 'CALL YOUR BANK' };

function inSlot(...talk: readonly (Happening | readonly Happening[])[]): readonly Happening[] {
  return [slotCard, ...talk.flat()].map((happening: Happening) =>
    happening.kind === 'apdu' ? { ...happening, interface: 'contact' } : happening,
  );
}

function decided(asked: CardholderQuestion, did: string): Happening {
  return { kind: 'cardholder', asked, did };
}

/** The card's second list asks for the response code (8A) alone. */
const lists = exchange('00B2011400', `${tlv('70', tlv('8C', '95059F3704') + tlv('8D', '8A02'))}9000`);
const asking = (type = '22') => request({ '22': '051', '55': chipData({ '9F35': type }) });
const until = (type?: string): readonly Happening[] =>
  [selectApplication(), lists, generateAc(), asking(type), answer('01')].flat();
const second = (kind: '00' | '40', codeHex = '3031') => exchange(`80AE${kind}0002${codeHex}00`, '9000');

describe('referral-alerts-the-attendant', () => {
  test('has nothing against an alert before the second cryptogram, with the code of the issuer', () => {
    const events = journal(inSlot(until(), alert, second('00')));
    expect(breaches(referralAlerts, events)).toEqual([]);
    expect(judgements(referralAlerts, events)).toBe(2);
  });

  test('wants no alert where the terminal is unattended', () => {
    expect(breaches(referralAlerts, journal(inSlot(until('25'), second('00'))))).toEqual([]);
  });

  test.each([
    { fault: 'alerts nobody', talk: [until(), second('00')] },
    { fault: 'alerts when the card has decided', talk: [until(), second('00'), alert] },
    { fault: 'tells the card another code', talk: [until(), alert, second('40', '3030')] },
  ])('catches a terminal that $fault', ({ talk }) => {
    expect(breaches(referralAlerts, journal(inSlot(...talk.flat())))).toHaveLength(1);
  });
});

describe('contact-completion-is-in-order', () => {
  const approvedBy = (who: readonly Happening[]) => journal(inSlot(until(), alert, who, second('40')));

  test('lets the attendant approve a referral, and nobody else', () => {
    expect(breaches(completionIsInOrder, approvedBy([decided('referral', 'approved')]))).toEqual([]);
    expect(breaches(completionIsInOrder, approvedBy([decided('referral', 'declined')]))).toHaveLength(1);
    expect(breaches(completionIsInOrder, approvedBy([]))).toHaveLength(1);
  });
});

describe('only-00-approves', () => {
  const end = reported({ stan: '000002', reason: 'forced-acceptance', responseCode: '05' });
  const sale = (did: string) => journal(requested(), request(), answer('05'), decided('forced acceptance', did), end);

  test('lets the attendant force a sale, and not leave it declined', () => {
    expect(breaches(only00Approves, sale('forced'))).toEqual([]);
    expect(breaches(only00Approves, sale('left it declined'))).toHaveLength(1);
  });
});

describe('forced-acceptance-is-marked', () => {
  const alone: Happening = { kind: 'kernel', step: 'ended-offline', facts: { '8A': masked('5A31') } };
  const end = reported({ stan: '000002', reason: 'forced-acceptance', responseCode: 'Z1', wentOnline: false });
  const advice = (changes: Readonly<Record<string, string | undefined>>) =>
    sent('0220', { ...requestFields, '11': '000002', '39': 'Z1', '62': '01', ...changes });
  const forced = decided('forced acceptance', 'forced');

  test('has nothing against a mark and the code of the decline', () => {
    const events = journal(requested(), alone, forced, end, advice({}));
    expect(breaches(forcedAcceptanceIsMarked, events)).toEqual([]);
    expect(judgements(forcedAcceptanceIsMarked, events)).toBe(2);
  });

  test('says nothing of an advice that nobody forced', () => {
    const events = journal(requested(), alone, end, advice({ '39': 'Y1', '62': undefined }));
    expect(judgements(forcedAcceptanceIsMarked, events)).toBe(0);
  });

  test.each([
    { fault: 'marks nothing', talk: [alone, forced, end, advice({ '62': undefined })] },
    { fault: 'writes the code of an approval', talk: [alone, forced, end, advice({ '39': 'Y1' })] },
    { fault: 'marks what nobody forced', talk: [alone, end, advice({})] },
  ])('catches a terminal that $fault', ({ talk }) => {
    expect(breaches(forcedAcceptanceIsMarked, journal(requested(), ...talk))).toHaveLength(1);
  });
});
