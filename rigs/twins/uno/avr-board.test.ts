import { describe, expect, test } from 'vitest';
import { createAvrBoard } from './avr-board.ts';
import type { AvrBoard, PinPulse } from './avr-board.ts';
import { CYCLES_PER_MS } from './chip.ts';
import { loadFirmware } from './firmware.ts';
import { FLASH_BYTES } from './intel-hex.ts';

const { flash } = loadFirmware();

// Written from the Firmata protocol 2.3 and from the Arduino Servo library, whose limits the pulses show.
const REPORT_VERSION = 0xf9;
const SYSTEM_RESET = 0xff;
const PIN_MODE = 0xf4;
const ANALOG = 0xe0;
const INPUT = 0;
const SERVO = 4;
const VERSION_2_3 = [REPORT_VERSION, 2, 3];
/** What other interrupts may add to a pulse, and the library's rounding to four microseconds. */
const TOLERANCE_US = 6;

interface Session {
  readonly board: AvrBoard;
  /** What the board sent since the last call. */
  sent(): number[];
  /** The pulses that ended since the last call. */
  pulses(): PinPulse[];
  run(durationMs: number): void;
  /** Sends bytes and lets them take effect: a servo's first pulse may come 33 ms later, when its timer wraps. */
  tell(...bytes: number[]): void;
}

function session(image: Uint8Array = flash): Session {
  let sent: number[] = [];
  let pulses: PinPulse[] = [];
  const board = createAvrBoard({
    flash: image,
    onTransmit: (byte) => sent.push(byte),
    onPulse: (pulse) => pulses.push(pulse),
  });
  const run = (durationMs: number): void => {
    for (let ms = 0; ms < durationMs; ms += 1) board.run(CYCLES_PER_MS);
  };
  return {
    board,
    run,
    sent: () => sent.splice(0),
    pulses: () => pulses.splice(0),
    tell: (...bytes) => {
      board.receive(Uint8Array.from(bytes));
      run(80);
    },
  };
}

function bootedSession(): Session {
  const booted = session();
  booted.run(1700);
  booted.sent();
  booted.pulses();
  return booted;
}

const sevenBits = (value: number): [number, number] => [value & 0x7f, value >> 7];
const servoTo = (pin: number, value: number): number[] => [ANALOG + pin, ...sevenBits(value)];
const servoConfig = (pin: number, minUs: number, maxUs: number): number[] => [
  0xf0,
  0x70,
  pin,
  ...sevenBits(minUs),
  ...sevenBits(maxUs),
  0xf7,
];

/** Width of the last pulse on a pin after the bytes took effect. */
function widthUsAfter(at: Session, pin: number, bytes: readonly number[]): number {
  at.tell(...bytes);
  return at.pulses().findLast((pulse) => pulse.pin === pin)?.widthUs ?? Number.NaN;
}

/** Whether a width is the expected one, as far as the firmware can keep it. */
const near = (expectedUs: number) => (actualUs: number) => Math.abs(actualUs - expectedUs) < TOLERANCE_US;

