import { expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { blackHole } from './faults/black-hole.ts';
import { connectionReset } from './faults/connection-reset.ts';
import { corruption } from './faults/corruption.ts';
import { latency } from './faults/latency.ts';
import { slicing } from './faults/slicing.ts';
import { pipeline } from './pipe.fixture.ts';

test('passes bytes both ways and ends when the terminal closes', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end, fates } = pipeline(clock, []).connect();
  await terminal.send(Buffer.from('hello;'));
  await clock.drive(clock.sleep(1));
  await terminal[Symbol.asyncDispose]();
  expect(await clock.drive(end)).toBe('closed');
  expect(fates).toEqual(['to-host hello; delivered', 'from-host hello; delivered']);
});

test('delays by the exact milliseconds and keeps the order of chunks', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end, heard, listening } = pipeline(clock, [
    latency({ direction: 'from-host', delayMs: 250 }),
  ]).connect();
  await terminal.send(Buffer.from('one;'));
  await clock.drive(clock.sleep(100));
  await terminal.send(Buffer.from('two;'));
  await clock.drive(clock.sleep(1000));
  await terminal[Symbol.asyncDispose]();
  await clock.drive(Promise.all([end, listening]));
  expect(heard).toEqual([
    { atMs: 250, text: 'one;' },
    { atMs: 500, text: 'two;' },
  ]);
});

test('swallows one direction only when told so', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end, fates } = pipeline(clock, [blackHole({ direction: 'from-host' })]).connect();
  await terminal.send(Buffer.from('ping;'));
  await clock.drive(clock.sleep(1));
  await terminal[Symbol.asyncDispose]();
  await clock.drive(end);
  expect(fates).toEqual(['to-host ping; delivered', 'from-host ping; lost']);
});

test('resets the terminal at the n-th answer and delivers the ones before', async () => {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, end, heard, listening } = pipeline(clock, [
    connectionReset({ direction: 'from-host', starts: { atMessage: 2 } }),
  ]).connect();
  await terminal.send(Buffer.from('one;'));
  await clock.drive(clock.sleep(5));
  await terminal.send(Buffer.from('two;'));
  expect(await clock.drive(end)).toBe('reset');
  await expect(listening).rejects.toThrow('reset');
  expect(heard).toEqual([{ atMs: 0, text: 'one;' }]);
  await expect(terminal.send(Buffer.from('three;'))).rejects.toThrow('reset');
});

test('lets every fault work on what the ones before it let through, each counting what was sent', async () => {
  const clock = virtualClock({ startMs: 0 });
  const all = { direction: 'to-host' } as const;
  const { connect, struck } = pipeline(clock, [
    blackHole({ ...all, starts: { atMessage: 1 }, lasts: { forMessages: 1 } }),
    slicing({ ...all, starts: { atMessage: 2 }, pieceBytes: 2, gapMs: 10 }),
    latency({ ...all, starts: { atMessage: 2 }, delayMs: 5 }),
  ]);
  const { terminal, host } = connect();
  await terminal.send(Buffer.from('one;'));
  await terminal.send(Buffer.from('two;'));
  await clock.drive(clock.sleep(1000));
  expect(host).toEqual([
    { atMs: 5, text: 'tw' },
    { atMs: 20, text: 'o;' },
  ]);
  expect(struck).toEqual(['black-hole', 'slicing', 'latency']);
});

test('says that a message that was changed on its way was not delivered', async () => {
  const clock = virtualClock({ startMs: 0 });
  const rng = { below: () => 0, bytes: () => new Uint8Array(), fork: () => rng };
  const { terminal, fates, host } = pipeline(clock, [
    corruption({ direction: 'to-host', flips: 1, rng, lasts: { forMessages: 1 } }),
  ]).connect();
  await terminal.send(Buffer.from('a;'));
  await terminal.send(Buffer.from('b;'));
  await clock.drive(clock.sleep(1));
  // The lowest bit of the first byte.
  expect(host.map(({ text }) => text)).toEqual(['`;', 'b;']);
  expect(fates.slice(0, 1)).toEqual(['to-host a; lost']);
  expect(fates).toContain('to-host b; delivered');
});
