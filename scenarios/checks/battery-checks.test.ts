import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { check } from './battery-refusal-is-whole.check.ts';
import { breaches, exchange, journal, judgements, reported, request, requested } from './journal.fixture.ts';

function charge(chargePercent: number): Happening {
  return { kind: 'supply', name: 'terminal battery', voltageMv: 3500, chargePercent };
}

const refused = reported({
  outcome: 'refused',
  reason: 'battery-low',
  wentOnline: false,
  displayed: ['CHARGE BATTERY'],
});
const card = exchange('80AE80000000', '77009000');

describe('battery-refusal-is-whole', () => {
  test('has nothing against a refusal, and a sale when it is charged', () => {
    const events = journal(requested(), charge(3), refused, requested(), charge(11), card, request(), reported());
    expect(breaches(check, events)).toEqual([]);
    expect(judgements(check, events)).toBe(3);
  });

  test('has nothing against a charge that falls during a sale that goes on to its end', () => {
    const events = journal(requested(), charge(6), card, charge(3), request(), reported());
    expect(breaches(check, events)).toEqual([]);
  });

  test.each([
    ['asks the card first', [requested(), charge(3), card, refused], 'touches neither card nor host'],
    ['asks the host first', [requested(), charge(3), request(), refused], 'touches neither card nor host'],
    [
      'says nothing',
      [requested(), charge(3), reported({ outcome: 'refused', reason: 'battery-low', displayed: [] })],
      'is shown',
    ],
    [
      'sells at the charge at which it refused',
      [requested(), charge(4), refused, requested(), charge(4), reported()],
      'no sale is begun',
    ],
  ])('catches a terminal that %s', (_, happenings, text) => {
    expect(breaches(check, journal(...happenings)).join()).toContain(text);
  });

  test('says nothing where the battery was no matter', () => {
    expect(judgements(check, journal(requested(), charge(80), card, request(), reported()))).toBe(0);
  });
});
