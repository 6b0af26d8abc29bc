import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { pipeline, type Heard, type Wired } from '#rigs/pipe.fixture.ts';
import { bandwidth } from './bandwidth.ts';
import { blackHole } from './black-hole.ts';
import { connectionReset } from './connection-reset.ts';
import { corruption } from './corruption.ts';
import { duplication } from './duplication.ts';
import type { LinkFault } from './fault.ts';
import { halfOpen } from './half-open.ts';
import { jitter } from './jitter.ts';
import { latency } from './latency.ts';
import { orderlyClose } from './orderly-close.ts';
import { reordering } from './reordering.ts';
import { slicing } from './slicing.ts';

const toHost = { direction: 'to-host' } as const;
const fromHost = { direction: 'from-host' } as const;

/** Says these words, 100 ms apart, and waits ten seconds more. */
async function say(
  faults: readonly LinkFault[],
  words: readonly string[],
): Promise<Wired & { readonly struck: string[] }> {
  const clock = virtualClock({ startMs: 0 });
  const { connect, struck } = pipeline(clock, faults);
  const wire = connect();
  for (const word of words) {
    await wire.terminal.send(Buffer.from(word, 'latin1')).catch(() => undefined);
    await clock.drive(clock.sleep(100));
  }
  await clock.drive(clock.sleep(10_000));
  return { ...wire, struck };
}

function texts(heard: readonly Heard[]): readonly string[] {
  return heard.map(({ text }) => text);
}

describe('latency and jitter', () => {
  test('latency leaves what it does not mean alone', async () => {
    const { host } = await say(
      [latency({ ...toHost, starts: { atMessage: 2 }, lasts: { forMessages: 1 }, delayMs: 30 })],
      ['a;', 'b;', 'c;'],
    );
    expect(host.map(({ atMs }) => atMs)).toEqual([0, 130, 200]);
  });

  test('jitter stays within its bounds, keeps the order, and is the same for the same seed', async () => {
    const words = Array.from({ length: 40 }, (_, index) => `${index};`);
    const noisy = async (seed: string): Promise<readonly Heard[]> =>
      (await say([jitter({ ...toHost, delayMs: 50, jitterMs: 40, rng: seededRng(seed) })], words)).host;
    const heard = await noisy('7');
    expect(texts(heard)).toEqual(words);
    const delaysMs = heard.map(({ atMs }, index) => atMs - index * 100);
    expect(Math.min(...delaysMs)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...delaysMs)).toBeLessThanOrEqual(90);
    expect(new Set(delaysMs).size).toBeGreaterThan(10);
    expect(await noisy('7')).toEqual(heard);
    expect(await noisy('8')).not.toEqual(heard);
  });

  test('jitter larger than the delay is refused', () => {
    expect(() => jitter({ ...toHost, delayMs: 10, jitterMs: 11, rng: seededRng('1') })).toThrow(
      'jitterMs of fault jitter must be a whole number from 0 to 10, found 11',
    );
  });
});

describe('bandwidth and slicing', () => {
  test('bandwidth lets no more than its bytes a second through', async () => {
    const word = `${'x'.repeat(99)};`;
    const { host } = await say([bandwidth({ ...toHost, bytesPerS: 1000 })], [word]);
    expect(host.map(({ atMs, text }) => [atMs, text.length])).toEqual([
      [32, 32],
      [64, 32],
      [96, 32],
      [100, 4],
    ]);
  });

  test('slicing cuts messages in pieces of its size, the gap apart', async () => {
    const { host, fates } = await say([slicing({ ...toHost, pieceBytes: 3, gapMs: 20 })], ['abcdefg;']);
    expect(host).toEqual([
      { atMs: 0, text: 'abc' },
      { atMs: 20, text: 'def' },
      { atMs: 40, text: 'g;' },
    ]);
    expect(fates[0]).toBe('to-host abcdefg; delivered');
  });
});

