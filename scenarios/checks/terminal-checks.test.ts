import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { check as cardDataHasOneSource } from './card-data-has-one-source.check.ts';
import { check as displayFitsTheOutcome } from './display-fits-the-outcome.check.ts';
import { check as field55IsWhatTheCardSaid } from './field-55-is-what-the-card-said.check.ts';
import {
  breaches,
  cardFound,
  cardTalk,
  chipData,
  exchange,
  getProcessingOptions,
  journal,
  judgements,
  masked,
  records,
  reported,
  request,
  requested,
  selectApplication,
  selectDirectory,
  tlv,
} from './journal.fixture.ts';
import { check as pinBlockFitsTheMethod } from './pin-block-fits-the-method.check.ts';
import { check as receiptTellsTheSale } from './receipt-tells-the-sale.check.ts';
import { check as sequenceCounterGrows } from './sequence-counter-grows.check.ts';
import { check as terminalDataIsWellFormed } from './terminal-data-is-well-formed.check.ts';
import { check as verificationResultsBeginAtZero } from './verification-results-begin-at-zero.check.ts';

/** Purchase number one with these objects in its chip data. */
const requestWith = (changes: Readonly<Record<string, string | undefined>>): Happening =>
  request({ '55': chipData(changes) });

describe('verification-results-begin-at-zero', () => {
  /** GET PROCESSING OPTIONS of a card that asks for tags 95 and 9B. */
  const options = (resultsHex: string, statusHex: string) =>
    journal(
      cardFound,
      selectDirectory,
      selectApplication('95059B02'),
      exchange(`80A80000098307${resultsHex}${statusHex}00`, '6985'),
    );

  test('accepts zeros', () => {
    const events = options('0000000000', '0000');
    expect(breaches(verificationResultsBeginAtZero, events)).toEqual([]);
    expect(judgements(verificationResultsBeginAtZero, events)).toBe(2);
  });

  test.each([
    ['8000000000', '0000'],
    ['0000000000', '0800'],
  ])('catches results of the transaction before: %s %s', (resultsHex, statusHex) => {
    expect(breaches(verificationResultsBeginAtZero, options(resultsHex, statusHex))).toHaveLength(1);
  });
});

describe('field-55-is-what-the-card-said', () => {
  test('accepts the values of the talk', () => {
    expect(breaches(field55IsWhatTheCardSaid, journal(cardTalk(), request()))).toEqual([]);
    expect(judgements(field55IsWhatTheCardSaid, journal(cardTalk(), request()))).toBeGreaterThan(5);
  });

  test.each([
    { fault: 'sends another cryptogram', changes: { '9F26': '0000000000000000' } },
    { fault: 'sends another counter', changes: { '9F36': '0002' } },
    { fault: 'sends other verification results than the card signed', changes: { '95': '0000000000' } },
    { fault: 'sends another unpredictable number', changes: { '9F37': '00000000' } },
    { fault: 'sends an empty object', changes: { '9F1E': '' } },
  ])('catches a terminal that $fault', ({ changes }) => {
    expect(breaches(field55IsWhatTheCardSaid, journal(cardTalk(), requestWith(changes)))).toHaveLength(1);
  });
});

describe('field-55-is-what-the-card-said in kernel 8', () => {
  /** The card's code (9F8105) beside issuer data that the terminal still has to finish. */
  const talk = (objects: string) =>
    exchange(
      '80AE8000130000000012500000008081261123007A11B2C300',
      `${tlv('77', tlv('9F27', '80') + tlv('9F36', '0001') + tlv('9F26', '1122334455667788') + objects)}9000`,
    );
  const { first, second, third } = records();
  const begun = [cardFound, selectDirectory, selectApplication(), getProcessingOptions, first, second, third].flat();
  const finished = { '9F10': '1F22'.padEnd(64, 'A'), '95': '0000048081', '9F36': '0001', '9F26': '1122334455667788' };

  test('leaves issuer data and results to the issuer, and judges the rest', () => {
    const objects = tlv('9F10', '1F22'.padEnd(64, '0')) + tlv('9F8105', '0102030405060708');
    const events = journal(begun, talk(objects), requestWith(finished));
    expect(breaches(field55IsWhatTheCardSaid, events)).toEqual([]);
    const other = journal(begun, talk(objects), requestWith({ ...finished, '9F26': '1122334455667789' }));
    expect(breaches(field55IsWhatTheCardSaid, other)).toHaveLength(1);
    const plain = journal(begun, talk(tlv('9F10', '1F22'.padEnd(64, '0'))), requestWith(finished));
    expect(breaches(field55IsWhatTheCardSaid, plain)).toHaveLength(2);
  });
});

