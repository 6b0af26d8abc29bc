import type { Clock } from '#drivers/ports/surroundings.ts';
import { createAvrBoard } from './avr-board.ts';
import { CYCLES_PER_MS } from './chip.ts';
import type { EngineName } from './chip.ts';
import { loadFirmware } from './firmware.ts';

const BOOT_MS = 1700;
const FRAME_MS = 20;
const SERVO_PINS = [9, 10, 11, 5] as const;

/** How fast the board is emulated. */
export interface EmulationSpeed {
  readonly engine: EngineName;
  /** Board seconds a second of real time while nothing happens. */
  readonly idle: number;
  /** The same with four servos that get a new position each 20 ms, two analog reports and a digital one. */
  readonly busy: number;
}

/**
 * Measures how many seconds of board time one core emulates in a second of real time, synchronously, without pacing.
 * Below 1, a board can't keep pace on this machine.
 *
 * @param options.clock  the wall clock
 * @param options.boardMs  how much board time to run for each of the two numbers
 */
export function emulatedSecondsPerSecond(options: {
  readonly clock: Clock;
  readonly engine?: EngineName;
  readonly boardMs?: number;
}): EmulationSpeed {
  const { clock, engine = 'decoded', boardMs = 3000 } = options;
  const board = createAvrBoard({ flash: loadFirmware().flash, engine });
  const run = (durationMs: number): void => {
    for (let passedMs = 0; passedMs < durationMs; passedMs += 1) board.run(CYCLES_PER_MS);
  };
  const timed = (work: () => void): number => {
    const startMs = clock.nowMs();
    work();
    return boardMs / (clock.nowMs() - startMs);
  };
  run(BOOT_MS);
  const idle = timed(() => run(boardMs));
  for (const pin of SERVO_PINS) board.receive(Uint8Array.of(0xf4, pin, 4));
  board.receive(Uint8Array.of(0xc0, 1, 0xc1, 1, 0xd0, 1));
  run(FRAME_MS);
  const busy = timed(() => {
    for (let frame = 0; frame * FRAME_MS < boardMs; frame += 1) {
      const us = 1000 + ((frame * 5) % 1000);
      for (const pin of SERVO_PINS) board.receive(Uint8Array.of(0xe0 + pin, us & 0x7f, us >> 7));
      run(FRAME_MS);
    }
  });
  return { engine, idle, busy };
}
