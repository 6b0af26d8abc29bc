import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { check as chipSlotSelectsInOrder } from './chip-slot-selects-in-order.check.ts';
import { check as contactCompletionIsInOrder } from './contact-completion-is-in-order.check.ts';
import { check as entryModeIsContactless } from './entry-mode-is-contactless.check.ts';
import {
  answer,
  breaches,
  exchange,
  generateAc,
  journal,
  judgements,
  masked,
  records,
  reported,
  request,
  selectApplication,
  tlv,
} from './journal.fixture.ts';
import { check as issuerDataReachesTheCard } from './issuer-data-reaches-the-card.check.ts';
import { check as recordsAreReadInOrder } from './records-are-read-in-order.check.ts';
import { check as responseCodeFitsTheDecision } from './response-code-fits-the-decision.check.ts';
import { check as statusInformationIsLawful } from './status-information-is-lawful.check.ts';

const slotCard: Happening = { kind: 'slot', found: 'card', answerToReset: '3B600000' };

/** The same talk, through the contacts. */
function inSlot(...talk: readonly (Happening | readonly Happening[])[]): readonly Happening[] {
  const happenings: readonly Happening[] = [slotCard, ...talk.flat()];
  return happenings.map((happening) =>
    happening.kind === 'apdu' ? { ...happening, interface: 'contact' } : happening,
  );
}

const directoryCommand = '00A404000E315041592E5359532E444446303100';
const selectDirectory = exchange(directoryCommand, '6F0488020101'.padEnd(14, '0') + '9000');
const directoryRecord = exchange('00B2010C00', `${tlv('70', tlv('61', tlv('4F', 'A0000000041010')))}9000`);
const endOfDirectory = exchange('00B2020C00', '6A83');
const directory = [selectDirectory, directoryRecord, endOfDirectory].flat();
const { first, second, third } = records();
/** Interchange profile with (1C) or without (18) issuer authentication by EXTERNAL AUTHENTICATE. */
const options = (profileHex: string) =>
  exchange('80A8000002830000', `${tlv('77', tlv('82', profileHex) + tlv('94', '0801010010010200'))}9000`);
const untilCryptogram = (profileHex = '1C00') =>
  [directory, selectApplication(), options(profileHex), first, second, third, generateAc()].flat();
const authenticate = exchange('008200000A11223344556677880000', '9000');
const finish = (kind: '00' | '40') => exchange(`80AE${kind}00020000`, '9000');
const approved = answer('00', { '55': tlv('91', '11223344556677880000') });

describe('chip-slot-selects-in-order', () => {
  test.each([
    { talk: 'a directory', happenings: directory, count: 2 },
    { talk: 'no directory', happenings: [...exchange(directoryCommand, '6A82'), ...selectApplication()], count: 2 },
    { talk: 'a blocked card', happenings: exchange(directoryCommand, '6A81'), count: 2 },
  ])('has nothing against $talk', ({ happenings, count }) => {
    const events = journal(inSlot(happenings));
    expect(breaches(chipSlotSelectsInOrder, events)).toEqual([]);
    expect(judgements(chipSlotSelectsInOrder, events)).toBe(count);
  });

  test.each([
    { fault: 'begins with an application', happenings: selectApplication() },
    { fault: 'stops before the end of the directory', happenings: [...selectDirectory, ...directoryRecord] },
    {
      fault: 'goes on with a blocked card',
      happenings: [...exchange(directoryCommand, '6A81'), ...selectApplication()],
    },
    { fault: 'gives up without a directory', happenings: exchange(directoryCommand, '6A82') },
    { fault: 'begins with the second record', happenings: [...selectDirectory, ...endOfDirectory] },
  ])('catches a terminal that $fault', ({ happenings }) => {
    expect(breaches(chipSlotSelectsInOrder, journal(inSlot(happenings)))).toHaveLength(1);
  });
});

describe('records-are-read-in-order', () => {
  test('does not take the records of the directory for those of the locator', () => {
    const events = journal(inSlot(untilCryptogram()));
    expect(breaches(recordsAreReadInOrder, events)).toEqual([]);
    expect(judgements(recordsAreReadInOrder, events)).toBe(1);
  });
});

describe('contact-completion-is-in-order', () => {
  test.each([
    { end: 'approved', rest: [approved, authenticate, finish('40')].flat() },
    {
      end: 'approved, with a script afterwards',
      rest: [approved, authenticate, finish('40'), exchange('8424000000', '9000')].flat(),
    },
    { end: 'declined', rest: [answer('05'), finish('00')].flat() },
    { end: 'never answered', rest: finish('00') },
  ])('has nothing against a purchase that is $end', ({ rest }) => {
    const events = journal(inSlot(untilCryptogram(), request(), rest));
    expect(breaches(contactCompletionIsInOrder, events)).toEqual([]);
    expect(judgements(contactCompletionIsInOrder, events)).toBeGreaterThan(0);
  });

  test.each([
    { fault: 'asks for a TC after a refusal', rest: [answer('05'), finish('40')].flat() },
    { fault: 'leaves the issuer unauthenticated', rest: [approved, finish('40')].flat() },
    { fault: 'authenticates twice', rest: [approved, authenticate, authenticate, finish('40')].flat() },
    { fault: 'asks for a third cryptogram', rest: [approved, authenticate, finish('40'), finish('00')].flat() },
    { fault: 'reads on after the end', rest: [approved, authenticate, finish('40'), first].flat() },
  ])('catches a terminal that $fault', ({ rest }) => {
    expect(breaches(contactCompletionIsInOrder, journal(inSlot(untilCryptogram(), request(), rest)))).toHaveLength(1);
  });

  test('catches issuer authentication that the card does not know', () => {
    const events = journal(inSlot(untilCryptogram('1800'), request(), approved, authenticate, finish('40')));
    expect(breaches(contactCompletionIsInOrder, events)).toHaveLength(1);
  });
});

