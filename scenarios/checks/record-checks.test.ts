import { describe, expect, test } from 'vitest';
import { loadChecks } from '../library.ts';
import { check as bothLogsAreThere } from './both-logs-are-there.check.ts';
import { check as cardHadPower } from './card-had-power.check.ts';
import {
  breaches,
  cardTalk,
  exchange,
  heard,
  journal,
  judgements,
  masked,
  reported,
  request,
  sent,
  tlv,
} from './journal.fixture.ts';
import { check as noAccountNumber } from './no-account-number-in-the-clear.check.ts';

/** A number of the schemes' public test ranges, with a right check digit. */
const account = '4111111111111111';

test.each(await loadChecks())('$name finds nothing in an empty journal', (check) => {
  expect(judgements(check, [])).toBe(0);
});

describe('both-logs-are-there', () => {
  test('accepts a card log and a host log on one clock', () => {
    expect(breaches(bothLogsAreThere, journal(cardTalk(), request()))).toEqual([]);
    expect(judgements(bothLogsAreThere, journal(cardTalk(), request()))).toBe(1);
  });

  test('catches a clock that steps back', () => {
    const events = journal(cardTalk(), request());
    const stepped = events.map((event) => (event.kind === 'host-message' ? { ...event, atMs: 5 } : event));
    expect(breaches(bothLogsAreThere, stepped)).toHaveLength(1);
  });

  test('says nothing when the transaction never went online', () => {
    expect(judgements(bothLogsAreThere, journal(cardTalk()))).toBe(0);
  });
});

describe('card-had-power', () => {
  const field = (isPowered: boolean) =>
    ({ kind: 'field', card: 'standard', strengthAPerM: isPowered ? 2 : 0.2, isPowered }) as const;

  test('accepts answers of a card in the field', () => {
    expect(breaches(cardHadPower, journal(field(true), cardTalk(), field(false)))).toEqual([]);
  });

  test.each([
    { when: 'never came into the field', events: journal(cardTalk()) },
    { when: 'had left the field', events: journal(field(true), field(false), cardTalk()) },
  ])('catches an answer of a card that $when', ({ events }) => {
    expect(breaches(cardHadPower, events)).toHaveLength(1);
  });

  test('says nothing about commands that nobody answered', () => {
    expect(judgements(cardHadPower, journal(exchange('00A4040000')))).toBe(0);
  });

  test('is about the bench, not about the subject', () => {
    expect(cardHadPower.breach).toBe('error');
  });
});

describe('no-account-number-in-the-clear', () => {
  test('accepts what the mask leaves', () => {
    const clean = journal(cardTalk(), request(), reported({ maskedPan: '411111******1111' }));
    expect(breaches(noAccountNumber, clean)).toEqual([]);
  });

  test.each([
    { where: 'a text', events: journal({ kind: 'display', text: `CARD ${account}` }) },
    { where: 'DE2', events: journal(sent('0200', { '2': account })) },
    { where: 'tag 5A of a record', events: journal(exchange('00B2010C00', `${tlv('70', tlv('5A', account))}9000`)) },
    {
      where: 'track 2 of a record',
      events: journal(exchange('00B2010C00', `${tlv('70', tlv('57', `${account}D2912201000000000F`))}9000`)),
    },
    {
      where: 'a harmless tag of a record',
      events: journal(exchange('00B2010C00', `${tlv('70', tlv('9F7C', `${account}FFFF`))}9000`)),
    },
    { where: 'DE55', events: journal(heard('0210', { '55': tlv('5A', account) })) },
    {
      where: 'the data of a command, when the record shows its ends elsewhere',
      events: journal(request(), exchange(`80AE80001200000000${account}00000000000000`)),
    },
    {
      where: 'a fact',
      events: journal({ kind: 'kernel', step: 'records-read', facts: { note: masked(account) } }),
    },
  ])('catches one in $where', ({ events }) => {
    expect(breaches(noAccountNumber, events)).toHaveLength(1);
  });

  test('takes neither amounts, dates, references nor application names for one', () => {
    const events = journal(
      sent('0420', { '90': '020000000111230800010000040000100000000000', '37': '632708000001', '7': '1123080001' }),
      exchange('00A4040007A000000004101000', `${tlv('6F', tlv('84', 'A0000000041010'))}9000`),
      { kind: 'kernel', step: 'selected', facts: { aid: masked('A000000***1010') } },
      reported({ amountMinor: 999_999_999_999 }),
    );
    expect(breaches(noAccountNumber, events)).toEqual([]);
  });

  test('is about the bench, not about the subject', () => {
    expect(noAccountNumber.breach).toBe('error');
  });
});
