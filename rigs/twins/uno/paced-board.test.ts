import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { openPty } from '#rigs/wires/pty.ts';
import { loadFirmware } from './firmware.ts';
import { pacedBoard } from './paced-board.ts';
import type { PacedBoard } from './paced-board.ts';

const hasPtys = process.platform === 'linux' && existsSync('/dev/ptmx');
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'paced-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Steps until the board has caught up with its clock. */
function catchUp(paced: PacedBoard): void {
  for (let step = 0; step < 1000 && paced.step() === 0; step += 1);
}

describe.skipIf(!hasPtys)('a paced board (skipped where /dev/ptmx is missing)', () => {
  test('runs as far as its clock did', async () => {
    await using pty = openPty({ directory, name: 'ttyPACE' });
    const clock = virtualClock({ startMs: 0 });
    const paced = pacedBoard({
      flash: loadFirmware().flash,
      engine: 'decoded',
      masterFd: pty.masterFd,
      fastForwardBootMs: 0,
      clock,
      onPins: () => undefined,
    });
    await clock.drive(clock.sleep(100));
    catchUp(paced);
    expect(paced.board.boardMs).toBeCloseTo(100, 0);
    expect(paced.lostMs).toBe(0);
  });

  test('gives up time that it can not catch up with, and counts it', async () => {
    await using pty = openPty({ directory, name: 'ttyLATE' });
    const clock = virtualClock({ startMs: 0 });
    const paced = pacedBoard({
      flash: loadFirmware().flash,
      engine: 'decoded',
      masterFd: pty.masterFd,
      fastForwardBootMs: 0,
      clock,
      onPins: () => undefined,
    });
    await clock.drive(clock.sleep(1000));
    catchUp(paced);
    await clock.drive(clock.sleep(50));
    catchUp(paced);
    expect(paced.lostMs).toBe(1000);
    expect(paced.board.boardMs).toBeCloseTo(50, 0);
  });
});
