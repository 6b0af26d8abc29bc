import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { check as booksAgree } from './books-agree.check.ts';
import {
  acknowledgement,
  answer,
  book,
  breaches,
  journal,
  judgements,
  reported,
  reportedSilence,
  request,
  requested,
  reversal,
} from './journal.fixture.ts';
import { check as oneRequest } from './one-request-a-transaction.check.ts';
import { check as only00Approves } from './only-00-approves.check.ts';
import { check as reversalGoesFirst } from './reversal-goes-first.check.ts';
import { check as reversalOnlyWhenInDoubt } from './reversal-only-when-in-doubt.check.ts';

const all = [booksAgree, only00Approves, reversalGoesFirst, reversalOnlyWhenInDoubt];

const declined = { outcome: 'declined', reason: 'declined-by-issuer', responseCode: '51' } as const;
const noAnswer = { outcome: 'no-answer', reason: 'terminal-lost-power', wentOnline: false } as const;
const powerLost: Happening = { kind: 'power', of: 'terminal', isOn: false, why: 'brown-out' };
const powerBack: Happening = { kind: 'power', of: 'terminal', isOn: true, why: 'switched on again' };
const captured = { state: 'captured' } as const;
const reversed = { state: 'reversed' } as const;
const open = { state: 'open' } as const;
const secondRequest = request({ '11': '000003', '37': '632708000003' });

/** A purchase, approved, in both books. */
const sale = [requested(), request(), answer('00'), reported(), book('acquirer', captured), book('terminal', captured)];

/** A purchase whose answer was lost, reversed and acknowledged. */
const silence = [
  requested(),
  request(),
  answer('00', {}, false),
  reversal('0420'),
  acknowledgement(),
  reportedSilence(),
];

/** Stories that end well, or that nobody has brought to an end yet by no fault of the terminal. */
const lawful: readonly { readonly story: string; readonly events: readonly Happening[] }[] = [
  { story: 'an approved sale', events: sale },
  {
    story: 'a sale that the issuer declines',
    events: [
      requested(),
      request(),
      answer('51', { '11': '000001' }),
      reported(declined),
      book('acquirer', { state: 'declined' }),
      book('terminal', { state: 'declined' }),
    ],
  },
  {
    story: 'a lost approval that is reversed',
    events: [...silence, book('acquirer', reversed), book('terminal', reversed)],
  },
  {
    story: 'a lost decline that is reversed, as the terminal can not know',
    events: [...silence, book('acquirer', { state: 'declined' }), book('terminal', reversed)],
  },
  {
    story: 'a request that never arrived and is reversed',
    events: [
      requested(),
      request({}, false),
      reversal('0420'),
      acknowledgement(),
      reportedSilence(),
      book('acquirer'),
      book('terminal', reversed),
    ],
  },
  {
    story: 'an approval that comes too late and is reversed',
    events: [
      requested(),
      request(),
      reversal('0420'),
      answer('00'),
      acknowledgement(),
      reportedSilence(),
      book('acquirer', reversed),
      book('terminal', reversed),
    ],
  },
  {
    story: 'a reversal that is still owed because no acknowledgement comes through',
    events: [
      requested(),
      request(),
      answer('00', {}, false),
      reversal('0420'),
      acknowledgement(false),
      reportedSilence(),
      reversal('0421'),
      book('acquirer', captured),
      book('terminal', open),
    ],
  },
  {
    story: 'a reversal that was booked and whose acknowledgement was lost',
    events: [
      requested(),
      request(),
      reversal('0420'),
      acknowledgement(false),
      reportedSilence(),
      book('acquirer', reversed),
      book('terminal', open),
    ],
  },
  {
    story: 'a reversal that can not leave because the host refuses to be called',
    events: [
      requested(),
      request(),
      { kind: 'host-link', state: 'reset' },
      { kind: 'host-link', state: 'refused' },
      reportedSilence(),
      book('acquirer', captured),
      book('terminal', open),
    ],
  },
  {
    story: 'a terminal that lies without power at the end',
    events: [requested(), request(), powerLost, reported(noAnswer), book('acquirer', captured), book('terminal', open)],
  },
  {
    story: 'a power cut between the last write and the report',
    events: [
      requested(),
      request(),
      answer('00'),
      powerLost,
      reported(noAnswer),
      powerBack,
      book('acquirer', captured),
      book('terminal', captured),
    ],
  },
  {
    story: 'a refund',
    events: [
      requested('refund'),
      request({ '3': '200000' }),
      answer('00'),
      reported(),
      book('acquirer', { state: 'captured', amountMinor: -1250 }),
      book('terminal', { state: 'captured', amountMinor: -1250 }),
    ],
  },
  {
    story: 'a sale without a host',
    events: [
      requested(),
      reported({ outcome: 'declined', reason: 'host-unreachable', wentOnline: false }),
      book('acquirer'),
      book('terminal', { state: 'declined' }),
    ],
  },
];

