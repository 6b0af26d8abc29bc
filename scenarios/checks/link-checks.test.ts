import { describe, expect, test } from 'vitest';
import type { Happening, Recorded } from '#drivers/ports/evidence.ts';
import { check } from './authorization-keeps-its-time.check.ts';
import { breaches, exchange, heard, judgements, request, requestFields } from './journal.fixture.ts';

const facts = { direction: 'both', delayMs: 100, jitterMs: 50 };
const armed: Happening = { kind: 'fault', name: 'jitter', state: 'armed', facts };
const lifted: Happening = { kind: 'fault', name: 'jitter', state: 'lifted', facts };
const card = exchange('80AE80000000', '77009000');
const answer = heard('0210', { ...requestFields, '39': '00' });
const shown: Happening = { kind: 'display', text: 'APPROVED' };

/** Happenings with the moment of each. */
function timed(...happenings: readonly (readonly [number, Happening])[]): readonly Recorded[] {
  return happenings.map(([atMs, happening], index) => ({ ...happening, index, atMs }));
}

function sale(endMs: number, before: readonly Happening[] = [armed]): readonly Recorded[] {
  const [command, response] = card;
  if (command === undefined || response === undefined) throw new Error('the fixture has a command and a response');
  return timed(
    ...before.map((happening) => [0, happening] as const),
    [10, command],
    [20, response],
    [25, request()],
    [220, answer],
    [endMs, shown],
  );
}

describe('authorization-keeps-its-time', () => {
  // Twice 150 ms of the link, and 300 ms of terminal and host, from the card's answer at 20 ms on.
  test('has nothing against a sale that ends at the last moment', () => {
    expect(breaches(check, sale(620))).toEqual([]);
    expect(judgements(check, sale(620))).toBe(1);
  });

  test('catches one that takes a millisecond more', () => {
    expect(breaches(check, sale(621))).toEqual(['an authorization takes one round trip and little more']);
  });

  test('catches a terminal that shows nothing after the answer', () => {
    expect(breaches(check, sale(300).slice(0, -1))).toHaveLength(1);
  });

  test.each([
    ['on a link that nobody made slow', sale(5000, [])],
    ['when the fault was lifted before', sale(5000, [armed, lifted])],
    [
      'without an answer',
      sale(5000)
        .filter(({ kind }) => kind !== 'host-message')
        .concat(),
    ],
  ])('says nothing %s', (_, events) => {
    expect(judgements(check, events)).toBe(0);
  });
});
