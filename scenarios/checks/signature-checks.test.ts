import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { breaches, chipData, exchange, journal, judgements, request, tlv } from './journal.fixture.ts';
import { check } from './signature-has-somebody-who-compares.check.ts';

const slotCard: Happening = { kind: 'slot', found: 'card', answerToReset: '3B600000' };

/** A card in the slot that asks for type and capabilities with its first cryptogram, and for nothing else. */
function asksForCapabilities(valuesHex: string): readonly Happening[] {
  const talk = [
    ...exchange('00B2011400', `${tlv('70', tlv('8C', '9F35019F33039F4005'))}9000`),
    ...exchange(`80AE800009${valuesHex}00`, '9000'),
  ];
  return [
    slotCard,
    ...talk.map((happening: Happening): Happening =>
      happening.kind === 'apdu' ? { ...happening, interface: 'contact' } : happening,
    ),
  ];
}

describe('signature-has-somebody-who-compares', () => {
  test.each([
    { terminal: 'an attended terminal that prints', valuesHex: '22E0F8CC7000F0A001', count: 1 },
    { terminal: 'an unattended terminal without signatures', valuesHex: '25E0D8CC7000F02001', count: 0 },
  ])('has nothing against $terminal', ({ valuesHex, count }) => {
    const events = journal(asksForCapabilities(valuesHex));
    expect(breaches(check, events)).toEqual([]);
    expect(judgements(check, events)).toBe(count);
  });

  test.each([
    { terminal: 'an unattended terminal', valuesHex: '25E0F8CC7000F0A001' },
    { terminal: 'a terminal without anything on which to sign', valuesHex: '22E0F8CC7000F02001' },
  ])('catches signatures at $terminal', ({ valuesHex }) => {
    expect(breaches(check, journal(asksForCapabilities(valuesHex)))).toHaveLength(1);
  });

  test('reads what the host is told, too', () => {
    const told = (type: string) => journal(request({ '55': chipData({ '9F35': type }) }));
    expect(judgements(check, told('21'))).toBe(1);
    expect(breaches(check, told('21'))).toEqual([]);
    expect(breaches(check, told('34'))).toHaveLength(1);
  });
});
