import { describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { connectBus } from '#drivers/mqtt/connect-bus.ts';
import { startBroker } from '#rigs/twins/broker/broker.ts';
import { startTasmotaTwin, tasmotaWill } from '#rigs/twins/plug/tasmota-twin.ts';
import type { TasmotaTwin, TasmotaTwinOptions } from '#rigs/twins/plug/tasmota-twin.ts';
import type { BusMessage, MessageBus } from '#drivers/ports/message-bus.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { readPower } from './tasmota-answer.ts';
import { tasmotaPlug } from './tasmota.ts';

const clock = wallClock();
/** Five times as fast, for the tests in which nothing ever comes. */
const hastyClock: Clock = {
  ...clock,
  nowMs: () => clock.nowMs() * 5,
  sleep: (ms, signal) => clock.sleep(ms / 5, signal),
};
const topic = 'tasmota_8A2B3C';

describe('tasmotaPlug', () => {
  test('switches on and off, and each time the relay moves once', async () => {
    await using bench = await benchWithPlug();
    await using plug = await tasmotaPlug({ bus: bench.bus, topic, clock });
    await plug.set(true);
    expect(await plug.state()).toEqual({ isOn: true });
    await plug.set(true);
    await plug.set(false);
    expect(await plug.state()).toEqual({ isOn: false });
    expect(bench.moves).toEqual([true, false]);
  });

  test.each<{ readonly name: string; readonly twin: Partial<TasmotaTwinOptions> }>([
    { name: 'calls its relay POWER1', twin: { relayName: 'POWER1' } },
    { name: 'answers under the name of the command', twin: { answersUnderCommand: true } },
    { name: 'answers plainly first', twin: { answers: ['plain', 'json'] } },
    { name: 'answers in JSON only', twin: { answers: ['json'] } },
    { name: 'answers plainly only', twin: { answers: ['plain'] } },
    { name: 'left a stale state with the broker', twin: { staleState: 'ON' } },
  ])('understands a plug that $name', async ({ twin }) => {
    await using bench = await benchWithPlug(twin);
    await using plug = await tasmotaPlug({ bus: bench.bus, topic, clock });
    expect(await plug.state()).toEqual({ isOn: false });
    await plug.set(true);
    expect(bench.twin.isOn()).toBe(true);
  });

  test('sends idempotent words only, and nothing that the broker keeps', async () => {
    await using bench = await benchWithPlug();
    await using plug = await tasmotaPlug({ bus: bench.bus, topic, clock });
    await plug.set(true);
    const commands = bench.published.filter((message) => message.topic.startsWith('cmnd/'));
    expect(commands.map(({ payload }) => payload)).toEqual(['11', 'ON', '11']);
    expect(commands.filter(({ isRetained }) => isRetained)).toEqual([]);
  });

  test('tries again when a command is lost, and is done when one arrives', async () => {
    await using bench = await benchWithPlug({ lostCommands: 1 });
    await using plug = await tasmotaPlug({ bus: bench.bus, topic, clock });
    await plug.set(true);
    expect(bench.moves).toEqual([true]);
  });

  test('says SWITCH_SILENT after three tries at a plug whose relay is stuck', async () => {
    await using bench = await benchWithPlug({ isStuck: true });
    await using plug = await tasmotaPlug({ bus: bench.bus, topic, clock: hastyClock });
    await expect(plug.set(true)).rejects.toMatchObject({ code: 'SWITCH_SILENT', blame: 'bench' });
    expect(bench.twin.heard.filter((word) => word === 'ON')).toHaveLength(3);
  });

  test('says SWITCH_SILENT about a topic that nobody announces', async () => {
    await using bench = await benchWithPlug();
    const opening = tasmotaPlug({ bus: bench.bus, topic: 'tasmota_000000', clock: hastyClock });
    await expect(opening).rejects.toMatchObject({ code: 'SWITCH_SILENT' });
  });

  test('does not believe what the broker kept of a plug that has gone', async () => {
    await using broker = await startBroker();
    await using bus = await connectBus({ url: broker.url, clientId: 'rig', clock });
    {
      await using own = await connectBus({ url: broker.url, clientId: 'plug', clock, will: tasmotaWill(topic) });
      await using _twin = await startTasmotaTwin({ bus: own, topic, onSwitch: () => undefined, staleState: 'ON' });
    }
    await expect(tasmotaPlug({ bus, topic, clock })).rejects.toThrow('offline');
  });

  test('passes on that the broker is gone', async () => {
    await using bench = await benchWithPlug();
    const plug = await tasmotaPlug({ bus: bench.bus, topic, clock });
    bench.dropClients();
    await expect(plug.set(true)).rejects.toMatchObject({ code: 'BUS_LOST' });
  });
});

/** Answers in the shapes that the firmware's documentation shows. */
test.each([
  ['STATUS11', '{"StatusSTS":{"Time":"2019-11-03T18:00:00","POWER":"ON"}}', 1, 'on'],
  ['STATUS11', '{"StatusSTS":{"POWER1":"OFF","POWER2":"ON"}}', 1, 'off'],
  ['STATUS11', '{"StatusSTS":{"POWER1":"OFF","POWER2":"ON"}}', 2, 'on'],
  ['status11', '{"statussts":{"power":"on"}}', 1, 'on'],
  ['STATUS11', '{"StatusSTS":{"Wifi":{"RSSI":72}}}', 1, undefined],
  ['RESULT', '{"Command":"Unknown"}', 1, 'refused'],
  ['POWER3', '{"Command":"Error"}', 1, 'refused'],
  ['RESULT', '{"POWER":"ON"}', 1, undefined],
  ['POWER', 'ON', 1, undefined],
  ['RESULT', '{"TelePeriod":300}', 1, undefined],
  ['STATUS11', '{"StatusSTS":', 1, undefined],
] as const)('reads %s %s for relay %i as %s', (command, payload, relay, expected) => {
  expect(readPower({ command, payload, relay })).toBe(expected);
});

interface PlugBench extends AsyncDisposable {
  readonly bus: MessageBus;
  readonly twin: TasmotaTwin;
  readonly moves: readonly boolean[];
  readonly published: readonly BusMessage[];
  dropClients(): void;
}

async function benchWithPlug(options: Partial<TasmotaTwinOptions> = {}): Promise<PlugBench> {
  await using opened = new AsyncDisposableStack();
  const broker = opened.use(await startBroker());
  const published: BusMessage[] = [];
  opened.use(broker.onMessage((message) => published.push(message)));
  const own = await connectBus({ url: broker.url, clientId: 'plug', clock, will: tasmotaWill(topic) });
  opened.use(own);
  const moves: boolean[] = [];
  const twin = await startTasmotaTwin({ bus: own, topic, onSwitch: (isOn) => moves.push(isOn), ...options });
  opened.use(twin);
  const bus = opened.use(await connectBus({ url: broker.url, clientId: 'rig', clock }));
  const owned = opened.move();
  return {
    bus,
    twin,
    moves,
    published,
    dropClients: () => broker.dropClients(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
