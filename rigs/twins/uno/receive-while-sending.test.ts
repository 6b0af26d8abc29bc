import { expect, test } from 'vitest';
import { createAvrBoard } from './avr-board.ts';
import { CYCLES_PER_MS } from './chip.ts';
import { loadFirmware } from './firmware.ts';

/** Firmata 2.3: F9 asks for the version, which is answered with F9 2 3. */
const reportVersion = 0xf9;
/** Three servos, whose timer interrupts keep the receiver's waiting now and then; sampling each millisecond. */
const servosOn = [0xf4, 9, 4, 0xf4, 10, 4, 0xf4, 11, 4];
const sampleEachMs = [0xf0, 0x7a, 1, 0, 0xf7];
const reportAnalog = [0xc0, 1, 0xc1, 1, 0xc2, 1];
const busy = [...servosOn, ...sampleEachMs, ...reportAnalog];

test('loses no byte that arrives while the board sends', () => {
  const sent: number[] = [];
  const board = createAvrBoard({ flash: loadFirmware().flash, onTransmit: (byte) => sent.push(byte) });
  const run = (durationMs: number): void => {
    for (let ms = 0; ms < durationMs; ms += 1) board.run(CYCLES_PER_MS);
  };
  run(1700);
  board.receive(Uint8Array.from(busy));
  run(100);
  sent.length = 0;
  const asked = 4000;
  // Spaced so that a question arrives while the end of an earlier answer leaves, at every phase of the sender.
  for (let question = 0; question < asked; question += 1) {
    board.receive(Uint8Array.of(reportVersion));
    board.run(9_000 + ((question * 7919) % 12_011));
  }
  run(100);
  expect(sent.filter((byte) => byte === reportVersion)).toHaveLength(asked);
});