describe.each(all)('$name', (check) => {
  test.each(lawful)('has nothing against $story', ({ events }) => {
    expect(breaches(check, journal(events))).toEqual([]);
  });
});

describe('books-agree', () => {
  const ends = (acquirer: Happening, terminal: Happening) => [requested(), request(), acquirer, terminal];

  test.each([
    {
      fault: 'an approved sale that nobody booked',
      events: [requested(), reported(), book('acquirer'), book('terminal', captured)],
    },
    {
      fault: 'an approved sale that was booked twice',
      events: [requested(), reported(), book('acquirer', captured, captured), book('terminal', captured)],
    },
    {
      fault: 'an approved sale that was booked with another amount',
      events: [
        requested(),
        reported(),
        book('acquirer', { state: 'captured', amountMinor: 125_000 }),
        book('terminal', captured),
      ],
    },
    {
      fault: 'one booking for two approvals',
      events: [
        requested(),
        reported(),
        requested(),
        reported(),
        book('acquirer', captured),
        book('terminal', captured),
      ],
    },
    {
      fault: 'money taken after the cashier was told of a decline',
      events: [requested(), reported(declined), book('acquirer', captured), book('terminal', { state: 'declined' })],
    },
    {
      fault: 'a refund that was booked as a sale',
      events: [requested('refund'), reported(), book('acquirer', captured), book('terminal', captured)],
    },
    {
      fault: 'a void that was confirmed and never carried out',
      events: [
        requested(),
        reported(),
        requested('void'),
        reported(),
        book('acquirer', captured),
        book('terminal', captured),
      ],
    },
    {
      fault: 'a pre-authorization that is collected at once',
      events: [requested('pre-authorization'), reported(), book('acquirer', captured), book('terminal', captured)],
    },
    { fault: 'a transaction that the terminal forgot', events: ends(book('acquirer', reversed), book('terminal')) },
    {
      fault: 'a sale that the terminal counts and the acquirer reversed',
      events: ends(book('acquirer', reversed), book('terminal', captured)),
    },
    {
      fault: 'a terminal that believes in a reversal that nobody made',
      events: ends(book('acquirer', captured), book('terminal', reversed)),
    },
    {
      fault: 'a terminal that leaves a doubt and does nothing',
      events: ends(book('acquirer', captured), book('terminal', open)),
    },
    {
      fault: 'a terminal that goes on doubting after the acknowledgement',
      events: [...silence, book('acquirer', reversed), book('terminal', open)],
    },
    {
      fault: 'a terminal that was switched on again and reversed nothing',
      events: [
        requested(),
        request(),
        powerLost,
        reported(noAnswer),
        powerBack,
        book('acquirer', captured),
        book('terminal', open),
      ],
    },
  ])('catches $fault', ({ events }) => {
    expect(breaches(booksAgree, journal(events)).length).toBeGreaterThan(0);
  });

  test('decides nothing while a reversal is owed', () => {
    const events = [request(), reversal('0420'), book('acquirer', captured), book('terminal', open)];
    expect(judgements(booksAgree, journal(events))).toBe(0);
  });

  test('needs both books', () => {
    expect(judgements(booksAgree, journal(reported(), book('acquirer', captured)))).toBe(0);
  });
});

