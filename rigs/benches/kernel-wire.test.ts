import { expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { NetworkNamespace } from '#drivers/network/network-namespace.ts';
import type { LinkFault } from '#rigs/faults/fault.ts';
import { kernelLinkDown } from '#rigs/faults/kernel-link-down.ts';
import { kernelLoss } from '#rigs/faults/kernel-loss.ts';
import { kernelRate } from '#rigs/faults/kernel-rate.ts';
import { createJournal } from '#rigs/journal.ts';
import { kernelWire } from './kernel-wire.ts';

/** A wire whose kernel keeps a list of what it was told; `packets` is what it counted when it is asked. */
function wired(packets: number) {
  const clock = virtualClock({ startMs: 0 });
  const journal = createJournal(clock);
  const told: string[] = [];
  const onPipe: LinkFault[] = [];
  const tell = (text: string): Promise<void> => Promise.resolve(void told.push(`${clock.nowMs()} ${text}`));
  const space: NetworkNamespace = {
    name: 'written down',
    host: '198.18.0.2',
    port: 1,
    setLoss: (direction, percent) => tell(`loss ${direction} ${percent}`),
    setRate: (direction, bitsPerS) => tell(`rate ${direction} ${bitsPerS ?? 'none'}`),
    setLink: (isUp) => tell(`link ${isUp ? 'up' : 'down'}`),
    droppedPackets: () => Promise.resolve(packets),
    waitedPackets: () => Promise.resolve(packets),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const armOnPipe = (fault: LinkFault): AsyncDisposable => {
    onPipe.push(fault);
    return { [Symbol.asyncDispose]: () => Promise.resolve() };
  };
  const wire = kernelWire({ clock, journal, openSpace: () => Promise.resolve(space), armOnPipe });
  const faults = (): readonly string[] =>
    journal.events.flatMap((event) =>
      event.kind === 'fault' ? [`${event.state} ${event.facts['droppedPackets'] ?? ''}`] : [],
    );
  return { clock, journal, told, onPipe, wire, faults };
}

test('loss is set in its directions until it is lifted, and has struck if the kernel dropped something', async () => {
  const { told, wire, faults } = wired(3);
  const handle = await wire.arm(kernelLoss({ direction: 'both', percent: 20 }));
  expect(wire.isInUse()).toBe(true);
  await handle[Symbol.asyncDispose]();
  expect(told).toEqual(['0 loss to-host 20', '0 loss from-host 20', '0 loss to-host 0', '0 loss from-host 0']);
  expect(faults()).toEqual(['armed ', 'struck 6', 'lifted ']);
});

test('a rate behind which nothing waited did not strike', async () => {
  const { wire, faults } = wired(0);
  await (await wire.arm(kernelRate({ direction: 'to-host', bitsPerS: 64_000 })))[Symbol.asyncDispose]();
  expect(faults()).toEqual(['armed ', 'lifted ']);
});

test('a link goes down and up at its times', async () => {
  const { clock, told, wire } = wired(0);
  const fault = kernelLinkDown({ direction: 'both', starts: { afterMs: 50 }, lasts: { forMs: 20 } });
  const handle = await wire.arm(fault);
  await clock.drive(clock.sleep(200));
  await handle[Symbol.asyncDispose]();
  expect(told).toEqual(['50 link down', '70 link up']);
});

test('at a message the pipe waits until the link is down', async () => {
  const { told, onPipe, wire } = wired(0);
  await wire.arm(kernelLinkDown({ direction: 'from-host', starts: { atMessage: 2 } }));
  expect(told).toEqual([]);
  expect(onPipe.map(({ trigger }) => trigger.starts)).toEqual([{ atMessage: 2 }]);
  await onPipe[0]?.onStrike?.();
  expect(told).toEqual(['0 link down']);
});

test('what a scenario left is cleared at the end of the case, once', async () => {
  const { told, wire } = wired(0);
  await wire.arm(kernelLinkDown({ direction: 'both' }));
  await wire[Symbol.asyncDispose]();
  await wire[Symbol.asyncDispose]();
  expect(told).toEqual(['0 link down', '0 link up']);
});

test('a fault that comes when a connection is open already is refused', async () => {
  const { journal, wire } = wired(0);
  journal.append({ kind: 'host-link', state: 'connected' });
  await expect(wire.arm(kernelLoss({ direction: 'both', percent: 1 }))).rejects.toMatchObject({
    code: 'WIRE_TOO_LATE',
  });
});

test.each([
  [
    () => kernelLoss({ direction: 'both', percent: 0 }),
    'percent of fault kernel-loss must be a whole number from 1 to 100',
  ],
  [
    () => kernelLoss({ direction: 'both', percent: 5, lasts: { forMessages: 1 } }),
    "lasts of fault kernel-loss must be 'until-lifted' or { forMs: n }: the kernel counts no messages",
  ],
])('an option that the kernel can not follow is refused in words (%#)', (make, message) => {
  expect(make).toThrow(message);
});
