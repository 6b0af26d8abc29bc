import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { numbered, openAcquirer, Peer, purchase, reversal } from './acquirer.fixture.ts';
import { decodeForTrace, encodeMessage } from './message-codec.ts';
import { frameMessage } from './message-split.ts';

function open() {
  return openAcquirer({ clock: virtualClock({ startMs: 1_795_342_500_000 }), rng: seededRng('acquirer test') });
}

describe('an acquirer that was told how to behave', () => {
  test('is silent once, but has booked: a reversal finds its original', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'silent' });
    peer.send('0200', purchase);
    expect(await clock.drive(peer.isSilent())).toBe(true);
    expect(acquirer.books()[0]?.state).toBe('captured');
  });

  test('knows nothing of a request that it was told not to book', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'silent', isBooked: false });
    peer.send('0200', purchase);
    expect(await clock.drive(peer.isSilent())).toBe(true);
    expect(acquirer.books()).toEqual([]);
  });

  test('answers late by exactly the delay, and others meanwhile', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'delay', delayMs: 31_000 });
    const startMs = clock.nowMs();
    peer.send('0200', purchase);
    expect((await clock.drive(peer.ask('0200', numbered(20))))?.fields['11']).toBe('000020');
    expect(clock.nowMs()).toBe(startMs);
    expect((await clock.drive(peer.next()))?.fields['11']).toBe('000017');
    expect(clock.nowMs()).toBe(startMs + 31_000);
  });

  test('drops a late answer when its connection ends first', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'delay', delayMs: 31_000 });
    peer.send('0200', purchase);
    const startMs = clock.nowMs();
    peer.toHost.push('end');
    await clock.drive(peer.served);
    expect(await peer.next()).toBeUndefined();
    expect(clock.nowMs()).toBe(startMs);
  });

  test('answers twice with the same bytes', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'duplicate' });
    peer.send('0200', purchase);
    const answers = await clock.drive(Promise.all([peer.nextRaw(), peer.nextRaw()]));
    expect(answers[0]).toEqual(answers[1]);
    expect(acquirer.books()).toHaveLength(1);
  });

  test('answers with the next trace number', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'wrong-stan' });
    expect((await clock.drive(peer.ask('0200', purchase)))?.fields['11']).toBe('000018');
  });

  test('answers with noise that no codec takes for a message', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'garbage' });
    peer.send('0200', purchase);
    const raw = await clock.drive(peer.nextRaw());
    expect(decodeForTrace(raw ?? new Uint8Array())).toBeUndefined();
  });

  test('declines as often as it was told, then is itself again', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'decline', responseCode: '91' }, { count: 2 });
    const codes: (string | undefined)[] = [];
    for (const stan of [1, 2, 3]) {
      codes.push((await clock.drive(peer.ask('0200', numbered(stan))))?.fields['39']);
    }
    expect(codes).toEqual(['91', '91', '00']);
  });

  test('takes back what was not used yet', async () => {
    const { clock, acquirer, peer } = open();
    const handle = acquirer.behave({ kind: 'decline', responseCode: '91' }, { count: 5 });
    await clock.drive(peer.ask('0200', numbered(1)));
    handle[Symbol.dispose]();
    expect((await clock.drive(peer.ask('0200', numbered(2))))?.fields['39']).toBe('00');
  });

  test('can leave a reversal unanswered that it carried out', async () => {
    const { clock, acquirer, peer } = open();
    acquirer.behave({ kind: 'silent' }, { of: 'reversal' });
    await clock.drive(peer.ask('0200', purchase));
    peer.send('0420', reversal);
    expect(await clock.drive(peer.isSilent())).toBe(true);
    expect(acquirer.books()[0]?.state).toBe('reversed');
  });
});

describe('the wire of an acquirer', () => {
  test('reads a message that comes byte by byte, and two that come at once', async () => {
    const { clock, peer } = open();
    const whole = [1, 2, 3].map((stan) => frameMessage(encodeMessage({ mti: '0200', fields: numbered(stan) })));
    for (const byte of whole[0] ?? []) peer.toHost.push(Uint8Array.of(byte));
    peer.toHost.push(Uint8Array.from(whole.slice(1).flatMap((bytes) => [...bytes])));
    const answers = await clock.drive(Promise.all([peer.next(), peer.next(), peer.next()]));
    expect(answers.map((answer) => answer?.fields['11'])).toEqual(['000001', '000002', '000003']);
  });

  test('closes the connection on a length that cannot be', async () => {
    const { clock, acquirer, peer } = open();
    peer.toHost.push(Uint8Array.of(0, 3, 1, 2, 3));
    await clock.drive(peer.served);
    expect(await peer.next()).toBeUndefined();
    expect(acquirer.counters().badLengths).toBe(1);
  });

  test('answers 30 to a message whose head it can read', async () => {
    const { clock, acquirer, peer, facts } = open();
    const whole = encodeMessage({ mti: '0200', fields: purchase });
    peer.toHost.push(frameMessage(whole.subarray(0, -1)));
    expect(await clock.drive(peer.next())).toMatchObject({ mti: '0210', fields: { '11': '000017', '39': '30' } });
    expect(facts.at(-1)).toMatchObject({ why: 'element 55 ends 1 bytes early' });
    expect(acquirer.books()).toEqual([]);
  });

  test.each([
    ['lacks an element', '0200', { ...purchase, '37': undefined }, 'message lacks element 37'],
    ['has one too many', '0420', { ...reversal, '35': '4111111111111111D3011' }, 'message must not have element 35'],
    [
      'names two accounts',
      '0200',
      { ...purchase, '35': '4111111111111111D3011201' },
      'elements 2 and 35 name two accounts',
    ],
  ])('answers 30 to a message that %s', async (_title, mti, fields, why) => {
    const { clock, peer, facts } = open();
    const present = Object.entries(fields).flatMap(([number, value]) => (value === undefined ? [] : [[number, value]]));
    const answer = await clock.drive(peer.ask(mti, Object.fromEntries(present)));
    expect(answer?.fields['39']).toBe('30');
    expect(facts.at(-1)?.['why']).toBe(why);
  });

  test('closes the connection when not even the message type can be read', async () => {
    const { clock, peer } = open();
    peer.toHost.push(frameMessage(new Uint8Array(40).fill(0xff)));
    await clock.drive(peer.served);
    expect(await peer.next()).toBeUndefined();
  });

  test('answers 12 to a request that the dialect does not have', async () => {
    const { clock, peer } = open();
    expect(await clock.drive(peer.ask('0120', purchase))).toMatchObject({ mti: '0130', fields: { '39': '12' } });
  });

  test('serves several connections with the same books', async () => {
    const { clock, acquirer, peer } = open();
    const other = new Peer(acquirer, clock);
    acquirer.behave({ kind: 'silent' });
    peer.send('0200', purchase);
    expect(await clock.drive(peer.isSilent())).toBe(true);
    expect((await clock.drive(other.ask('0420', reversal)))?.fields['39']).toBe('00');
    expect(acquirer.books()[0]?.state).toBe('reversed');
  });

  test('counts a connection that goes dead, and stays open for others', async () => {
    const { clock, acquirer, peer } = open();
    peer.toHost.push('lost');
    await clock.drive(peer.served);
    expect(acquirer.counters().lostConnections).toBe(1);
    const other = new Peer(acquirer, clock);
    expect((await clock.drive(other.ask('0200', purchase)))?.fields['39']).toBe('00');
  });
});