describe('the ends of a connection', () => {
  test('an orderly close at a byte delivers the bytes before it and no reset', async () => {
    const { heard, host, end, listening, struck } = await say(
      [orderlyClose({ ...fromHost, starts: { atByte: 6 } })],
      ['abc;', 'def;'],
    );
    expect(texts(host)).toEqual(['abc;', 'def;']);
    expect(texts(heard)).toEqual(['abc;', 'd']);
    await expect(end).resolves.toBe('closed');
    await expect(listening).resolves.toBeUndefined();
    expect(struck).toEqual(['orderly-close']);
  });

  test('an orderly close at a time comes although nothing passes, and only once', async () => {
    const clock = virtualClock({ startMs: 0 });
    const { connect, struck } = pipeline(clock, [orderlyClose({ ...fromHost, starts: { afterMs: 50 } })]);
    const first = connect();
    expect(await clock.drive(first.end)).toBe('closed');
    expect(clock.nowMs()).toBe(50);
    const second = connect();
    await second.terminal.send(Buffer.from('a;'));
    await clock.drive(clock.sleep(100));
    expect(texts(second.heard)).toEqual(['a;']);
    expect(struck).toEqual(['orderly-close']);
  });

  test('a fault that was lifted ends nothing at its time', async () => {
    const clock = virtualClock({ startMs: 0 });
    const { connect, handles } = pipeline(clock, [connectionReset({ ...fromHost, starts: { afterMs: 50 } })]);
    const { terminal, heard } = connect();
    for (const handle of handles) handle[Symbol.dispose]();
    await clock.drive(clock.sleep(100));
    await terminal.send(Buffer.from('a;'));
    await clock.drive(clock.sleep(1));
    expect(texts(heard)).toEqual(['a;']);
  });

  test('half-open lets writes succeed, brings nothing, and leaves the next connection alone', async () => {
    const clock = virtualClock({ startMs: 0 });
    const { connect, struck } = pipeline(clock, [halfOpen({ ...toHost, starts: { atMessage: 2 } })]);
    const first = connect();
    for (const word of ['a;', 'b;', 'c;']) {
      await first.terminal.send(Buffer.from(word));
      await clock.drive(clock.sleep(10));
    }
    expect(texts(first.host)).toEqual(['a;']);
    expect(texts(first.heard)).toEqual(['a;']);
    expect(first.fates).toContain('to-host c; lost');
    const second = connect();
    await second.terminal.send(Buffer.from('d;'));
    await clock.drive(clock.sleep(10));
    expect(texts(second.heard)).toEqual(['d;']);
    await first.terminal[Symbol.asyncDispose]();
    expect(await clock.drive(first.end)).toBe('closed');
    expect(struck).toEqual(['half-open']);
  });

  test('half-open at a time loses what is on its way', async () => {
    const { heard } = await say(
      [latency({ ...fromHost, delayMs: 60 }), halfOpen({ ...fromHost, starts: { afterMs: 50 } })],
      ['a;'],
    );
    expect(heard).toEqual([]);
  });
});

describe('corruption', () => {
  test('flips as many bits as it says, the same ones for the same seed, and leaves what it is to skip', async () => {
    const word = '\0'.repeat(40);
    const flipped = async (seed: string): Promise<string> => {
      const fault = corruption({ ...toHost, flips: 5, skipBytes: 2, rng: seededRng(seed) });
      return texts((await say([fault], [`${word};`])).host).join('');
    };
    const text = await flipped('3');
    const bits = [...Buffer.from(text, 'latin1')].map((byte, place) => byte ^ (place === 40 ? 0x3b : 0));
    expect(bits.map((byte) => byte.toString(2).replaceAll('0', '').length).reduce((sum, count) => sum + count, 0)).toBe(
      5,
    );
    expect(bits.slice(0, 2)).toEqual([0, 0]);
    expect(await flipped('3')).toBe(text);
    expect(await flipped('4')).not.toBe(text);
  });
});

describe('duplication and reordering', () => {
  test('duplication brings a whole message twice, also one that comes in parts', async () => {
    const fault = duplication({ ...toHost, lasts: { forMessages: 1 } });
    const { host } = await say([fault], ['ab', 'c;', 'd;']);
    expect(texts(host)).toEqual(['ab', 'c;', 'abc;', 'd;']);
  });

  test.each([
    ['behind', ['b;', 'a;', 'c;']],
    ['before', ['a;', 'b;', 'c;']],
  ] as const)('reordering brings a message %s the next one', async (arrives, expected) => {
    const { host } = await say([reordering({ ...toHost, by: 'next-message', arrives })], ['a;', 'b;', 'c;']);
    expect(texts(host)).toEqual(expected);
    expect(host[0]?.atMs).toBe(100);
  });

  test('reordering brings the late answer of a connection that was given up with the next one', async () => {
    const clock = virtualClock({ startMs: 0 });
    const { connect } = pipeline(clock, [reordering({ ...fromHost, by: 'next-connection', arrives: 'before' })]);
    const first = connect();
    for (const word of ['a;', 'b;']) await first.terminal.send(Buffer.from(word));
    await clock.drive(clock.sleep(10));
    expect(texts(first.heard)).toEqual(['b;']);
    await first.terminal[Symbol.asyncDispose]();
    await clock.drive(first.end);
    const second = connect();
    await second.terminal.send(Buffer.from('c;'));
    await clock.drive(clock.sleep(10));
    expect(texts(second.heard)).toEqual(['a;', 'c;']);
  });
});

test.each([
  [() => slicing({ ...toHost, pieceBytes: 0, gapMs: 0 }), 'pieceBytes of fault slicing must be a whole number from 1'],
  [() => bandwidth({ ...toHost, bytesPerS: 0.5 }), 'bytesPerS of fault bandwidth must be a whole number from 1'],
  [() => latency({ ...toHost, delayMs: -1 }), 'delayMs of fault latency must be a whole number from 0'],
  [() => corruption({ ...toHost, flips: 0, rng: seededRng('1') }), 'flips of fault corruption must be a whole number'],
  [() => duplication({ ...toHost, copies: 101 }), 'copies of fault duplication must be a whole number from 1 to 100'],
  [
    () => reordering({ ...toHost, by: 'chance' as 'next-message', arrives: 'before' }),
    "by of fault reordering must be one of 'next-message', 'next-connection', found \"chance\"",
  ],
  [() => blackHole({ direction: 'down' as 'both' }), "direction of fault black-hole must be one of 'to-host'"],
])('an option that makes no sense is refused in words (%#)', (make, message) => {
  expect(make).toThrow(message);
});
