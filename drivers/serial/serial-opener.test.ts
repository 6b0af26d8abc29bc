import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { within } from '#drivers/ports/deadline.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import { linkContract } from '#drivers/ports/link.contract.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { openPty } from '#rigs/wires/pty.ts';
import { openFailure } from './open-failure.ts';
import { serialOpener } from './serial-opener.ts';

const clock = wallClock();
const baudRate = 115_200;
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'serial-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A wall clock on which time passes faster, for waits of seconds. */
function hastyClock(factor: number): Clock {
  const startMs = clock.nowMs();
  return {
    ...clock,
    nowMs: () => startMs + (clock.nowMs() - startMs) * factor,
    sleep: (delayMs, signal) => clock.sleep(delayMs / factor, signal),
  };
}

const hasPtys = process.platform === 'linux' && existsSync('/dev/ptmx');

describe.skipIf(!hasPtys)('on pseudo-terminals (skipped where there are none)', () => {
  let count = 0;
  linkContract('a serial port', async () => {
    count += 1;
    const pty = openPty({ directory, name: `ttyLINK${count}` });
    return {
      clock,
      opener: serialOpener({ path: pty.path, baudRate, clock }),
      device: pty.link(clock),
      cut: async () => pty.unplug(),
      [Symbol.asyncDispose]: () => pty[Symbol.asyncDispose](),
    };
  });

  test('says that a port is in use while another driver has it, and not any longer', async () => {
    await using pty = openPty({ directory, name: 'ttyBUSY' });
    const opener = serialOpener({ path: pty.path, baudRate, clock });
    {
      await using _link = await opener.open();
      await expect(opener.open()).rejects.toMatchObject({ code: 'PORT_IN_USE', blame: 'bench' });
    }
    await using again = await opener.open();
    await expect(again.send(Uint8Array.of(1))).resolves.toBeUndefined();
  });

  test('opens a port without modem lines even when it is asked to set them, and with two stop bits', async () => {
    await using pty = openPty({ directory, name: 'ttyMODEM' });
    const modemLines = { dataTerminalReady: true, requestToSend: false };
    await using link = await serialOpener({ path: pty.path, baudRate, clock, stopBits: 2, modemLines }).open();
    await expect(link.send(Uint8Array.of(1))).resolves.toBeUndefined();
  });

  test('notices within a second that the cable was pulled, also when nobody reads or writes', async () => {
    await using pty = openPty({ directory, name: 'ttyIDLE' });
    await using link = await serialOpener({ path: pty.path, baudRate, clock }).open();
    pty.unplug();
    const next = link.received[Symbol.asyncIterator]().next();
    const noticed = await within(
      clock,
      next.catch((error: unknown) => error),
      { timeoutMs: 1500 },
    );
    expect(noticed).toMatchObject({ kind: 'settled', value: { code: 'PORT_LOST' } });
  });

  test('gives a write up that the device does not take, and says so to the writer and to the reader', async () => {
    await using pty = openPty({ directory, name: 'ttyFULL' });
    await using link = await serialOpener({ path: pty.path, baudRate: 10_000_000, clock: hastyClock(20) }).open();
    const next = link.received[Symbol.asyncIterator]().next();
    next.catch(() => undefined);
    // Nobody reads at the other end, and a pseudo-terminal holds some kilobytes.
    await expect(link.send(new Uint8Array(1_000_000))).rejects.toMatchObject({ code: 'PORT_LOST' });
    await expect(next).rejects.toMatchObject({ code: 'PORT_LOST' });
  });

  test('finds the device again behind the same name after it was plugged in again', async () => {
    await using pty = openPty({ directory, name: 'ttyBACK' });
    const opener = serialOpener({ path: pty.path, baudRate, clock });
    await using lost = await opener.open();
    const ended = lost.received[Symbol.asyncIterator]().next();
    pty.unplug();
    await expect(ended).rejects.toBeInstanceOf(LinkLost);
    await expect(opener.open()).rejects.toMatchObject({ code: 'PORT_MISSING' });
    pty.replug();
    await using device = pty.link(clock);
    await using link = await opener.open();
    await link.send(Uint8Array.of(5));
    expect(await device.received[Symbol.asyncIterator]().next()).toMatchObject({ value: { bytes: Uint8Array.of(5) } });
  });

  test('tells its trace what went over the wire, both ways', async () => {
    await using pty = openPty({ directory, name: 'ttyTRACE' });
    await using device = pty.link(clock);
    const crossed: string[] = [];
    const trace = (direction: string, bytes: Uint8Array): void => void crossed.push(`${direction} ${bytes.join(' ')}`);
    await using link = await serialOpener({ path: pty.path, baudRate, clock, trace }).open();
    await link.send(Uint8Array.of(1, 2));
    await device.send(Uint8Array.of(3));
    await link.received[Symbol.asyncIterator]().next();
    expect(crossed).toEqual(['sent 1 2', 'received 3']);
  });
});

describe('a serial port that cannot be opened', () => {
  test('is missing when the path leads nowhere', async () => {
    const opening = serialOpener({ path: join(directory, 'ttyNOWHERE'), baudRate, clock }).open();
    await expect(opening).rejects.toMatchObject({
      code: 'PORT_MISSING',
      message: expect.stringContaining('ttyNOWHERE') as string,
    });
  });

  test('is not serial when the path leads to a file', async () => {
    const path = join(directory, 'notes');
    writeFileSync(path, 'no port');
    await expect(serialOpener({ path, baudRate, clock }).open()).rejects.toMatchObject({ code: 'PORT_NOT_SERIAL' });
  });

  test.each([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'PORT_FORBIDDEN'],
    ['Error Resource temporarily unavailable Cannot lock port', 'PORT_IN_USE'],
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'PORT_MISSING'],
    ['Error: Inappropriate ioctl for device setting custom baud rate of 115200', 'PORT_NOT_SERIAL'],
    ['Error: Something new', 'PORT_REFUSED'],
  ])('explains %s', (text, code) => {
    const failure = openFailure({ path: '/dev/ttyUSB0', baudRate }, new Error(text));
    expect(failure).toMatchObject({ code, blame: 'bench', facts: { path: '/dev/ttyUSB0', baudRate } });
  });

  test('is a mistake of the program when the baud rate makes no sense', () => {
    expect(() => serialOpener({ path: '/dev/ttyUSB0', baudRate: -5, clock })).toThrow('baud rate');
  });
});
