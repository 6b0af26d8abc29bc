import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { breaches, exchange, journal, judgements, masked, reported, tlv } from './journal.fixture.ts';
import { check } from './language-is-chosen-first.check.ts';

const slotCard: Happening = { kind: 'slot', found: 'card', answerToReset: '3B600000' };
/** A card that prefers French to German. */
const select = inSlot(
  exchange(
    '00A4040007A000000004101000',
    `${tlv('6F', tlv('84', 'A0000000041010') + tlv('A5', tlv('5F2D', '66726465')))}9000`,
  ),
);
const options = inSlot(exchange('80A8000002830000', `${tlv('77', tlv('82', '1800') + tlv('94', '08010100'))}9000`));

function inSlot(talk: readonly Happening[]): readonly Happening[] {
  return talk.map((happening) => (happening.kind === 'apdu' ? { ...happening, interface: 'contact' } : happening));
}

function language(code: string, chosenBy: string): Happening {
  return { kind: 'kernel', step: 'language', facts: { language: masked(code), chosenBy: masked(chosenBy) } };
}

describe('language-is-chosen-first', () => {
  test('has nothing against a language of the card, chosen before processing and kept to the end', () => {
    const end = reported({ displayed: ['INSERT CARD', 'ACCEPTE'] });
    const events = journal(slotCard, select, language('fr', 'card'), options, end);
    expect(breaches(check, events)).toEqual([]);
    expect(judgements(check, events)).toBe(3);
  });

  test('says nothing of a terminal of one language', () => {
    expect(judgements(check, journal(slotCard, select, options, reported()))).toBe(0);
  });

  test.each([
    {
      fault: 'chooses after processing has begun',
      talk: [slotCard, select, options, language('fr', 'card'), reported({ displayed: ['ACCEPTE'] })],
    },
    {
      fault: 'says that the card chose what it did not offer',
      talk: [slotCard, select, language('en', 'card'), options, reported({ displayed: ['APPROVED'] })],
    },
    {
      fault: 'ends in another language',
      talk: [slotCard, select, language('fr', 'card'), options, reported({ displayed: ['APPROVED'] })],
    },
  ])('catches a terminal that $fault', ({ talk }) => {
    expect(breaches(check, journal(...talk))).toHaveLength(1);
  });
});
