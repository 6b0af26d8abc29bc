import { expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { blackHole } from './faults/black-hole.ts';
import { connectionReset } from './faults/connection-reset.ts';
import type { LinkFault } from './faults/fault.ts';
import { latency } from './faults/latency.ts';
import { memoryLinkPair } from './memory-link.ts';
import { joinThroughFaults } from './pipe.ts';

interface Heard {
  readonly atMs: number;
  readonly text: string;
}

/** A terminal and a host with the pipe between them. The host echoes what it hears. */
function wired(clock: Clock, faults: readonly LinkFault[]) {
  const [terminal, pipeTerminal] = memoryLinkPair(clock);
  const [pipeHost, host] = memoryLinkPair(clock);
  const fates: string[] = [];
  const end = joinThroughFaults(
    { terminal: pipeTerminal, host: pipeHost },
    {
      clock,
      faults: () => faults,
      onPassage: ({ direction, bytes }, isDelivered) =>
        void fates.push(`${direction} ${Buffer.from(bytes).toString()} ${isDelivered ? 'delivered' : 'lost'}`),
    },
  );
  const echo = (async () => {
    for await (const chunk of host.received) await host.send(chunk.bytes);
  })();
  return { terminal, end, echo, fates };
}

async function hear(link: ByteLink, clock: Clock, heard: Heard[]): Promise<void> {
  for await (const chunk of link.received)
    heard.push({ atMs: clock.nowMs(), text: Buffer.from(chunk.bytes).toString() });
}

test('passes bytes both ways and ends when the terminal closes', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end, fates } = wired(clock, []);
  await terminal.send(Buffer.from('hello'));
  await clock.drive(clock.sleep(1));
  await terminal[Symbol.asyncDispose]();
  expect(await clock.drive(end)).toBe('closed');
  expect(fates).toEqual(['to-host hello delivered', 'from-host hello delivered']);
});

test('delays by the exact milliseconds and keeps the order of chunks', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end } = wired(clock, [latency({ direction: 'from-host', delayMs: 250 })]);
  const heard: Heard[] = [];
  const listening = hear(terminal, clock, heard);
  await terminal.send(Buffer.from('one'));
  await clock.drive(clock.sleep(100));
  await terminal.send(Buffer.from('two'));
  await clock.drive(clock.sleep(1000));
  await terminal[Symbol.asyncDispose]();
  await clock.drive(Promise.all([end, listening]));
  expect(heard).toEqual([
    { atMs: 250, text: 'one' },
    { atMs: 500, text: 'two' },
  ]);
});

test('swallows one direction only when told so', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end, fates } = wired(clock, [blackHole({ direction: 'from-host' })]);
  await terminal.send(Buffer.from('ping'));
  await clock.drive(clock.sleep(1));
  await terminal[Symbol.asyncDispose]();
  await clock.drive(end);
  expect(fates).toEqual(['to-host ping delivered', 'from-host ping lost']);
});

test('resets the terminal at the n-th answer and delivers the ones before', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end } = wired(clock, [connectionReset({ direction: 'from-host', passage: 2 })]);
  const heard: Heard[] = [];
  const listening = hear(terminal, clock, heard);
  listening.catch(() => undefined);
  await terminal.send(Buffer.from('one'));
  await clock.drive(clock.sleep(5));
  await terminal.send(Buffer.from('two'));
  expect(await clock.drive(end)).toBe('reset');
  await expect(listening).rejects.toThrow('reset');
  expect(heard).toEqual([{ atMs: 0, text: 'one' }]);
  await expect(terminal.send(Buffer.from('three'))).rejects.toThrow('reset');
});