describe('status-information-is-lawful', () => {
  const requestedAtSlot: Happening = {
    kind: 'requested',
    request: { kind: 'purchase', entry: 'contact', amountMinor: 1250, currencyCode: '978' },
  };
  const report = (resultsHex: string, statusHex: string) =>
    journal(requestedAtSlot, [
      reported({ terminalVerificationResultsHex: resultsHex, transactionStatusInformationHex: statusHex }),
    ]);

  test.each([
    ['8000008000', '6800'],
    ['4000000000', 'E800'],
  ])('accepts %s with %s', (resultsHex, statusHex) => {
    expect(breaches(statusInformationIsLawful, report(resultsHex, statusHex))).toEqual([]);
  });

  test.each([
    { fault: 'sets a reserved bit', resultsHex: '8000000000', statusHex: '6801' },
    { fault: 'forgets that risk management ran', resultsHex: '0000008000', statusHex: 'E000' },
    { fault: 'says authenticated and not authenticated', resultsHex: '8000000000', statusHex: 'E800' },
    { fault: 'forgets that authentication failed', resultsHex: '0400000000', statusHex: '6800' },
  ])('catches a terminal that $fault', ({ resultsHex, statusHex }) => {
    expect(breaches(statusInformationIsLawful, report(resultsHex, statusHex))).toHaveLength(1);
  });
});

describe('entry-mode-is-contactless', () => {
  test('wants 05 of the chip slot', () => {
    expect(breaches(entryModeIsContactless, journal(inSlot(untilCryptogram()), request({ '22': '051' })))).toEqual([]);
    expect(breaches(entryModeIsContactless, journal(inSlot(untilCryptogram()), request()))).toHaveLength(1);
  });
});

describe('issuer-data-reaches-the-card', () => {
  const unblock = '842400000811223344556677AA';
  const own = '84E60000081122334455667788';
  const script = (template: string, ...commands: readonly string[]) =>
    tlv(template, commands.map((command) => tlv('86', command)).join(''));
  const proof = tlv('91', '11223344556677880000');
  const talk = (answered: string, ...after: readonly (readonly Happening[])[]) =>
    journal(inSlot(untilCryptogram(), answer('00', { '55': answered }), ...after));

  test.each([
    { what: 'a proof', events: talk(proof, authenticate, finish('40')), count: 2 },
    {
      what: 'scripts before and after',
      events: talk(
        script('71', own) + script('72', unblock),
        exchange(own, '9000'),
        finish('40'),
        exchange(unblock, '9000'),
      ),
      count: 1,
    },
    {
      what: 'a script that ends at an error',
      events: talk(script('72', own, unblock), finish('40'), exchange(own, '6D00')),
      count: 1,
    },
    { what: 'a card that is gone', events: talk(script('72', own)), count: 0 },
    {
      what: 'a proof that the mask hid in part',
      events: talk(tlv('91', '112233**********0000'), authenticate, finish('40')),
      count: 2,
    },
  ])('has nothing against $what', ({ events, count }) => {
    expect(breaches(issuerDataReachesTheCard, events)).toEqual([]);
    expect(judgements(issuerDataReachesTheCard, events)).toBe(count);
  });

  test.each([
    { fault: 'another proof', events: talk(tlv('91', '11223344556677880001'), authenticate, finish('40')) },
    { fault: 'no script', events: talk(script('72', unblock), finish('40')) },
    { fault: 'half a script', events: talk(script('72', own, unblock), finish('40'), exchange(own, '9000')) },
    {
      fault: 'an altered script',
      events: talk(script('72', unblock), finish('40'), exchange(`${unblock.slice(0, -2)}AB`, '9000')),
    },
    {
      fault: 'an order of its own',
      events: talk(script('72', own, unblock), finish('40'), exchange(unblock, '9000'), exchange(own, '9000')),
    },
    {
      fault: 'a command that nobody ordered',
      events: talk(proof, authenticate, finish('40'), exchange(unblock, '9000')),
    },
  ])('sees a terminal that delivers $fault', ({ events }) => {
    expect(breaches(issuerDataReachesTheCard, events)).not.toEqual([]);
  });
});

describe('response-code-fits-the-decision', () => {
  const step = (name: string, facts: Readonly<Record<string, string>>): Happening => ({
    kind: 'kernel',
    step: name,
    facts: Object.fromEntries(Object.entries(facts).map(([tag, value]) => [tag, masked(value)])),
  });
  const alone = (cryptogram: string, code: string) =>
    journal(
      inSlot(untilCryptogram(), [
        step('cryptogram', { '9F27': cryptogram }),
        step('ended-offline', { '8A': code }),
        reported(),
      ]),
    );
  const online = (code: string, end = reported({ responseCode: '00' })) =>
    journal(inSlot(untilCryptogram(), request(), approved, [step('completed', { '8A': code }), end]));

  test.each([
    { what: 'an offline approval', events: alone('40', '5931') },
    { what: 'an offline decline', events: alone('00', '5A31') },
    { what: 'the code of the host', events: online('3030') },
  ])('has nothing against $what', ({ events }) => {
    expect(breaches(responseCodeFitsTheDecision, events)).toEqual([]);
    expect(judgements(responseCodeFitsTheDecision, events)).toBe(1);
  });

  test.each([
    { fault: 'a decline that is called an approval', events: alone('00', '5931') },
    { fault: 'an approval with the code of a host', events: alone('40', '3030') },
    { fault: 'a code of the terminal instead of the host’s', events: online('5931') },
  ])('sees $fault', ({ events }) => {
    expect(breaches(responseCodeFitsTheDecision, events)).not.toEqual([]);
  });
});
