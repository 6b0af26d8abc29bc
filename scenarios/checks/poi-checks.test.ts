import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { breaches, cardFound, exchange, journal, judgements, selectApplication, tlv } from './journal.fixture.ts';
import { check } from './poi-information-only-when-asked.check.ts';

/** SELECT 2PAY.SYS.DDF01 of a card whose directory asks so. */
function directory(wishes: string): readonly Happening[] {
  const entry = tlv('61', tlv('4F', 'A0000000041010'));
  const information = tlv('6F', tlv('84', '325041592E5359532E4444463031') + tlv('A5', tlv('BF0C', entry + wishes)));
  return exchange('00A404000E325041592E5359532E444446303100', `${information}9000`);
}

const countryAndCurrency = tlv('9F3F', '9F1A025F2A02');
const told = (dataHex: string) =>
  exchange(
    `801A0000${(dataHex.length / 2 + 2).toString(16).padStart(2, '0')}${tlv('83', dataHex)}00`.toUpperCase(),
    '9000',
  );
const after = selectApplication();

describe('poi-information-only-when-asked', () => {
  test.each([
    { card: 'names the category', talk: [directory(tlv('9F3E', '00020001')), told('0001020001'), after] },
    { card: 'asks by a list', talk: [directory(countryAndCurrency), told('02760978'), after] },
    {
      card: 'does both',
      talk: [directory(tlv('9F3E', '0001') + countryAndCurrency), told('027609780001020001'), after],
    },
  ])('has nothing against what is told to a card that $card', ({ talk }) => {
    const events = journal(cardFound, ...talk);
    expect(breaches(check, events)).toEqual([]);
    expect(judgements(check, events)).toBe(2);
  });

  test('says nothing where nothing is told', () => {
    expect(judgements(check, journal(cardFound, directory(''), after))).toBe(0);
  });

  test.each([
    { fault: 'tells a card that does not ask', talk: [directory(''), told('0001020001'), after] },
    { fault: 'tells a category that is not named', talk: [directory(tlv('9F3E', '0002')), told('0001020001'), after] },
    {
      fault: 'tells its category behind a list',
      talk: [directory(countryAndCurrency), told('027609780001020001'), after],
    },
    { fault: 'tells less than the list asks for', talk: [directory(countryAndCurrency), told('0276'), after] },
    { fault: 'tells twice', talk: [directory(countryAndCurrency), told('02760978'), told('02760978'), after] },
    { fault: 'tells too late', talk: [directory(countryAndCurrency), after, told('02760978')] },
  ])('catches a reader that $fault', ({ talk }) => {
    expect(breaches(check, journal(cardFound, ...talk))).toHaveLength(1);
  });
});
