import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { openAcquirer, purchase, reversal } from './acquirer.fixture.ts';
import type { Fields } from './message-codec.ts';

const startMs = Date.UTC(2026, 10, 22, 12);
const open = () => openAcquirer({ clock: virtualClock({ startMs }), rng: seededRng('7') });

/** DE 95 by hand: 12 digits of the transaction, 12 of the settlement, two fees of a sign and 8 digits. */
const leaves = (amountMinor: number): string =>
  [String(amountMinor).padStart(12, '0'), '000000000000', 'C00000000', 'C00000000'].join('');
const part: Fields = { ...reversal, '95': leaves(1000) };
const whole: Fields = { ...reversal, '11': '000019' };

describe('a partial reversal', () => {
  test('leaves what it says, in the books and of the account', async () => {
    const { clock, peer, acquirer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    const answer = await clock.drive(peer.ask('0420', part));
    expect(answer).toMatchObject({ mti: '0430', fields: { '39': '00' } });
    expect(acquirer.books()).toEqual([{ stan: '000017', amountMinor: 1000, askedMinor: 1250, state: 'captured' }]);
    expect(purse.balanceMinor).toBe(10_000 - 1000);
  });

  test('counts once, however often it comes, and whatever came after it', async () => {
    const { clock, peer, acquirer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    const less = { ...part, '11': '000021', '95': leaves(700) };
    for (const fields of [part, part, less, part]) await clock.drive(peer.ask('0421', fields));
    expect(acquirer.books()).toMatchObject([{ amountMinor: 700, state: 'captured' }]);
    expect(purse.balanceMinor).toBe(10_000 - 700);
    expect(acquirer.counters()).toMatchObject({ repeatedReversals: 2, alteredRepeats: 0 });
  });

  test.each([
    ['more than was approved', leaves(1251)],
    ['nothing', leaves(0)],
    ['what can not be read', '0'.repeat(42)],
  ])('is refused when it leaves %s', async (_title, replacement) => {
    const { clock, peer, acquirer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    const answer = await clock.drive(peer.ask('0420', { ...part, '95': replacement }));
    expect(answer?.fields['39']).toBe('13');
    expect(acquirer.books()).toEqual([{ stan: '000017', amountMinor: 1250, state: 'captured' }]);
    expect(purse.balanceMinor).toBe(8750);
  });

  test('can be followed by one of the rest', async () => {
    const { clock, peer, acquirer, purse } = open();
    await clock.drive(peer.ask('0200', purchase));
    await clock.drive(peer.ask('0420', part));
    const answer = await clock.drive(peer.ask('0400', whole));
    expect(answer?.fields['39']).toBe('00');
    expect(acquirer.books()).toMatchObject([{ state: 'reversed' }]);
    expect(purse.balanceMinor).toBe(10_000);
    await clock.drive(peer.ask('0421', part));
    expect(purse.balanceMinor).toBe(10_000);
  });

  test('without an original says nothing about one that comes later', async () => {
    const { clock, peer, purse } = open();
    const early = await clock.drive(peer.ask('0420', part));
    const late = await clock.drive(peer.ask('0200', purchase));
    expect([early?.fields['39'], late?.fields['39']]).toEqual(['25', '00']);
    expect(purse.balanceMinor).toBe(8750);
  });
});

test('an approval of a part takes the part alone, and its reversal gives that back', async () => {
  const { clock, peer, acquirer, purse } = open();
  acquirer.behave({ kind: 'partial-approval', amountMinor: 600 });
  const answer = await clock.drive(peer.ask('0200', { ...purchase, '61': '1' }));
  expect(answer?.fields).toMatchObject({ '4': '000000000600', '39': '10' });
  expect(purse.balanceMinor).toBe(10_000 - 600);
  await clock.drive(peer.ask('0420', reversal));
  expect(purse.balanceMinor).toBe(10_000);
});
