import { expect, test } from 'vitest';
import type { Happening, Recorded } from '#drivers/ports/evidence.ts';
import { judgeMoney, toldIn, type Ledgers } from './money-oracle.ts';

const line = { stan: '000001', amountMinor: 1250, state: 'captured' } as const;
const reversed = { ...line, state: 'reversed' } as const;
const sold: Ledgers = {
  told: [{ kind: 'sale', amountMinor: 1250, answer: 'approved' }],
  terminal: [line],
  acquirer: [line],
  chargedMinor: 1250,
  owedCount: 0,
};
const undone: Ledgers = {
  ...sold,
  told: [{ kind: 'sale', amountMinor: 1250, answer: 'not-approved' }],
  terminal: [reversed],
  acquirer: [reversed],
  chargedMinor: 0,
};
const held = { ...line, state: 'held' } as const;
const part = { ...line, amountMinor: 600, askedMinor: 1250 } as const;
const partTold = { kind: 'sale', amountMinor: 1250, leftMinor: 600, answer: 'approved' } as const;
const reduction = { kind: 'reduction', amountMinor: 1250, leftMinor: 600, answer: 'approved' } as const;
const refund = { stan: '000002', amountMinor: -700, state: 'captured' } as const;

const lawful: readonly (readonly [string, Ledgers])[] = [
  ['a sale that everybody knows of', sold],
  ['a sale that was undone', undone],
  [
    'a sale that the terminal could not confirm any more, but holds',
    { ...sold, told: [{ kind: 'sale', amountMinor: 1250, answer: 'unknown' }] },
  ],
  [
    'a doubt that was undone, and the sale again',
    {
      ...sold,
      told: [
        { kind: 'sale', amountMinor: 1250, answer: 'unknown' },
        { kind: 'sale', amountMinor: 1250, answer: 'approved' },
      ],
      terminal: [{ ...reversed, stan: '000009' }, line],
      acquirer: [{ ...reversed, stan: '000009' }, line],
    },
  ],
  ['a reversal of what the host had declined', { ...undone, acquirer: [{ ...line, state: 'declined' }] }],
  [
    'money back',
    {
      ...sold,
      told: [...sold.told, { kind: 'sale', amountMinor: -700, answer: 'approved' }],
      terminal: [line, refund],
      acquirer: [line, refund],
      chargedMinor: 550,
    },
  ],
  [
    'a sale that was voided',
    {
      ...undone,
      told: [
        { kind: 'sale', amountMinor: 1250, answer: 'approved' },
        { kind: 'void', amountMinor: 1250, answer: 'approved' },
      ],
    },
  ],
  [
    'money that is set aside',
    {
      told: [{ kind: 'hold', amountMinor: 1250, answer: 'approved' }],
      terminal: [held],
      acquirer: [held],
      chargedMinor: 1250,
      owedCount: 0,
    },
  ],
  ['a part that was taken', { ...sold, told: [partTold], terminal: [part], acquirer: [part], chargedMinor: 600 }],
  [
    'a part that the terminal could not tell of any more, but holds',
    {
      ...sold,
      told: [{ kind: 'sale', amountMinor: 1250, answer: 'unknown' }],
      terminal: [part],
      acquirer: [part],
      chargedMinor: 600,
    },
  ],
  [
    'goods that came back',
    { ...sold, told: [...sold.told, reduction], terminal: [part], acquirer: [part], chargedMinor: 600 },
  ],
  ['goods that came back, or not', { ...sold, told: [...sold.told, { ...reduction, answer: 'unknown' }] }],
  ['nothing at all', { told: [], terminal: [], acquirer: [], chargedMinor: 0, owedCount: 0 }],
];

test.each(lawful)('no rule is broken by %s', (_, ledgers) => {
  expect(judgeMoney(ledgers)).toEqual([]);
});

