import { describe, expect, test } from 'vitest';

import { PowerLost } from '../device/power-gate.ts';
import type { Edit } from '../testing/scripted-host.ts';
import {
  configuration,
  onlyRequests,
  pay,
  purchase,
  receivedTypes,
  startMs,
  switchOn,
  testPan,
  worldOf,
} from '../testing/terminal-fixture.ts';

describe('a reversal', () => {
  test('leaves as soon as the response timer is over and carries the original', async () => {
    const world = worldOf();
    world.host.treat = onlyRequests({ kind: 'swallow-answer' });
    const terminal = switchOn(world);
    const report = await pay(world, terminal);
    expect(report).toMatchObject({
      outcome: 'declined',
      reason: 'host-silent',
      stan: '000001',
      displayed: ['DECLINED'],
    });
    const [request, advice] = world.host.received;
    expect(advice?.atMs).toBe(startMs + configuration.hostResponseTimeoutMs);
    expect(advice?.message.mti).toBe('0420');
    expect(Object.fromEntries(advice?.message.fields ?? [])).toEqual({
      2: testPan,
      3: '000000',
      4: '000000001250',
      7: '1122102045',
      11: '000002',
      12: '102030',
      13: '1122',
      14: '3011',
      22: '072',
      23: '001',
      25: '00',
      32: '123456',
      37: request?.message.fields.get(37),
      41: 'TERM0001',
      42: 'MERCHANT0000001',
      49: '978',
      // Of the request's: profile, counter, issuer data, results (Book 4, 12.1.8 table 22).
      55: '820219809F360200019F10120114A00003220000000000000000000000FF95050000008000',
      90: ['0200', '000001', '1122102030', '00000123456', '00000000000'].join(''),
    });
    expect(terminal.book()).toMatchObject([{ state: 'reversed' }]);
    expect(world.host.ledger.get('000001')?.state).toBe('reversed');
  });

  test('follows an answer that calls the request a duplicate, as the first copy may have been approved', async () => {
    const world = worldOf();
    world.host.responseCode = '94';
    const terminal = switchOn(world);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'declined', reason: 'host-says-duplicate' });
    expect(receivedTypes(world)).toEqual(['0200', '0420']);
    expect(terminal.book()).toMatchObject([{ state: 'reversed' }]);
  });

  test('follows a connection that broke when the request may have left', async () => {
    const world = worldOf();
    world.host.treat = onlyRequests({ kind: 'break', when: 'after' });
    const terminal = switchOn(world);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'declined', reason: 'connection-lost' });
    expect(world.host.ledger.get('000001')?.state).toBe('reversed');
  });

  test('is repeated as 0421, otherwise byte for byte the same, at the agreed pace until it is answered', async () => {
    const world = worldOf();
    let deafTo = 3;
    world.host.treat = (message) => {
      if (message.mti === '0200') return { kind: 'swallow-answer' };
      deafTo -= 1;
      return { kind: deafTo >= 0 ? 'swallow-answer' : 'answer' };
    };
    const terminal = switchOn(world);
    await pay(world, terminal);
    expect(await world.clock.drive(terminal.settle({ timeoutMs: 600_000 }))).toBe(0);
    expect(receivedTypes(world)).toEqual(['0200', '0420', '0421', '0421', '0421']);
    const [, first, ...repeats] = world.host.received.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    for (const repeat of repeats) expect(repeat).toBe(`0421${first?.slice(4)}`);
    const [, ...sentAtMs] = world.host.received.map(({ atMs }) => atMs - startMs);
    expect(sentAtMs).toEqual([15_000, 90_000, 165_000, 240_000]);
  });

  test.each(['21', '25'])('is over when the host knows no such original (%s)', async (responseCode) => {
    const world = worldOf();
    const edit: Edit = ({ mti, fields }) => ({ mti, fields: new Map([...fields, [39, responseCode]]) });
    world.host.treat = ({ mti }) => (mti === '0200' ? { kind: 'swallow' } : { kind: 'answer', edit });
    const terminal = switchOn(world);
    await pay(world, terminal);
    expect(world.needs.store.owedCount()).toBe(0);
  });

  test.each(['30', '91', '05'])('stays owed when the host answers %s', async (responseCode) => {
    const world = worldOf();
    const edit: Edit = ({ mti, fields }) => ({ mti, fields: new Map([...fields, [39, responseCode]]) });
    world.host.treat = ({ mti }) => (mti === '0200' ? { kind: 'swallow' } : { kind: 'answer', edit });
    await pay(world, switchOn(world));
    expect(world.needs.store.owedCount()).toBe(1);
  });

  test('leaves before the next request, on the same connection', async () => {
    const world = worldOf();
    world.host.treat = ({ mti }) => (mti === '0200' ? { kind: 'swallow-answer' } : { kind: 'swallow' });
    const terminal = switchOn(world);
    await pay(world, terminal);
    world.host.treat = () => ({ kind: 'answer' });
    const before = world.host.connectCount();
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'approved' });
    expect(receivedTypes(world)).toEqual(['0200', '0421', '0200']);
    // Two silent exchanges in a row: the old connection is given up, the new one serves both messages.
    expect(world.host.connectCount()).toBe(before + 1);
  });

  test('that can not be delivered keeps the card from being asked for', async () => {
    const world = worldOf();
    world.host.treat = () => ({ kind: 'swallow' });
    const terminal = switchOn(world);
    await pay(world, terminal);
    world.host.isReachable = false;
    const polls = world.pollCount();
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'refused', reason: 'reversal-pending' });
    expect(world.pollCount()).toBe(polls);
  });

  test('settle tells what is still owed when its time is over', async () => {
    const world = worldOf();
    world.host.treat = () => ({ kind: 'swallow' });
    const terminal = switchOn(world);
    await pay(world, terminal);
    const fromMs = world.clock.nowMs();
    expect(await world.clock.drive(terminal.settle({ timeoutMs: 200_000 }))).toBe(1);
    expect(world.clock.nowMs()).toBe(fromMs + 200_000);
  });
});

describe('a power cut', () => {
  test('rejects what is under way and everything after it', async () => {
    const world = worldOf();
    world.host.treat = () => ({ kind: 'swallow' });
    const terminal = switchOn(world);
    const work = terminal.perform(purchase);
    const cut = world.clock.sleep(5000).then(() => terminal.cutPower());
    await expect(world.clock.drive(work)).rejects.toBeInstanceOf(PowerLost);
    await cut;
    await expect(terminal.perform(purchase)).rejects.toBeInstanceOf(PowerLost);
    expect(world.needs.store.openIntents()).toHaveLength(1);
  });

  test('is followed by the reversal of what was open as soon as the terminal is on again', async () => {
    const world = worldOf();
    world.host.treat = onlyRequests({ kind: 'swallow-answer' });
    const first = switchOn(world);
    const work = first.perform(purchase);
    const cut = world.clock.sleep(5000).then(() => first.cutPower());
    await expect(world.clock.drive(work)).rejects.toBeInstanceOf(PowerLost);
    await cut;
    const second = switchOn(world);
    expect(await world.clock.drive(second.settle({ timeoutMs: 60_000 }))).toBe(0);
    expect(receivedTypes(world)).toEqual(['0200', '0420']);
    expect(second.book()).toEqual([{ stan: '000001', amountMinor: 1250, state: 'reversed' }]);
  });

  test('does not make a trace number come again', async () => {
    const world = worldOf();
    const first = switchOn(world);
    await pay(world, first);
    first.cutPower();
    expect(await pay(world, switchOn(world))).toMatchObject({ stan: '000002' });
  });
});
