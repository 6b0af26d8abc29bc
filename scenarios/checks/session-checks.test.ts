import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { breaches, heard, journal, judgements, masked } from './journal.fixture.ts';
import { check } from './keys-take-effect-with-the-answer.check.ts';

function decided(facts: Readonly<Record<string, string>>): Happening {
  const hidden = Object.entries(facts).map(([name, value]) => [name, masked(value)] as const);
  return { kind: 'host-decision', facts: Object.fromEntries(hidden) };
}
const sale = (keyGeneration: string): Happening => decided({ mti: '0200', keyGeneration });
const keyChange = (facts: Readonly<Record<string, string>> = {}): Happening =>
  decided({ mti: '0800', keyGeneration: '1', offersGeneration: '2', ...facts });
const newKeys = (isDelivered = true): Happening => heard('0810', { '39': '00', '48': '*'.repeat(42) }, isDelivered);
const powerCut: Happening = { kind: 'power', of: 'terminal', isOn: false, why: 'brown-out' };

describe('keys-take-effect-with-the-answer', () => {
  test.each<readonly [string, readonly Happening[]]>([
    ['old keys before, new keys after', [sale('1'), keyChange(), newKeys(), sale('2')]],
    ['old keys after an answer that was lost', [keyChange(), newKeys(false), sale('1')]],
    ['old keys after an answer that never left', [keyChange({ behaviour: 'silent' }), sale('1')]],
    ['old keys after damaged ones', [keyChange({ behaviour: 'damaged-keys' }), newKeys(), sale('1')]],
    ['either after a late answer', [keyChange({ behaviour: 'delay' }), newKeys(), sale('1')]],
    ['old keys after a power cut', [keyChange(), newKeys(), powerCut, sale('1')]],
    ['new keys after a power cut', [keyChange(), newKeys(), powerCut, sale('2')]],
  ])('takes %s', (_, events) => {
    expect(breaches(check, journal(events))).toEqual([]);
    expect(judgements(check, journal(events))).toBeGreaterThan(0);
  });

  test.each<readonly [string, readonly Happening[]]>([
    ['new keys before the answer came', [keyChange(), sale('2'), newKeys()]],
    ['old keys after it', [keyChange(), newKeys(), sale('1')]],
    ['damaged keys', [keyChange({ behaviour: 'damaged-keys' }), newKeys(), sale('2')]],
    ['new keys that were lost on the way', [keyChange(), newKeys(false), sale('2')]],
  ])('catches %s', (_, events) => {
    expect(breaches(check, journal(events))).toHaveLength(1);
  });

  test('has no word where no keys are told apart', () => {
    expect(judgements(check, journal(decided({ mti: '0200' }), newKeys()))).toBe(0);
  });
});
