import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import {
  answer,
  breaches,
  chipData,
  exchange,
  generateAc,
  journal,
  judgements,
  masked,
  request,
  reversal,
  selectApplication,
  sent,
  tlv,
} from './journal.fixture.ts';
import { check as reversalTellsOfTheCard } from './reversal-tells-of-the-card.check.ts';
import { check as scriptResultsAreRight } from './script-results-are-right.check.ts';

const slotCard: Happening = { kind: 'slot', found: 'card', answerToReset: '3B600000' };

function inSlot(...talk: readonly (Happening | readonly Happening[])[]): readonly Happening[] {
  return [slotCard, ...talk.flat()].map((happening: Happening) =>
    happening.kind === 'apdu' ? { ...happening, interface: 'contact' } : happening,
  );
}

const unblock = '84240000081122334455667788';
const script = (template: '71' | '72', ...commands: readonly string[]): string =>
  tlv(template, tlv('9F18', '80000001') + commands.map((command) => tlv('86', command)).join(''));
const asked = [
  request({ '22': '051' }),
  answer('00', { '55': script('71', unblock) + script('72', unblock, unblock) }),
];
const ended = (resultsHex: string): Happening => ({
  kind: 'kernel',
  step: 'completed',
  facts: { '9F5B': masked(resultsHex) },
});
const confirmation = (resultsHex?: string) =>
  sent('0202', {
    '37': '632708000001',
    '55': chipData({ '9F5B': resultsHex }),
    '90': ['0200', '000001', '1123080001', '00000400001', '00000000000'].join(''),
  });
const second = exchange('80AE4000020000', `${tlv('77', tlv('9F27', '40'))}9000`);
/** Script 71 performed; of script 72 the second command fails. */
const talk = [
  selectApplication(),
  generateAc(),
  asked,
  exchange(unblock, '9000'),
  second,
  exchange(unblock, '9000'),
  exchange(unblock, '6985'),
];

describe('script-results-are-right', () => {
  test('has nothing against results that are what happened, at the end and in the confirmation', () => {
    const events = journal(inSlot(...talk, ended('20800000011280000001'), confirmation('20800000011280000001')));
    expect(breaches(scriptResultsAreRight, events)).toEqual([]);
    expect(judgements(scriptResultsAreRight, events)).toBe(2);
  });

  test.each([
    { fault: 'says that all went well', resultsHex: '20800000012080000001' },
    { fault: 'names another command', resultsHex: '20800000011180000001' },
    { fault: 'leaves a script out', resultsHex: '2080000001' },
    { fault: 'names another script', resultsHex: '20800000011280000002' },
  ])('catches a terminal that $fault', ({ resultsHex }) => {
    expect(breaches(scriptResultsAreRight, journal(inSlot(...talk, ended(resultsHex))))).toHaveLength(1);
  });

  test('catches a confirmation without results', () => {
    expect(breaches(scriptResultsAreRight, journal(inSlot(...talk, confirmation())))).toHaveLength(1);
  });

  test('wants a script that can not be taken apart to be not performed, and the one behind it performed', () => {
    const broken = tlv('72', `${tlv('9F18', 'A1B2C3D4')}8611${unblock.slice(0, 10)}`);
    const answered = [request({ '22': '051' }), answer('00', { '55': broken + script('72', unblock) })];
    const until = [selectApplication(), generateAc(), answered, second];
    const lawful = inSlot(...until, exchange(unblock, '9000'), ended('00A1B2C3D42080000001'));
    expect(breaches(scriptResultsAreRight, journal(lawful))).toEqual([]);
    const unlawful = inSlot(...until, ended('00A1B2C3D40080000001'));
    expect(breaches(scriptResultsAreRight, journal(unlawful))).toHaveLength(1);
  });

  test('takes a script behind a card that left for not performed', () => {
    const gone = inSlot(
      selectApplication(),
      generateAc(),
      asked,
      exchange(unblock),
      second,
      ended('11800000010080000001'),
    );
    expect(breaches(scriptResultsAreRight, journal(gone))).toEqual([]);
  });
});

describe('reversal-tells-of-the-card', () => {
  const told = { '2': '411111******1111', '55': chipData({ '9F26': undefined, '9F35': '22' }) };
  const asking = request({ '55': chipData({ '9F35': '22' }) });

  test('has nothing against one that repeats what tells of the card, and raises a bit of the results', () => {
    const raised = { ...told, '55': chipData({ '9F26': undefined, '9F35': '22', '95': '0000008010' }) };
    const events = journal(asking, reversal('0420', raised));
    expect(breaches(reversalTellsOfTheCard, events)).toEqual([]);
    expect(judgements(reversalTellsOfTheCard, events)).toBe(2);
  });

  test('wants no chip data where the request had none', () => {
    const events = journal(request({ '55': undefined }), reversal('0420'));
    expect(breaches(reversalTellsOfTheCard, events)).toEqual([]);
  });

  test.each([
    { fault: 'has no chip data', changes: { '55': undefined } },
    { fault: 'has another counter', changes: { '55': chipData({ '9F35': '22', '9F36': '0002' }) } },
    { fault: 'has lost a bit of the results', changes: { '55': chipData({ '9F35': '22', '95': '0000000000' }) } },
    { fault: 'has lost the issuer’s data', changes: { '55': chipData({ '9F35': '22', '9F10': undefined }) } },
    { fault: 'has another sequence number', changes: { '23': '002' } },
    { fault: 'has no entry mode', changes: { '22': undefined } },
  ])('catches one that $fault', ({ changes }) => {
    const events = journal(asking, reversal('0420', { ...told, ...changes }));
    expect(breaches(reversalTellsOfTheCard, events)).toHaveLength(1);
  });
});