describe('StandardFirmata on the emulated board', () => {
  test('says its protocol version and its name after it blinked for 1.6 seconds', () => {
    const at = session();
    at.run(1600);
    expect(at.sent()).toEqual([]);
    at.run(100);
    const name = [...Buffer.from('StandardFirmata.ino')].flatMap((letter) => [letter, 0]);
    expect(at.sent()).toEqual([...VERSION_2_3, 0xf0, 0x79, 2, 3, ...name, 0xf7]);
  });

  test('answers the question for its version twice, which a transmitter without level interrupts does not', () => {
    const at = bootedSession();
    at.tell(REPORT_VERSION);
    expect(at.sent()).toEqual(VERSION_2_3);
    at.tell(REPORT_VERSION);
    expect(at.sent()).toEqual(VERSION_2_3);
  });

  test('answers what was asked while it was still blinking', () => {
    const at = session();
    at.run(200);
    at.tell(REPORT_VERSION);
    at.run(1500);
    expect(at.sent().slice(-3)).toEqual(VERSION_2_3);
  });

  test('reports twenty pins', () => {
    const at = bootedSession();
    at.tell(0xf0, 0x6b, 0xf7);
    const answer = at.sent();
    expect(answer.slice(0, 2)).toEqual([0xf0, 0x6c]);
    expect(answer.filter((byte) => byte === 0x7f)).toHaveLength(20);
  });

  test.each([544, 1500, 2400])('makes a servo pulse of %i µs', (us) => {
    const at = bootedSession();
    expect(widthUsAfter(at, 9, [PIN_MODE, 9, SERVO, ...servoTo(9, us)])).toSatisfy(near(us));
  });

  test('takes 543 for degrees beyond 180, so one microsecond less is the other end', () => {
    const at = bootedSession();
    at.tell(PIN_MODE, 9, SERVO);
    expect(widthUsAfter(at, 9, servoTo(9, 544))).toSatisfy(near(544));
    expect(widthUsAfter(at, 9, servoTo(9, 543))).toSatisfy(near(2400));
  });

  test.each([
    { value: 0, us: 1000 },
    { value: 180, us: 2000 },
    { value: 2500, us: 2000 },
  ])('keeps $value within a configured range of 1000 to 2000 µs', ({ value, us }) => {
    const at = bootedSession();
    expect(widthUsAfter(at, 9, [...servoConfig(9, 1000, 2000), ...servoTo(9, value)])).toSatisfy(near(us));
  });

  // The library keeps the limits as signed bytes of 4 µs below 544 and 2400: (544 - 1100) / 4 = -139 becomes 117, so
  // the lower limit becomes 544 - 4 * 117 = 76 µs.
  test.each([
    { degrees: 0, us: 76 },
    { degrees: 90, us: 988 },
  ])('widens a range that is narrower than 1056 µs at its lower end: $degrees° becomes $us µs', ({ degrees, us }) => {
    const at = bootedSession();
    expect(widthUsAfter(at, 9, [...servoConfig(9, 1100, 1900), ...servoTo(9, degrees)])).toSatisfy(near(us));
  });

  test('pulses four servos one after another in frames of 20 ms', () => {
    const at = bootedSession();
    const pins = [9, 10, 11, 5];
    at.tell(...pins.flatMap((pin) => [PIN_MODE, pin, SERVO]));
    at.pulses();
    at.run(100);
    const pulses = at.pulses();
    expect(new Set(pulses.slice(0, 4).map(({ pin }) => pin))).toEqual(new Set(pins));
    const startsMs = pulses.map(({ boardMs, widthUs }) => boardMs - widthUs / 1000);
    expect(pulses.slice(1).every((_, index) => (startsMs[index + 1] ?? 0) > (pulses[index]?.boardMs ?? 0))).toBe(true);
    const [first, second] = pulses.filter(({ pin }) => pin === 9).map(({ boardMs }) => boardMs);
    expect((second ?? 0) - (first ?? 0)).toBeCloseTo(20, 1);
  });

  test('stops all pulses at a system reset', () => {
    const at = bootedSession();
    at.tell(PIN_MODE, 9, SERVO);
    expect(at.pulses()).not.toEqual([]);
    at.tell(SYSTEM_RESET);
    at.pulses();
    at.run(100);
    expect(at.pulses()).toEqual([]);
  });

  test.each([
    { volts: 2.5, reading: 512 },
    { volts: 3.7, reading: 757 },
  ])('reads $volts V as $reading', ({ volts, reading }) => {
    const at = bootedSession();
    at.board.setVolts(1, volts);
    at.tell(0xc1, 1);
    expect(at.sent().slice(0, 3)).toEqual([ANALOG + 1, ...sevenBits(reading)]);
  });

  test('sees a pulled-up input as high until something pulls it low', () => {
    const at = bootedSession();
    at.tell(PIN_MODE, 2, INPUT, 0x90, 0x04, 0, 0xd0, 1);
    expect(at.sent()).toEqual([0x90, 0x04, 0]);
    at.board.drivePin(2, 'low');
    at.run(20);
    expect(at.sent()).toEqual([0x90, 0x00, 0]);
  });
});

describe('the emulated board', () => {
  test('says nothing with an empty flash', () => {
    const at = session(new Uint8Array(FLASH_BYTES).fill(0xff));
    at.run(1700);
    at.tell(REPORT_VERSION);
    expect(at.sent()).toEqual([]);
  });

  test('boots anew after a reset, while its time goes on', () => {
    const at = bootedSession();
    at.tell(PIN_MODE, 9, SERVO);
    const { boardMs } = at.board;
    at.board.reset();
    at.pulses();
    at.run(1700);
    expect(at.sent().slice(0, 3)).toEqual(VERSION_2_3);
    expect(at.pulses().every(({ pin }) => pin === 13)).toBe(true);
    expect(at.board.boardMs).toBeGreaterThan(boardMs + 1700);
  });

  test('shows a dead pin by its missing pulses, while the others go on', () => {
    const at = bootedSession();
    at.tell(PIN_MODE, 9, SERVO, PIN_MODE, 10, SERVO);
    at.board.holdPin(9, 'dead');
    at.pulses();
    at.run(100);
    expect(new Set(at.pulses().map(({ pin }) => pin))).toEqual(new Set([10]));
  });
});
