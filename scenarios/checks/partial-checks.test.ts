import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { check as booksAgree } from './books-agree.check.ts';
import {
  acknowledgement,
  answer,
  book,
  breaches,
  journal,
  masked,
  reported,
  request,
  requested,
  reversal,
} from './journal.fixture.ts';
import { check as only00Approves } from './only-00-approves.check.ts';
import { check as partIsTakenOrReversed } from './part-is-taken-or-reversed.check.ts';
import { check as partialReversalSaysWhatIsLeft } from './partial-reversal-says-what-is-left.check.ts';
import { check as reversalOnlyWhenInDoubt } from './reversal-only-when-in-doubt.check.ts';

const leaves = (amount: string): string => `${amount}000000000000C00000000C00000000`;
const part = { state: 'captured', amountMinor: 600 } as const;
const asked = request({ '61': '1' });
const partly = answer('10', { '4': '000000000600' });
const taken = {
  outcome: 'approved',
  reason: 'approved-in-part',
  responseCode: '10',
  amountMinor: 600,
  remainderMinor: 650,
  displayed: ['APPROVED 6.00 - DUE 6.50'],
} as const;
const receipt: Happening = { kind: 'receipt', text: masked('AMOUNT 6.00\nSTILL TO PAY 6.50\n') };
const refused = { outcome: 'declined', reason: 'part-refused', responseCode: '10' } as const;
const books = [book('acquirer', part), book('terminal', part)];

/** Goods of a sale come back: 600 of 1250 are left. */
const correction: readonly Happening[] = [
  requested(),
  request(),
  answer('00'),
  reported(),
  requested('partial-reversal'),
  reversal('0420', { '95': leaves('000000000600') }),
  reported({ amountMinor: 600 }),
  ...books,
];
const sale: readonly Happening[] = [requested(), asked, partly, receipt, reported(taken), ...books];

describe.each([
  booksAgree,
  only00Approves,
  partIsTakenOrReversed,
  partialReversalSaysWhatIsLeft,
  reversalOnlyWhenInDoubt,
])('$name', (check) => {
  test.each([
    ['a part that is taken', sale],
    [
      'a part that is refused',
      [
        requested(),
        asked,
        partly,
        reversal('0420'),
        reported(refused),
        book('acquirer', { ...part, state: 'reversed' }),
        book('terminal', { state: 'reversed' }),
      ],
    ],
    ['goods that come back', correction],
  ] as const)('has nothing against %s', (_story, events) => {
    expect(breaches(check, journal(...events))).toEqual([]);
  });
});

describe('part-is-taken-or-reversed', () => {
  test.each([
    { fault: 'by a terminal that did not say so', events: [requested(), request(), partly, receipt, reported(taken)] },
    {
      fault: 'for the whole amount',
      events: [requested(), asked, partly, receipt, reported({ ...taken, amountMinor: 1250 })],
    },
    {
      fault: 'without a word on the receipt',
      events: [requested(), asked, partly, { ...receipt, text: masked('AMOUNT 6.00') }, reported(taken)],
    },
    {
      fault: 'without a word on the display',
      events: [requested(), asked, partly, receipt, reported({ ...taken, displayed: ['APPROVED'] })],
    },
  ])('catches a part that is taken $fault', ({ events }) => {
    expect(breaches(partIsTakenOrReversed, journal(...events))).toHaveLength(1);
  });

  test('catches a part that is not taken and of which a part is left', () => {
    const inPart = reversal('0420', { '95': leaves('000000000100') });
    const events = journal(requested(), asked, partly, inPart, acknowledgement(), reported(refused));
    expect(breaches(partIsTakenOrReversed, events)).toHaveLength(1);
  });

  test('catches a part that is neither taken nor reversed', () => {
    expect(breaches(partIsTakenOrReversed, journal(requested(), asked, partly, reported(refused)))).toHaveLength(1);
  });
});

describe('only-00-approves', () => {
  test('has nothing against an answer to a message that a bad line gave the number of the next sale', () => {
    const earlier = [
      requested(),
      request({ '11': '000017' }),
      answer('63'),
      reported({ outcome: 'declined', stan: '000016' }),
    ];
    expect(breaches(only00Approves, journal(...earlier, ...correction))).toEqual([]);
  });

  test.each([
    { fault: 'that nobody offered to take', events: [requested(), request(), partly, reported(taken)] },
    { fault: 'for the whole amount', events: [requested(), asked, partly, reported({ ...taken, amountMinor: 1250 })] },
    { fault: 'of another size', events: [requested(), asked, partly, reported({ ...taken, amountMinor: 599 })] },
  ])('catches the approval of a part $fault', ({ events }) => {
    expect(breaches(only00Approves, journal(...events))).toHaveLength(1);
  });
});

describe('partial-reversal-says-what-is-left', () => {
  const undone = book('terminal', { state: 'reversed' });
  test.each([
    { fault: 'more than there was', events: [reversal('0420', { '95': leaves('000000001251') }), undone] },
    { fault: 'all of it', events: [reversal('0420', { '95': leaves('000000001250') }), undone] },
    { fault: 'nothing', events: [reversal('0420', { '95': leaves('000000000000') }), undone] },
    { fault: 'no amount', events: [reversal('0420', { '95': '0'.repeat(42) }), undone] },
    {
      fault: 'another amount than the book has',
      events: [reversal('0420', { '95': leaves('000000000700') }), book('terminal', part)],
    },
    { fault: 'and does not say what', events: [reversal('0420'), book('terminal', part)] },
  ])('catches a reversal that leaves $fault', ({ events }) => {
    expect(breaches(partialReversalSaysWhatIsLeft, journal(request(), ...events))).toHaveLength(1);
  });

  test('takes the last of several for what is kept', () => {
    const events = [
      request(),
      reversal('0420', { '95': leaves('000000000900') }),
      reversal('0420', { '11': '000003', '95': leaves('000000000600') }),
      book('terminal', part),
    ];
    expect(breaches(partialReversalSaysWhatIsLeft, journal(...events))).toEqual([]);
  });
});
