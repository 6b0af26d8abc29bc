import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { openAcquirer, purchase, reversal, withoutChipData } from './acquirer.fixture.ts';

function open() {
  return openAcquirer({ clock: virtualClock({ startMs: 1_795_342_500_000 }), rng: seededRng('acquirer test') });
}

describe('an acquirer asked for money', () => {
  test('answers an approved purchase with the elements of the dialect and books it', async () => {
    const { clock, acquirer, peer, purse } = open();
    const {
      '2': _pan,
      '14': _expiry,
      '22': _mode,
      '23': _number,
      '25': _condition,
      '32': _id,
      ...echoed
    } = withoutChipData;
    expect(await clock.drive(peer.ask('0200', purchase))).toEqual({
      mti: '0210',
      fields: { ...echoed, '38': 'A00000', '39': '00', '55': '910A01020304050607083030' },
    });
    expect(acquirer.books()).toEqual([{ stan: '000017', amountMinor: 1250, state: 'captured' }]);
    expect(purse.balanceMinor).toBe(8750);
  });

  test('books a refund as money back', async () => {
    const { clock, acquirer, peer } = open();
    await clock.drive(peer.ask('0200', { ...purchase, '3': '200000' }));
    expect(acquirer.books()).toEqual([{ stan: '000017', amountMinor: -1250, state: 'captured' }]);
    expect(acquirer.totals('978')).toMatchObject({ capturedCount: 1, capturedMinor: -1250 });
  });

  test("passes the issuer's refusal on without an approval code", async () => {
    const { clock, acquirer, peer } = open();
    const answer = await clock.drive(peer.ask('0200', { ...purchase, '4': '000000010001' }));
    expect(answer?.fields).toMatchObject({ '39': '51' });
    expect(answer?.fields['38']).toBeUndefined();
    expect(acquirer.books()).toEqual([{ stan: '000017', amountMinor: 10_001, state: 'declined' }]);
  });

  test('answers 94 to a trace number that the terminal has used on that day, and books nothing', async () => {
    const { clock, acquirer, peer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    const again = await clock.drive(peer.ask('0200', { ...purchase, '37': '632611999999' }));
    const nextDay = await clock.drive(peer.ask('0200', { ...purchase, '13': '1123', '37': '632711000017' }));
    expect([again?.fields['39'], nextDay?.fields['39']]).toEqual(['94', '00']);
    expect(purse.balanceMinor).toBe(7500);
    expect(acquirer.counters().duplicateStans).toBe(1);
  });

  test.each([
    ['a terminal without a contract', { '41': 'TOUCH999' }],
    ['an unknown processing code', { '3': '010000' }],
  ])('answers 12 to %s', async (_title, change) => {
    const { clock, peer, purse } = open();
    const answer = await clock.drive(peer.ask('0200', { ...purchase, ...change }));
    expect(answer?.fields['39']).toBe('12');
    expect(purse.balanceMinor).toBe(10_000);
  });

  test('reports its decisions without card data', async () => {
    const { clock, peer, facts } = open();
    await clock.drive(peer.ask('0200', purchase));
    expect(facts).toEqual([
      { mti: '0200', stan: '000017', terminalId: 'TOUCH001', responseCode: '00', reason: 'approved' },
    ]);
  });

  test('answers an echo', async () => {
    const { clock, peer } = open();
    const echo = { '7': '1122101500', '11': '000001', '41': 'TOUCH001', '70': '301' };
    expect(await clock.drive(peer.ask('0800', echo))).toEqual({ mti: '0810', fields: { ...echo, '39': '00' } });
  });
});

describe('an acquirer told to reverse', () => {
  test('undoes the original and answers 00', async () => {
    const { clock, acquirer, peer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    const answer = await clock.drive(peer.ask('0420', reversal));
    const numbers = ['3', '4', '7', '11', '37', '41', '42', '49'];
    expect(answer).toEqual({
      mti: '0430',
      fields: { ...Object.fromEntries(numbers.map((number) => [number, reversal[number]])), '39': '00' },
    });
    expect(acquirer.books()).toEqual([{ stan: '000017', amountMinor: 1250, state: 'reversed' }]);
    expect(purse.balanceMinor).toBe(10_000);
  });

  test('takes any number of repeats for one reversal', async () => {
    const { clock, acquirer, peer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    for (const mti of ['0420', '0421', '0421']) {
      const answer = await clock.drive(peer.ask(mti, reversal));
      expect(answer).toMatchObject({ mti: '0430', fields: { '39': '00' } });
    }
    expect(purse.balanceMinor).toBe(10_000);
    expect(acquirer.counters()).toMatchObject({ repeatedReversals: 2, alteredRepeats: 0, unmatchedReversals: 0 });
  });

  test('notices a repeat that is not byte for byte the first one', async () => {
    const { clock, acquirer, peer } = open();
    await clock.drive(peer.ask('0200', purchase));
    await clock.drive(peer.ask('0420', reversal));
    await clock.drive(peer.ask('0421', { ...reversal, '11': '000019' }));
    expect(acquirer.counters()).toMatchObject({ repeatedReversals: 1, alteredRepeats: 1 });
  });

  test.each([
    ['another trace number', { '90': reversal['90']?.replace('0200000017', '0200000099') ?? '' }],
    ['another transmission time', { '90': reversal['90']?.replace('1122101500', '1122101501') ?? '' }],
    ['another reference', { '37': '632611000099' }],
    ['another terminal', { '41': 'TOUCH002' }],
  ])('answers 25 when the original has %s, and undoes nothing', async (_title, change) => {
    const { clock, acquirer, peer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    const answer = await clock.drive(peer.ask('0420', { ...reversal, ...change }));
    expect(answer?.fields['39']).toBe('25');
    expect(acquirer.counters().unmatchedReversals).toBe(1);
    expect(purse.balanceMinor).toBe(8750);
  });

  test('refuses a reversal of another amount and names the element', async () => {
    const { clock, acquirer, peer, facts } = open();
    await clock.drive(peer.ask('0200', purchase));
    const answer = await clock.drive(peer.ask('0420', { ...reversal, '4': '000000001249' }));
    expect(answer?.fields['39']).toBe('12');
    expect(facts.at(-1)).toMatchObject({ differs: '4' });
    expect(acquirer.books()[0]?.state).toBe('captured');
  });

  test('refuses an original that comes after its own reversal', async () => {
    const { clock, acquirer, peer, purse } = open();
    expect((await clock.drive(peer.ask('0420', reversal)))?.fields['39']).toBe('25');
    expect((await clock.drive(peer.ask('0200', purchase)))?.fields['39']).toBe('05');
    expect(acquirer.books()).toEqual([{ stan: '000017', amountMinor: 1250, state: 'declined' }]);
    expect(purse.balanceMinor).toBe(10_000);
  });

  test('has nothing to undo for an original that was declined', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'decline', responseCode: '05' });
    await clock.drive(peer.ask('0200', purchase));
    expect((await clock.drive(peer.ask('0420', reversal)))?.fields['39']).toBe('00');
    expect(acquirer.books()[0]?.state).toBe('declined');
  });
});