const again = { ...line, stan: '000002' };
const unlawful: readonly (readonly [string, Ledgers, readonly string[]])[] = [
  [
    'a sale that was voided and is collected all the same',
    {
      ...sold,
      told: [...sold.told, { kind: 'void', amountMinor: 1250, answer: 'approved' }],
      terminal: [reversed],
    },
    ['collected-though-refused', 'totals-differ'],
  ],
  [
    'money that stays set aside behind the merchant’s back',
    {
      ...undone,
      told: [{ kind: 'hold', amountMinor: 1250, answer: 'not-approved' }],
      acquirer: [held],
      chargedMinor: 1250,
    },
    ['hold-forgotten'],
  ],
  [
    'a sale that was collected twice',
    { ...sold, acquirer: [line, again], chargedMinor: 2500 },
    ['charged-twice', 'totals-differ'],
  ],
  [
    'a sale that was reversed behind the merchant’s back',
    { ...sold, acquirer: [reversed], chargedMinor: 0 },
    ['approved-not-collected', 'known-not-collected', 'totals-differ'],
  ],
  [
    'a declined sale that was collected',
    { ...undone, acquirer: [line], chargedMinor: 1250 },
    ['collected-though-refused', 'totals-differ'],
  ],
  [
    'money that the merchant does not know of',
    { ...sold, told: [{ kind: 'sale', amountMinor: 1250, answer: 'unknown' }], terminal: [] },
    ['collected-not-known', 'totals-differ'],
  ],
  [
    'another amount than the merchant holds',
    { ...sold, acquirer: [{ ...line, amountMinor: 1205 }], chargedMinor: 1205 },
    ['approved-not-collected', 'charged-twice', 'known-not-collected', 'totals-differ'],
  ],
  ['a part that is collected whole', { ...sold, told: [partTold] }, ['collected-otherwise']],
  [
    'a part that is collected of what was approved whole',
    { ...sold, terminal: [part], acquirer: [part], chargedMinor: 600 },
    ['collected-otherwise'],
  ],
  ['goods that came back and are collected', { ...sold, told: [...sold.told, reduction] }, ['collected-otherwise']],
  [
    'a correction that nobody was told of',
    {
      ...sold,
      told: [...sold.told, { ...reduction, answer: 'not-approved' }],
      terminal: [part],
      acquirer: [part],
      chargedMinor: 600,
    },
    ['collected-otherwise'],
  ],
  ['a key for two messages', { ...undone, reusedKeyCount: 1 }, ['key-used-twice']],
  ['a doubt that stays', { ...undone, terminal: [{ ...line, state: 'open' }], owedCount: 1 }, ['doubt-left']],
  ['a cardholder who is charged for nothing', { ...undone, chargedMinor: 1250 }, ['totals-differ']],
];

test.each(unlawful)('rules are broken by %s', (_, ledgers, broken) => {
  expect(
    judgeMoney(ledgers)
      .map(({ invariant }) => invariant)
      .toSorted(),
  ).toEqual(broken);
});

const request = { kind: 'refund', amountMinor: 700, currencyCode: '978' } as const;
const report = {
  outcome: 'no-answer',
  reason: 'terminal-lost-power',
  wentOnline: false,
  amountMinor: 700,
  currencyCode: '978',
  displayed: [],
} as const;
const journal = (...happenings: readonly Happening[]): readonly Recorded[] =>
  happenings.map((happening, index) => ({ ...happening, index, atMs: index }));

test('what was displayed counts when the answer to the cashier was cut off', () => {
  const events = journal(
    { kind: 'requested', request },
    { kind: 'display', text: 'APPROVED' },
    { kind: 'reported', report },
  );
  expect(toldIn(events)).toEqual([{ kind: 'sale', amountMinor: -700, answer: 'approved' }]);
});

test('a part is as much as the display said when the answer to the cashier was cut off', () => {
  const events = journal(
    { kind: 'requested', request: { ...request, kind: 'purchase', amountMinor: 1250 } },
    { kind: 'display', text: 'APPROVED 6.00 - DUE 6.50' },
    { kind: 'reported', report },
  );
  expect(toldIn(events)).toEqual([{ kind: 'sale', amountMinor: 1250, leftMinor: 600, answer: 'approved' }]);
});

test('a correction is about the sale whose trace number it names', () => {
  const purchase = { ...request, kind: 'purchase', amountMinor: 1250 } as const;
  const approved = { ...report, outcome: 'approved', amountMinor: 1250, stan: '000001' } as const;
  const events = journal(
    { kind: 'requested', request: purchase },
    { kind: 'reported', report: approved },
    { kind: 'requested', request: { ...purchase, kind: 'partial-reversal', amountMinor: 600, originalStan: '000001' } },
    { kind: 'reported', report: { ...approved, amountMinor: 600 } },
  );
  expect(toldIn(events)).toEqual([{ kind: 'sale', amountMinor: 1250, answer: 'approved' }, reduction]);
});

test('a terminal that went dark told nothing', () => {
  const events = journal({ kind: 'requested', request }, { kind: 'reported', report });
  expect(toldIn(events)).toEqual([{ kind: 'sale', amountMinor: -700, answer: 'unknown' }]);
});