describe('only-00-approves', () => {
  test.each([
    { fault: 'on a decline', events: [request(), answer('51'), reported()] },
    { fault: 'on an unknown code', events: [request(), answer('A7'), reported()] },
    { fault: 'without an answer', events: [request(), reported()] },
    { fault: 'on an answer that was lost on the way', events: [request(), answer('00', {}, false), reported()] },
    { fault: 'on an answer to another request', events: [request(), answer('00', { '11': '000007' }), reported()] },
    { fault: 'before the answer', events: [request(), reported(), answer('00')] },
    { fault: 'on the second of two answers', events: [request(), answer('05'), answer('00'), reported()] },
  ])('catches an approval $fault', ({ events }) => {
    expect(breaches(only00Approves, journal(requested(), events))).toHaveLength(1);
  });

  test('catches a cardholder who reads an approval that is none', () => {
    const approval: Happening = { kind: 'display', text: 'APPROVED' };
    const events = journal(requested(), request(), answer('51'), approval, reported(declined));
    expect(breaches(only00Approves, events)).toEqual(['a cardholder who is not charged reads no approval']);
  });

  test('does not hold the text of the sale before against a decline', () => {
    const approval: Happening = { kind: 'display', text: 'APPROVED' };
    const refusal: Happening = { kind: 'display', text: 'NOT APPROVED' };
    const events = journal(
      requested(),
      request(),
      answer('00'),
      approval,
      reported(),
      requested(),
      refusal,
      reported(declined),
    );
    expect(breaches(only00Approves, events)).toEqual([]);
  });
});

describe('reversal-only-when-in-doubt', () => {
  test.each([
    { fault: 'a request without an answer or a reversal', events: [request(), reportedSilence()] },
    { fault: 'an approved sale that is reversed', events: [request(), answer('00'), reported(), reversal('0420')] },
    { fault: 'a decline that is reversed', events: [request(), answer('51'), reported(declined), reversal('0420')] },
    {
      fault: 'one doubt with two reversals',
      events: [request(), reversal('0420'), reversal('0420', { '11': '000003' }), reportedSilence()],
    },
    {
      fault: 'a doubt that the power cut away for good',
      events: [request(), powerLost, reported(noAnswer), powerBack],
    },
  ])('catches $fault', ({ events }) => {
    expect(breaches(reversalOnlyWhenInDoubt, journal(events))).toHaveLength(1);
  });

  test('counts repeats of one reversal as one', () => {
    const events = journal(request(), reversal('0420'), reversal('0421'), reversal('0421'), reportedSilence());
    expect(breaches(reversalOnlyWhenInDoubt, events)).toEqual([]);
  });
});

describe('reversal-goes-first', () => {
  test('accepts a new sale after the acknowledgement', () => {
    const events = journal(request(), reversal('0420'), acknowledgement(), secondRequest);
    expect(breaches(reversalGoesFirst, events)).toEqual([]);
    expect(judgements(reversalGoesFirst, events)).toBe(1);
  });

  test.each([
    { fault: 'before the reversal is sent', events: [request(), secondRequest, reversal('0420'), acknowledgement()] },
    { fault: 'before it is acknowledged', events: [request(), reversal('0420'), secondRequest, acknowledgement()] },
    {
      fault: 'after an acknowledgement that was lost',
      events: [request(), reversal('0420'), acknowledgement(false), secondRequest],
    },
    {
      fault: 'after a late approval whose reversal is pending',
      events: [request(), reversal('0420'), answer('00'), secondRequest],
    },
  ])('catches a new sale $fault', ({ events }) => {
    expect(breaches(reversalGoesFirst, journal(events))).toHaveLength(1);
  });

  test('says nothing where nothing was ever in doubt', () => {
    expect(judgements(reversalGoesFirst, journal(request(), answer('00'), secondRequest))).toBe(0);
  });
});

test('a transaction that is asked for at a second host is a breach; the next one is not', () => {
  const again = request({ '11': '000002', '37': '632708000002' });
  expect(breaches(oneRequest, journal(requested(), request(), again, reported()))).toHaveLength(1);
  expect(breaches(oneRequest, journal(requested(), request(), reported(), requested(), again, reported()))).toEqual([]);
  expect(judgements(oneRequest, journal(requested(), request(), reported(), requested(), again, reported()))).toBe(2);
});
