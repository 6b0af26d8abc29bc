import { describe, expect, test } from 'vitest';
import { contact, contactConfiguration, objectOf } from './chip-card.fixture.ts';
import { amountRisk } from './risk-management.ts';
import type { RiskFacts } from './risk-management.ts';

const off = { targetPercent: 0, maximumTargetPercent: 0, thresholdMinor: 0 };
const facts = (changes: Partial<RiskFacts>): RiskFacts => ({
  amountMinor: 5_000,
  floorLimitMinor: 10_000,
  panDigits: '5413330089604111',
  transactionLog: [],
  randomSelection: off,
  randomPercent: 99,
  ...changes,
});

test.each([
  [9_999, []],
  [10_000, ['floor-limit-exceeded']],
])('an amount of %i against a floor limit of 10000', (amountMinor, bits) => {
  expect(amountRisk(facts({ amountMinor }))).toEqual(bits);
});

test('the last transaction of the same number counts too, others do not', () => {
  const log = (panDigits: string) => [{ panDigits, amountMinor: 5_000 }];
  expect(amountRisk(facts({ transactionLog: log('5413330089604111') }))).toEqual(['floor-limit-exceeded']);
  expect(amountRisk(facts({ transactionLog: log('4111111111111111') }))).toEqual([]);
});

describe('random selection', () => {
  const randomSelection = { targetPercent: 20, maximumTargetPercent: 60, thresholdMinor: 4_000 };
  test.each([
    ['below the threshold by the target', 3_999, 20, true],
    ['below the threshold not above the target', 3_999, 21, false],
    ['half way up by half of what is between', 7_000, 40, true],
    ['half way up not above it', 7_000, 41, false],
    ['at the floor limit not at all', 10_000, 1, false],
  ])('selects %s', (_name, amountMinor, randomPercent, isSelected) => {
    const bits = amountRisk(facts({ amountMinor, randomPercent, randomSelection }));
    expect(bits.includes('randomly-selected-online')).toBe(isSelected);
  });
});

test.each([
  ['both limits kept', '9F360200159000', '9F130200109000', '00'],
  ['the lower one exceeded', '9F360200189000', '9F130200109000', '40'],
  ['both exceeded', '9F360200299000', '9F130200109000', '60'],
  ['a counter that the card does not tell', '6A88', '9F130200109000', '60'],
  ['a counter not above the last one online', '9F360200109000', '9F130200109000', '60'],
  ['a counter of another length', '9F3601159000', '9F130200109000', '60'],
])('velocity checking with %s', async (_name, counter, lastOnline, byte) => {
  const { outcome } = await contact({
    objects: { '9F14': '05', '9F23': '10' },
    answers: { '80CA9F36': counter, '80CA9F13': lastOnline },
  });
  expect(objectOf(outcome, '95')?.slice(6, 8)).toBe(byte);
});

test('a last online counter of zero is a new card', async () => {
  const { outcome } = await contact({
    objects: { '9F14': '05', '9F23': '10' },
    answers: { '80CA9F36': '9F360200019000', '80CA9F13': '9F130200009000' },
  });
  expect(objectOf(outcome, '95')).toBe('8008000000');
});

test('a card on the exception file and a merchant who wants to go online are noted', async () => {
  const configuration = contactConfiguration({
    settings: { exceptionFile: [{ panDigits: '5413330089604111', sequenceNumber: '01' }] },
  });
  const { outcome } = await contact({}, { configuration, request: { isForcedOnline: true } });
  expect(objectOf(outcome, '95')).toBe('9000000800');
});