describe('field-55-is-what-the-card-said after extended authentication', () => {
  const talk = (verificationHex: string, results: string) =>
    journal(cardTalk({ verificationHex }), requestWith({ '95': results }));

  test.each(['0100008000', '0100008100', '0100008002'])('accepts one bit that was raised since: %s', (results) => {
    expect(breaches(field55IsWhatTheCardSaid, talk('0100008000', results))).toEqual([]);
  });

  test.each([
    ['0100008000', '0100008102'],
    ['0100008000', '0100008004'],
    ['0100008000', '0100000100'],
    ['0100008100', '0100008000'],
    ['0000008000', '0000008100'],
  ])('catches results that went from %s to %s', (before, after) => {
    expect(breaches(field55IsWhatTheCardSaid, talk(before, after))).toHaveLength(1);
  });
});

describe('sequence-counter-grows', () => {
  const sale = (counter: string): readonly Happening[] => [requested(), requestWith({ '9F41': counter })];

  test('accepts steps of one, a transaction in between that stayed away from the host, and the first after the last', () => {
    const lawful = journal(sale('00000007'), sale('00000008'), requested(), sale('00000010'));
    expect(breaches(sequenceCounterGrows, lawful)).toEqual([]);
    expect(breaches(sequenceCounterGrows, journal(sale('99999999'), sale('00000001')))).toEqual([]);
  });

  test.each([
    { fault: 'stands', counters: ['00000007', '00000007'] },
    { fault: 'skips', counters: ['00000007', '00000009'] },
    { fault: 'goes back', counters: ['00000007', '00000006'] },
    { fault: 'is zero after the last', counters: ['99999999', '00000000'] },
  ])('catches a counter that $fault', ({ counters }) => {
    expect(breaches(sequenceCounterGrows, journal(...counters.map(sale)))).toHaveLength(1);
  });
});

describe('pin-block-fits-the-method', () => {
  const pinned = (method: string, fields: Readonly<Record<string, string>>): Happening =>
    request({ '55': chipData({ '9F34': method, '9F33': 'E0F8C8' }), '22': '051', ...fields });

  test('accepts a block with online PIN, and none without', () => {
    const lawful = journal(
      pinned('020300', { '52': '*'.repeat(16) }),
      pinned('020301', {}),
      pinned('1F0302', {}),
      request(),
    );
    expect(breaches(pinBlockFitsTheMethod, lawful)).toEqual([]);
    expect(judgements(pinBlockFitsTheMethod, lawful)).toBe(8);
  });

  test('accepts key data with a block of 16 bytes, and with a code over the message', () => {
    const lawful = journal(
      pinned('020300', { '120': '*'.repeat(32), '53': '123456789012345600000001' }),
      pinned('1F0302', { '53': 'FFFF9876543210E00001', '64': '*'.repeat(16) }),
    );
    expect(breaches(pinBlockFitsTheMethod, lawful)).toEqual([]);
  });

  test.each([
    { fault: 'sends a PIN that the chip verified', happening: pinned('010302', { '52': '*'.repeat(16) }) },
    { fault: 'forgets the PIN', happening: pinned('420302', {}) },
    { fault: 'sends a PIN that nobody entered', happening: pinned('020301', { '52': '*'.repeat(16) }) },
    { fault: 'sends key data for nothing', happening: pinned('1F0302', { '53': 'FFFF9876543210E00001' }) },
    { fault: 'says that it takes no PIN', happening: pinned('1F0302', { '22': '052' }) },
  ])('catches a terminal that $fault', ({ happening }) => {
    expect(breaches(pinBlockFitsTheMethod, journal(happening))).toHaveLength(1);
  });
});

