import { expect, test } from 'vitest';

import { configuration, onlineKernel, worldOf } from '../testing/terminal-fixture.ts';
import { createTerminal } from '../terminal.ts';
import { powerGate, PowerLost } from './power-gate.ts';

test('a wait that was pending when the power was cut rejects', async () => {
  const world = worldOf();
  const gate = powerGate(world.needs);
  const wait = gate.needs.clock.sleep(1000);
  gate.cut();
  await expect(wait).rejects.toBeInstanceOf(PowerLost);
});

test('nothing gets through to the world after the cut', async () => {
  const world = worldOf();
  const gate = powerGate(world.needs);
  gate.cut();
  await expect(gate.needs.contactless.poll()).rejects.toBeInstanceOf(PowerLost);
  await expect(gate.needs.host.connect()).rejects.toBeInstanceOf(PowerLost);
  expect(() => gate.needs.store.nextStan()).toThrow(PowerLost);
  expect([world.pollCount(), world.host.connectCount()]).toEqual([0, 0]);
  expect(world.needs.store.nextStan()).toBe('000001');
});

test('a connection that stood drops with the power', async () => {
  const world = worldOf();
  const gate = powerGate(world.needs);
  const connection = await gate.needs.host.connect();
  const end = connection.received[Symbol.asyncIterator]().next();
  gate.cut();
  await expect(end).rejects.toBeInstanceOf(PowerLost);
  await expect(connection.send(new Uint8Array(1))).rejects.toBeInstanceOf(PowerLost);
});

test('a cut that a display calls for takes effect before the next statement', async () => {
  const world = worldOf();
  const observer = {
    display: (): void => terminal.cutPower(),
    kernelStep: (): void => undefined,
  };
  const terminal = createTerminal({ configuration, needs: { ...world.needs, observer }, kernel: onlineKernel });
  const work = terminal.perform({ kind: 'purchase', amountMinor: 100, currencyCode: '978' });
  await expect(world.clock.drive(work)).rejects.toBeInstanceOf(PowerLost);
});
