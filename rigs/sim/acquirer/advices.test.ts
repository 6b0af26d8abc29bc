import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { numbered, openAcquirer, purchase } from './acquirer.fixture.ts';
import type { Fields } from './message-codec.ts';

const startMs = Date.UTC(2026, 10, 22, 12);
const open = () => openAcquirer({ clock: virtualClock({ startMs }), rng: seededRng('7') });

/** DE90 of whatever undoes or completes a message. */
function naming(mti: string, original: Fields): string {
  const acquirer = (original['32'] ?? '').padStart(11, '0');
  return `${mti}${original['11'] ?? ''}${original['7'] ?? ''}${acquirer}${'0'.repeat(11)}`;
}

const { '35': _track, '52': _pin, ...plain } = purchase;
const advice: Fields = { ...plain, '39': 'Y1' };
const { '55': _chip, ...kept } = plain;
const preAuthorization: Fields = { ...kept, '25': '06' };
const completion: Fields = {
  ...kept,
  '4': '000000000800',
  '11': '000077',
  '39': '00',
  '90': naming('0100', preAuthorization),
};
const amountMinor = Number(purchase['4']);

describe('an advice of an offline approval', () => {
  test('is booked, and charged whatever the issuer would have said', async () => {
    const { clock, peer, acquirer, purse } = open();
    purse.balanceMinor = 0;
    const answer = await clock.drive(peer.ask('0220', advice));
    expect(answer).toMatchObject({ mti: '0230', fields: { '39': '00' } });
    expect(acquirer.books()).toEqual([{ stan: purchase['11'], amountMinor, state: 'captured' }]);
    expect(purse.balanceMinor).toBe(-amountMinor);
  });

  test('is booked once, however often it comes', async () => {
    const { clock, peer, acquirer, purse } = open();
    for (const mti of ['0220', '0221', '0221']) await clock.drive(peer.ask(mti, advice));
    expect(acquirer.books()).toHaveLength(1);
    expect(purse.balanceMinor).toBe(10_000 - amountMinor);
    expect(acquirer.counters().repeatedAdvices).toBe(2);
  });

  test('can be reversed', async () => {
    const { clock, peer, acquirer, purse } = open();
    await clock.drive(peer.ask('0220', advice));
    const answer = await clock.drive(peer.ask('0400', { ...kept, '11': '000078', '90': naming('0220', advice) }));
    expect(answer).toMatchObject({ mti: '0410', fields: { '39': '00' } });
    expect(acquirer.books()).toMatchObject([{ state: 'reversed' }]);
    expect(purse.balanceMinor).toBe(10_000);
  });
});

describe('a pre-authorization', () => {
  test('sets the money aside and collects nothing', async () => {
    const { clock, peer, acquirer, purse } = open();
    const answer = await clock.drive(peer.ask('0100', preAuthorization));
    expect(answer).toMatchObject({ mti: '0110', fields: { '39': '00' } });
    expect(acquirer.books()).toMatchObject([{ state: 'held', amountMinor }]);
    expect(acquirer.totals('978').capturedMinor).toBe(0);
    expect(purse.balanceMinor).toBe(10_000 - amountMinor);
  });

  test('is taken over by its completion, which may be less', async () => {
    const { clock, peer, acquirer, purse } = open();
    await clock.drive(peer.ask('0100', preAuthorization));
    for (const mti of ['0220', '0221']) {
      expect(await clock.drive(peer.ask(mti, completion))).toMatchObject({ fields: { '39': '00' } });
    }
    expect(acquirer.books()).toMatchObject([
      { state: 'released', amountMinor },
      { state: 'captured', amountMinor: 800 },
    ]);
    expect(purse.balanceMinor).toBe(10_000 - 800);
  });

  test.each([
    ['more than was set aside', { ...completion, '4': '000000009900' }],
    ['another card', { ...completion, '2': '5413330089604129' }],
    [
      'a pre-authorization that never was',
      { ...completion, '90': naming('0100', { ...preAuthorization, '11': '000999' }) },
    ],
  ])('is not completed with %s', async (_, wrong) => {
    const { clock, peer, acquirer } = open();
    await clock.drive(peer.ask('0100', preAuthorization));
    expect(await clock.drive(peer.ask('0220', wrong))).toMatchObject({ fields: { '39': '25' } });
    expect(acquirer.books()).toMatchObject([{ state: 'held' }]);
  });
});

describe('a reconciliation', () => {
  const totals = (debitCount: number, debitMinor: number): Fields => ({
    '7': purchase['7'] ?? '',
    '11': '000900',
    '41': purchase['41'] ?? '',
    '42': purchase['42'] ?? '',
    '49': '978',
    '60': '000001',
    '74': '0'.repeat(10),
    '75': '0'.repeat(10),
    '76': String(debitCount).padStart(10, '0'),
    '77': '0'.repeat(10),
    '86': '0'.repeat(16),
    '87': '0'.repeat(16),
    '88': String(debitMinor).padStart(16, '0'),
    '89': '0'.repeat(16),
    '97': `C${String(debitMinor).padStart(16, '0')}`,
  });

  test('is in balance when both count the same, and may be asked for again', async () => {
    const { clock, peer } = open();
    await clock.drive(peer.ask('0200', numbered(1)));
    for (const mti of ['0500', '0501']) {
      expect(await clock.drive(peer.ask(mti, totals(1, amountMinor)))).toMatchObject({
        mti: '0510',
        fields: { '39': '00', '66': '1' },
      });
    }
    // The next batch begins with nothing.
    const next = { ...totals(0, 0), '60': '000002' };
    expect(await clock.drive(peer.ask('0500', next))).toMatchObject({ fields: { '66': '1' } });
  });

  test.each([
    ['one too few', totals(0, 0)],
    ['another sum', totals(1, amountMinor + 1)],
  ])('is out of balance with %s', async (_, told) => {
    const { clock, peer } = open();
    await clock.drive(peer.ask('0200', numbered(1)));
    expect(await clock.drive(peer.ask('0500', told))).toMatchObject({ fields: { '39': '95', '66': '2' } });
  });
});
