import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { within } from '#drivers/ports/deadline.ts';
import { startBroker } from '#rigs/twins/broker/broker.ts';
import type { BusMessage, MessageBus } from '#drivers/ports/message-bus.ts';
import { connectBus } from './connect-bus.ts';
import { matchesFilter } from './topic-filter.ts';

const clock = wallClock();

describe('connectBus', () => {
  test('brings what one client publishes to another one that subscribed, until it no longer wants it', async () => {
    await using broker = await startBroker();
    await using one = await connectBus({ url: broker.url, clientId: 'one', clock });
    await using two = await connectBus({ url: broker.url, clientId: 'two', clock });
    const heard = listen();
    const subscription = await two.subscribe('rig/+/state', heard.onMessage);
    await one.publish('rig/plug/state', 'ON');
    expect(await heard.next()).toEqual({ topic: 'rig/plug/state', payload: 'ON', isRetained: false });
    await subscription[Symbol.asyncDispose]();
    await one.publish('rig/plug/state', 'OFF');
    await two.publish('rig/other', '');
    expect(heard.count()).toBe(1);
  });

  test('tells what the broker kept from what is new', async () => {
    await using broker = await startBroker();
    await using bus = await connectBus({ url: broker.url, clientId: 'one', clock });
    await bus.publish('tele/plug/LWT', 'Online', { isRetained: true });
    const heard = listen();
    await using _subscription = await bus.subscribe('tele/#', heard.onMessage);
    expect(await heard.next()).toEqual({ topic: 'tele/plug/LWT', payload: 'Online', isRetained: true });
    await bus.publish('tele/plug/LWT', 'Offline', { isRetained: true });
    expect(await heard.next()).toEqual({ topic: 'tele/plug/LWT', payload: 'Offline', isRetained: false });
  });

  test('leaves its will with the broker, which speaks it when the connection breaks', async () => {
    await using broker = await startBroker();
    const heard = listen();
    using _listening = broker.onMessage(heard.onMessage);
    const will = { topic: 'tele/plug/LWT', payload: 'Offline', isRetained: true };
    await using _bus = await connectBus({ url: broker.url, clientId: 'plug', clock, will });
    broker.dropClients();
    expect(await heard.next()).toMatchObject({ topic: 'tele/plug/LWT', payload: 'Offline' });
  });

  test('says BUS_LOST when the broker is gone, and never sends later what failed', async () => {
    await using broker = await startBroker();
    await using bus = await connectBus({ url: broker.url, clientId: 'one', clock });
    broker.dropClients();
    const heard = listen();
    using _listening = broker.onMessage(heard.onMessage);
    await expect(bus.publish('cmnd/plug/POWER', 'OFF')).rejects.toMatchObject({ code: 'BUS_LOST', blame: 'bench' });
    await expect(bus.subscribe('stat/#', heard.onMessage)).rejects.toMatchObject({ code: 'BUS_LOST' });
    expect(heard.count()).toBe(0);
  });

  test('says BUS_REFUSED where nobody listens, without the password in the address', async () => {
    const connecting = connectBus({ url: 'mqtt://rig:letmein@127.0.0.1:1', clientId: 'one', clock });
    const failure: unknown = await connecting.then(() => undefined).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'BUS_REFUSED', facts: { address: 'mqtt://127.0.0.1:1' } });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('letmein');
  });

  test('says BUS_REFUSED when something takes the connection and closes it again', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(connectBus({ url, clientId: 'one', clock })).rejects.toMatchObject({ code: 'BUS_REFUSED' });
    server.close();
  });
});

/** Filters and topics as the standard's chapter 4.7 has them. */
test.each([
  ['sport/tennis/player1/#', 'sport/tennis/player1', true],
  ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
  ['sport/#', 'sport', true],
  ['#', 'sport/tennis', true],
  ['sport/tennis/+', 'sport/tennis/player1', true],
  ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
  ['sport/+', 'sport', false],
  ['sport/+', 'sport/', true],
  ['+/+', '/finance', true],
  ['/+', '/finance', true],
  ['+', '/finance', false],
  ['#', '$SYS/uptime', false],
  ['+/monitor/Clients', '$SYS/monitor/Clients', false],
  ['$SYS/#', '$SYS/uptime', true],
])('the filter %s and the topic %s: %s', (filter, topic, matches) => {
  expect(matchesFilter(filter, topic)).toBe(matches);
});

interface Ear {
  readonly onMessage: Parameters<MessageBus['subscribe']>[1];
  next(): Promise<BusMessage>;
  count(): number;
}

function listen(): Ear {
  const messages: BusMessage[] = [];
  let taken = 0;
  let arrival = Promise.withResolvers<void>();
  return {
    onMessage(message) {
      messages.push(message);
      arrival.resolve();
      arrival = Promise.withResolvers();
    },
    async next() {
      if (messages.length <= taken) await within(clock, arrival.promise, { timeoutMs: 2000 });
      const message = messages[taken];
      if (message === undefined) throw new Error('no message came in 2 s');
      taken += 1;
      return message;
    },
    count: () => messages.length,
  };
}