describe('card-data-has-one-source', () => {
  test('accepts a chip with chip data and a stripe without', () => {
    const lawful = journal(request(), request({ '22': '901', '55': undefined }));
    expect(breaches(cardDataHasOneSource, lawful)).toEqual([]);
  });

  test.each([{ '22': '801' }, { '22': '901' }, { '55': undefined }])('catches a mixture: %j', (changes) => {
    expect(breaches(cardDataHasOneSource, journal(request(changes)))).toHaveLength(1);
  });
});

describe('terminal-data-is-well-formed', () => {
  const of = (type: string, capabilities: string): Happening => requestWith({ '9F35': type, '9F33': capabilities });

  test('accepts an attended terminal, offline with online', () => {
    expect(breaches(terminalDataIsWellFormed, journal(of('22', '0028C8')))).toEqual([]);
    expect(judgements(terminalDataIsWellFormed, journal(of('22', '0028C8')))).toBe(2);
  });

  test('lets kernel 8 say that it authenticates cards its own way, and no other', () => {
    const eight = (capabilities: string, resultsHex: string): Happening =>
      requestWith({ '9F35': '22', '9F33': capabilities, '95': resultsHex });
    expect(breaches(terminalDataIsWellFormed, journal(eight('000810', '0000000081')))).toEqual([]);
    expect(breaches(terminalDataIsWellFormed, journal(eight('000810', '0000000001')))).toHaveLength(2);
    expect(breaches(terminalDataIsWellFormed, journal(eight('000811', '0000000081')))).toHaveLength(1);
  });

  test.each([
    { fault: 'sets a reserved bit', requests: [of('22', '0128C8')] },
    { fault: 'names a type that there is not', requests: [of('27', '0028C8')] },
    { fault: 'changes its type', requests: [of('22', '0028C8'), of('21', '0028C8')] },
    { fault: 'approves offline but authenticates no dynamic data', requests: [of('22', '002888')] },
  ])('catches a terminal that $fault', ({ requests }) => {
    expect(breaches(terminalDataIsWellFormed, journal(...requests))).toHaveLength(1);
  });
});

describe('display-fits-the-outcome', () => {
  test.each([
    ['approved', 'APPROVED'],
    ['declined', 'DECLINED - NO CONNECTION'],
    ['try-another-interface', 'INSERT OR SWIPE CARD'],
  ] as const)('accepts %s with %s', (outcome, text) => {
    expect(breaches(displayFitsTheOutcome, journal(reported({ outcome, displayed: [text] })))).toEqual([]);
  });

  test('catches a terminal that tells another end', () => {
    const events = journal(reported({ outcome: 'declined', displayed: ['PROCESSING', 'APPROVED'] }));
    expect(breaches(displayFitsTheOutcome, events)).toHaveLength(1);
  });
});

describe('receipt-tells-the-sale', () => {
  const lines = [
    'TEST SHOP',
    'TERMINAL TERM0001',
    'MERCHANT MERCHANT0000001',
    'AID A0000000041010',
    'CONTACTLESS',
    'CARD ************1111',
    'AMOUNT 12.50 (978)',
    'TRACE 000001',
    'APPROVED',
  ];
  const sale = (change: (line: string) => string) =>
    journal(cardTalk(), request(), { kind: 'receipt', text: masked(lines.map(change).join('\n')) }, reported());

  test('accepts a receipt that holds everything', () => {
    const events = sale((line) => line);
    expect(breaches(receiptTellsTheSale, events)).toEqual([]);
    expect(judgements(receiptTellsTheSale, events)).toBe(3);
  });

  test.each([
    { fault: 'another amount', from: '12.50', to: '12.05', count: 1 },
    { fault: 'no entry mode', from: 'CONTACTLESS', to: '', count: 1 },
    { fault: 'another application', from: 'A0000000041010', to: 'A0000000031010', count: 1 },
    { fault: 'six and four digits', from: '************1111', to: '411111******1111', count: 2 },
    { fault: 'a date of expiry', from: 'TEST SHOP', to: 'TEST SHOP EXP 12/30', count: 1 },
  ])('catches a receipt with $fault', ({ from, to, count }) => {
    const events = sale((line) => line.replace(from, to));
    expect(breaches(receiptTellsTheSale, events)).toHaveLength(count);
  });
});
