import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { serialOpener } from '#drivers/serial/serial-opener.ts';
import { createPn532Twin } from '#rigs/twins/pn532/pn532-twin.ts';
import { openPty } from '#rigs/wires/pty.ts';
import { newFolder, touchstone, wordsOfNobody, type Ended } from './cli.fixture.ts';

function runWith(words: readonly string[], under: readonly string[] = []): Promise<Ended> {
  const folder = newFolder();
  // Somebody else may have to write here too.
  for (const path of [dirname(folder), folder]) chmodSync(path, 0o777);
  const out = join(folder, 'run');
  const run = ['run', 'two-cards', '--bench', 'loopback', '--no-allure', '--out', out, ...words];
  return touchstone(run, { under, env: { TMPDIR: folder } });
}

/** The bench is to blame, not the subject, and the message tells code, finding and remedy. */
function expectBenchBlamed({ out, err }: Ended, ...words: readonly string[]): void {
  for (const word of words) expect(out).toContain(word);
  expect(out).toMatch(/^verdict +ERROR/mu);
  expect(out).toMatch(/^cases +1: 1 error$/mu);
  expect(out + err).not.toMatch(/^\s+at /mu);
}

describe('a port that can’t be used is an error of the bench:', () => {
  test('one that is not there', async () => {
    const ended = await runWith(['--port', 'reader=/dev/does-not-exist']);
    expect(ended.code).toBe(3);
    expectBenchBlamed(ended, 'PORT_MISSING', '/dev/does-not-exist', 'plug the device in');
    expect(ended.out).toMatch(/^ +repeat +\.\/touchstone run two-cards .*--port .*does-not-exist/mu);
  });

  test('one that is no port', async () => {
    const file = join(newFolder(), 'port');
    writeFileSync(file, 'no port');
    const ended = await runWith(['--port', `reader=${file}`]);
    expect(ended.code).toBe(3);
    expectBenchBlamed(ended, 'PORT_NOT_SERIAL', 'check the path');
  });

  test('one that another program holds', async () => {
    await using pty = openPty({ directory: newFolder(), name: 'ttyHELD' });
    await using _held = await serialOpener({ path: pty.path, baudRate: 115_200, clock: wallClock() }).open();
    // Root may open what others hold exclusively; what keeps it out is the lock.
    const ended = await runWith(['--port', `reader=${pty.path}`]);
    expect(ended.code).toBe(3);
    expectBenchBlamed(ended, 'PORT_IN_USE', 'end the other program');
  });

  test.skipIf(wordsOfNobody === undefined)(
    'one that belongs to somebody else (needs root, to become nobody)',
    async () => {
      const directory = newFolder();
      for (const path of [dirname(directory), directory]) chmodSync(path, 0o777);
      await using pty = openPty({ directory, name: 'ttyOTHERS' });
      const ended = await runWith(['--port', `reader=${pty.path}`], wordsOfNobody);
      expect(ended.code).toBe(3);
      expectBenchBlamed(ended, 'PORT_FORBIDDEN', 'add this user to the group');
    },
  );
});

test('a reader of one’s own can be looked at with the doctor, and runs say that the cards are simulated', async () => {
  const clock = wallClock();
  await using pty = openPty({ directory: newFolder(), name: 'ttyOWN' });
  const field = { powered: () => [], onChange: () => ({ [Symbol.dispose]: () => undefined }) };
  await using _twin = createPn532Twin({ link: pty.link(clock), field, clock, baudRate: 115_200 });
  const port = ['--port', `reader=${pty.path}`];
  const doctor = await touchstone(['bench', 'doctor', 'loopback', ...port]);
  expect(doctor.out).toMatch(/^well +reader .*PN532/mu);
  expect(doctor.code).toBe(0);
  const ended = await runWith(port);
  expect(ended.code).toBe(3);
  expectBenchBlamed(ended, 'CARDS_ARE_SIMULATED', 'bench doctor');
});

test('the doctor says which device is ill', async () => {
  const ended = await touchstone(['bench', 'doctor', 'loopback', '--port', 'arm=/dev/does-not-exist']);
  expect(ended.out).toMatch(/^ill .*PORT_MISSING/mu);
  expect(ended.code).toBe(3);
});

describe.concurrent('a firmware for the arm’s board', () => {
  const firmware = (text: string): string => {
    const file = join(newFolder(), 'arm.hex');
    writeFileSync(file, text);
    return file;
  };
  /** An Intel HEX file that holds an end record and nothing else: a board that does nothing. */
  const empty = ':00000001FF\n';

  test('whose digest is unknown is refused unless it is allowed', async () => {
    const ended = await runWith(['--firmware', firmware(empty)]);
    expect(ended.code).toBe(3);
    expectBenchBlamed(ended, 'FIRMWARE_UNKNOWN');
  });

  test('that does nothing is an error of the bench, with what to check', async () => {
    const ended = await runWith(['--firmware', firmware(empty), '--allow-unknown-firmware']);
    expect(ended.code).toBe(3);
    expectBenchBlamed(ended, 'ARM_NOT_ANSWERING', 'check that StandardFirmata is flashed');
  });
});
