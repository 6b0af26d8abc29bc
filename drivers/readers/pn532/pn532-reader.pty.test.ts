import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { cardReaderContract, contractCard, contractCommand } from '#drivers/ports/card-reader.contract.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import { serialOpener } from '#drivers/serial/serial-opener.ts';
import { createPn532Twin } from '#rigs/twins/pn532/pn532-twin.ts';
import { openPty } from '#rigs/wires/pty.ts';
import { openPn532Reader } from './pn532-reader.ts';
import { testField } from './test-field.fixture.ts';

const clock = wallClock();
const baudRate = 115_200;
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'pn532-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const hasPtys = process.platform === 'linux' && existsSync('/dev/ptmx');

describe.skipIf(!hasPtys)('on pseudo-terminals (skipped where there are none)', () => {
  let count = 0;
  cardReaderContract('a PN532 on a serial port', async () => {
    count += 1;
    const pty = openPty({ directory, name: `ttyPN532-${count}` });
    const field = testField();
    const twin = createPn532Twin({ link: pty.link(clock), field, clock });
    const reader = await openPn532Reader({ opener: serialOpener({ path: pty.path, baudRate, clock }), clock });
    return {
      reader,
      clock,
      putCard: (card) => field.put(card),
      takeCards: () => field.takeAll(),
      async [Symbol.asyncDispose]() {
        await reader[Symbol.asyncDispose]();
        await twin[Symbol.asyncDispose]();
        await pty[Symbol.asyncDispose]();
      },
    };
  });

  test('loses the reader in the middle of an exchange when its cable is pulled, and finds it when it is back', async () => {
    await using pty = openPty({ directory, name: 'ttyPULLED' });
    const field = testField();
    await using _first = createPn532Twin({ link: pty.link(clock), field, clock });
    await using reader = await openPn532Reader({
      opener: serialOpener({ path: pty.path, baudRate, clock }),
      clock,
    });
    field.put(contractCard({ processingMs: 300 }));
    await reader.poll();
    const command = contractCommand({ commandLength: 5, responseLength: 4 });
    const exchange = reader.transmit(command, { timeoutMs: 5000 }).catch((error: unknown) => error);
    await clock.sleep(50);
    pty.unplug();
    expect(await exchange).toBeInstanceOf(LinkLost);
    await expect(reader.poll()).rejects.toMatchObject({ code: 'READER_GONE' });
    pty.replug();
    await using _second = createPn532Twin({ link: pty.link(clock), field, clock });
    expect(await reader.poll()).toMatchObject({ kind: 'card' });
    expect(await reader.transmit(command, { timeoutMs: 5000 })).toMatchObject({ kind: 'answered' });
  });
});
