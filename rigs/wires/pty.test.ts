import { existsSync, lstatSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { autoDetect } from '@serialport/bindings-cpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { within } from '#drivers/ports/deadline.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { Chunk } from '#drivers/ports/link.ts';
import { openPty } from './pty.ts';

const clock = wallClock();
const hasPtys = process.platform === 'linux' && existsSync('/dev/ptmx');
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'pty-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const openClient = (path: string): ReturnType<ReturnType<typeof autoDetect>['open']> =>
  autoDetect().open({ path, baudRate: 57_600, lock: true });

/** Reads chunks until `length` bytes are there, for at most two seconds. */
async function take(received: AsyncIterable<Chunk>, length: number): Promise<Uint8Array> {
  const bytes: number[] = [];
  const reading = (async () => {
    for await (const chunk of received) {
      bytes.push(...chunk.bytes);
      if (bytes.length >= length) return;
    }
  })();
  const outcome = await within(clock, reading, { timeoutMs: 2000 });
  expect(outcome.kind).toBe('settled');
  return Uint8Array.from(bytes);
}

const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);

describe.skipIf(!hasPtys)('a pseudo-terminal (skipped where /dev/ptmx is missing)', () => {
  test('carries every byte value unchanged in both directions', async () => {
    await using pty = openPty({ directory, name: 'ttyBOTH' });
    await using link = pty.link(clock);
    const client = await openClient(pty.path);
    const reading = take(link.received, 256);
    await client.write(Buffer.from(everyByte));
    expect(await reading).toEqual(everyByte);

    const buffer = Buffer.alloc(256);
    await link.send(everyByte);
    let read = 0;
    while (read < 256) read += (await client.read(buffer, read, 256 - read)).bytesRead;
    await client.close();
    expect(new Uint8Array(buffer)).toEqual(everyByte);
  });

  test('tells when a client opens and closes the port, and serves the next one', async () => {
    await using pty = openPty({ directory, name: 'ttyNEXT' });
    const states: string[] = [];
    let changed = Promise.withResolvers<void>();
    await using link = pty.link(clock, {
      onClient: (state) => {
        states.push(state);
        changed.resolve();
        changed = Promise.withResolvers<void>();
      },
    });
    const received = link.received[Symbol.asyncIterator]();
    const texts: string[] = [];
    for (const text of ['first', 'second']) {
      const client = await openClient(pty.path);
      await client.write(Buffer.from(text));
      texts.push(Buffer.from((await received.next()).value?.bytes ?? []).toString());
      const closed = changed.promise;
      await client.close();
      await closed;
    }
    expect(texts).toEqual(['first', 'second']);
    expect(states).toEqual(['opened', 'closed', 'opened', 'closed']);
    expect(pty.hasClient()).toBe(false);
  });

  test('loses what is sent while no client has the port open', async () => {
    await using pty = openPty({ directory, name: 'ttyLOST' });
    await using link = pty.link(clock);
    await link.send(Uint8Array.of(1, 2, 3));
    const client = await openClient(pty.path);
    const buffer = Buffer.alloc(8);
    const reading = client.read(buffer, 0, 8);
    await link.send(Uint8Array.of(9));
    const { bytesRead } = await reading;
    await client.close();
    expect([...buffer.subarray(0, bytesRead)]).toEqual([9]);
  });

  test('shows the client a hang-up when the cable is pulled, and ends the link with LinkLost', async () => {
    await using pty = openPty({ directory, name: 'ttyPULL' });
    const link = pty.link(clock);
    const client = await openClient(pty.path);
    // The binding's read ends by itself only when it was parked already: one that is under way when the cable goes
    // reads nothing again and again until the port is closed. What tells the hang-up for certain is a question.
    const reading = client.read(Buffer.alloc(8), 0, 8).catch((error: unknown) => error);
    const taking = take(link.received, 1);
    pty.unplug();
    await expect(taking).rejects.toBeInstanceOf(LinkLost);
    await expect(client.getBaudRate()).rejects.toBeInstanceOf(Error);
    await client.close();
    expect(await reading).toBeInstanceOf(Error);
    await expect(link.send(Uint8Array.of(1))).rejects.toBeInstanceOf(LinkLost);
    expect(existsSync(pty.path)).toBe(false);
  });

  test('comes back behind the same name when it is plugged in again', async () => {
    await using pty = openPty({ directory, name: 'ttyBACK' });
    pty.unplug();
    pty.replug();
    await using link = pty.link(clock);
    const client = await openClient(pty.path);
    await client.write(Buffer.from('again'));
    expect(Buffer.from(await take(link.received, 5)).toString()).toBe('again');
    await client.close();
  });

  test('lets only one client lock the port', async () => {
    await using pty = openPty({ directory, name: 'ttyLOCK' });
    const client = await openClient(pty.path);
    await expect(openClient(pty.path)).rejects.toThrow('Cannot lock port');
    await client.close();
  });

  test('warns whoever borrowed the master before it is closed', async () => {
    await using pty = openPty({ directory, name: 'ttyWARN' });
    const { masterFd } = pty;
    let seenFd = -1;
    using _warning = pty.beforeHangUp(() => {
      seenFd = pty.masterFd;
    });
    pty.unplug();
    expect(seenFd).toBe(masterFd);
  });

  test('replaces a name that a killed process left behind, but nothing else', async () => {
    await using abandoned = openPty({ directory, name: 'ttyOLD' });
    const before = readlinkSync(abandoned.path);
    {
      await using pty = openPty({ directory, name: 'ttyOLD' });
      expect(readlinkSync(pty.path)).not.toBe(before);
    }
    writeFileSync(join(directory, 'notes'), 'mine');
    expect(() => openPty({ directory, name: 'notes' })).toThrow('something else has its name');
    expect(lstatSync(join(directory, 'notes')).isFile()).toBe(true);
  });

  test('leaves no name behind when it is disposed', async () => {
    const pty = openPty({ directory, name: 'ttyGONE' });
    await pty[Symbol.asyncDispose]();
    expect(existsSync(pty.path)).toBe(false);
  });
});
