import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { createAvrBoard } from './avr-board.ts';
import type { AvrBoard, PinEdge } from './avr-board.ts';
import { CYCLES_PER_MS } from './chip.ts';
import type { EngineName } from './chip.ts';
import { loadFirmware } from './firmware.ts';

const { flash } = loadFirmware();
/** 50 µs: about five hundred instructions between two comparisons. */
const STEP_CYCLES = CYCLES_PER_MS / 20;
const BOARD_MS = 2500;

interface Watched {
  readonly board: AvrBoard;
  readonly sent: number[];
  readonly edges: PinEdge[];
}

function watched(engine: EngineName): Watched {
  const sent: number[] = [];
  const edges: PinEdge[] = [];
  const board = createAvrBoard({
    flash,
    engine,
    onTransmit: (byte) => sent.push(byte),
    onEdge: (edge) => edges.push(edge),
  });
  return { board, sent, edges };
}

/** Bytes for the board at a moment of its life: servos, analog and digital reports, PWM, queries, a system reset. */
function bytesAt(ms: number): readonly number[] {
  const servoPins = [9, 10, 11, 5];
  const script = new Map<number, readonly number[]>([
    [1710, servoPins.flatMap((pin) => [0xf4, pin, 4])],
    [1750, [0xc0, 1, 0xc1, 1, 0xd0, 1]],
    [1800, [0xf0, 0x6b, 0xf7, 0xf0, 0x69, 0xf7, 0xf4, 3, 3, 0xe3, 100, 0]],
    [1900, [0xf0, 0x70, 9, 0x68, 0x07, 0x50, 0x0f, 0xf7]],
    [2400, [0xff]],
  ]);
  if (ms > 2000 && ms < 2400 && ms % 20 === 0) {
    const us = 544 + ((ms * 7) % 1800);
    return servoPins.flatMap((pin) => [0xe0 + pin, us & 0x7f, us >> 7]);
  }
  return script.get(ms) ?? [];
}

/** Runs both boards side by side, and says where they first differ. */
function firstDifference(left: Watched, right: Watched): object | undefined {
  for (let ms = 0; ms < BOARD_MS; ms += 1) {
    for (const { board } of [left, right]) board.receive(Uint8Array.from(bytesAt(ms)));
    for (let step = 0; step < CYCLES_PER_MS / STEP_CYCLES; step += 1) {
      left.board.run(STEP_CYCLES);
      right.board.run(STEP_CYCLES);
      const states = { left: left.board.state(), right: right.board.state() };
      if (!isDeepStrictEqual(states.left, states.right)) return { ms, step, ...states };
    }
  }
  return undefined;
}

// The memory also holds the registers and the status flags. Half carry is compared as avr8js has it.
test('the fast engine and plain avr8js agree on every register, byte of memory, sent byte and pin edge', () => {
  const fast = watched('decoded');
  const plain = watched('avr8js');
  expect(firstDifference(fast, plain)).toBeUndefined();
  expect(fast.sent).toEqual(plain.sent);
  expect(fast.edges).toEqual(plain.edges);
  // What was compared is worth it: traffic in both directions, and pulses.
  expect(fast.sent.length).toBeGreaterThan(200);
  expect(fast.edges.length).toBeGreaterThan(200);
});
