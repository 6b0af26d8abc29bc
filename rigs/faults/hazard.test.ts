import { expect, test } from 'vitest';
import { createHazard, TooManyOpportunities } from './hazard.ts';
import { faultText, opportunityKinds, parseFault, strikesAt, type PlannedFault, type Strike } from './opportunity.ts';

const lost: PlannedFault = { kind: 'to-host', ordinal: 2, strike: 'lost', isLasting: false };

test('a fault strikes at its opportunity and at no other', () => {
  const hazard = createHazard([lost]);
  const met = (['to-host', 'from-host', 'to-host', 'to-host'] as const).map((kind) => hazard.meet(kind, 'message'));
  expect(met).toEqual([undefined, undefined, 'lost', undefined]);
  expect(hazard.met.map(({ kind, ordinal }) => `${kind}#${ordinal}`)).toEqual([
    'to-host#1',
    'from-host#1',
    'to-host#2',
    'to-host#3',
  ]);
});

test('a lasting fault strikes from its opportunity on, until the hazard is lifted', () => {
  const hazard = createHazard([{ ...lost, isLasting: true }]);
  const before = [1, 2, 3].map(() => hazard.meet('to-host', 'message'));
  hazard.lift();
  expect([...before, hazard.meet('to-host', 'message')]).toEqual([undefined, 'lost', 'lost', undefined]);
});

test('a fault that had no occasion has not struck', () => {
  const hazard = createHazard([lost, { ...lost, ordinal: 1 }]);
  hazard.meet('to-host', 'message');
  expect([...hazard.struck].map(faultText)).toEqual(['to-host#1:lost']);
});

test('a terminal that runs in circles is stopped', () => {
  const hazard = createHazard([]);
  const round = (): void => void Array.from({ length: 20_001 }, () => hazard.meet('timer', '20 ms'));
  expect(round).toThrow(TooManyOpportunities);
});

test('every fault is read again as it was written', () => {
  const all = opportunityKinds.flatMap((kind) =>
    strikesAt[kind].flatMap((strike: Strike) =>
      [false, true].map((isLasting): PlannedFault => ({ kind, ordinal: 17, strike, isLasting })),
    ),
  );
  expect(all.map((fault) => parseFault(faultText(fault)))).toEqual(all);
});

test.each([
  '',
  'to-host',
  'to-host#0:lost',
  'to-host#1:refused',
  'to-host#1:lost:often',
  'moon#1:lost',
  'to-host#1:lost ',
])('no fault: %j', (text) => {
  expect(parseFault(text)).toBeUndefined();
});
