import { describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ArmWorld } from './arm-world.ts';
import { createArmWorld } from './arm-world.ts';

/** Pulse widths that put the card where the name says, worked out by hand from the drawing and the servo tables. */
const widths = {
  /** Centre of the card at about x 0, z 5. */
  onSymbol: { 9: 1190, 10: 1050, 11: 2177 },
  /** The same, 75 mm higher. */
  high: { 9: 1521, 10: 1172, 11: 1724 },
} as const;

const pins = [9, 10, 11] as const;

describe('the world around the arm', () => {
  test('gives a card power at the symbol and takes it away far above', async () => {
    const { world, clock, log } = worldWith(['blue']);
    await settle(world, clock, widths.high);
    expect(world.powered()).toEqual([]);
    await settle(world, clock, widths.onSymbol);
    expect(world.powered().map((card) => card.name)).toEqual(['blue']);
    expect(world.strengthAPerM()).toBeGreaterThan(3);
    await settle(world, clock, widths.high);
    expect(log).toEqual(['blue on', 'change', 'blue off', 'change']);
    expect(world.strengthAPerM()).toBeLessThan(0.5);
  });

  test('sees the card where the pulses put it, within what the mechanics allow', async () => {
    const { world, clock } = worldWith(['blue']);
    await settle(world, clock, widths.onSymbol);
    const { position, tiltDeg, uncertaintyMm, source } = world.pose();
    expect(Math.hypot(position.xMm, position.zMm - 5)).toBeLessThan(uncertaintyMm);
    expect(Math.abs(tiltDeg)).toBeLessThan(2);
    expect(source).toBe('observed');
    expect(uncertaintyMm).toBeGreaterThan(2);
    expect(uncertaintyMm).toBeLessThan(6);
  });

  test('keeps a card on between the wake and the drop threshold, but does not wake one', async () => {
    const heightOf = (shoulderUs: number) => ({ ...widths.onSymbol, 9: shoulderUs });
    const { world, clock } = worldWith(['blue']);
    await settle(world, clock, widths.onSymbol);
    let shoulderUs: number = widths.onSymbol[9];
    while (world.strengthAPerM() > 0.98) {
      shoulderUs += 5;
      await settle(world, clock, heightOf(shoulderUs));
    }
    expect(world.strengthAPerM()).toBeGreaterThan(0.85);
    expect(world.powered()).toHaveLength(1);
    world.load([]);
    world.load(['blue']);
    expect(world.powered()).toHaveLength(0);
  });

  test('shares the field between two cards, and both answer', async () => {
    const { world, clock } = worldWith(['blue']);
    await settle(world, clock, widths.onSymbol);
    const aloneAPerM = world.strengthAPerM();
    world.load(['blue', 'red']);
    expect(world.strengthAPerM()).toBeCloseTo(0.6 * aloneAPerM, 9);
    expect(world.powered().map((card) => card.name)).toEqual(['blue', 'red']);
  });

  test('takes power from a card that the multiplexer lets go', async () => {
    const { world, clock, log } = worldWith(['blue']);
    await settle(world, clock, widths.onSymbol);
    world.load([]);
    expect(world.powered()).toEqual([]);
    expect(log.at(-2)).toBe('blue off');
  });

  test.each(pins)(
    'shows that the joint at pin %d goes limp when its pulses stop, away from the reader',
    async (dead) => {
      const { world, clock } = worldWith(['blue']);
      await pulses(world, clock, { widthsUs: widths.onSymbol, frames: 30 });
      expect(world.powered()).toHaveLength(1);
      const before = world.pose();
      await pulses(world, clock, { widthsUs: widths.onSymbol, frames: 30, dead });
      const after = world.pose();
      const movedMm = Math.hypot(after.position.xMm - before.position.xMm, after.position.zMm - before.position.zMm);
      expect(movedMm).toBeGreaterThan(10);
      expect(after.position.zMm).toBeGreaterThan(before.position.zMm);
      await clock.drive(Promise.resolve(world[Symbol.asyncDispose]()));
    },
  );

  test('lets a joint go limp whose wire comes off, until it is plugged in and pulsed again', async () => {
    const { world, clock } = worldWith(['blue']);
    await settle(world, clock, widths.onSymbol);
    {
      using _ = world.cutWire(9);
      await clock.drive(clock.sleep(60));
      expect(world.powered()).toHaveLength(1);
      await clock.drive(clock.sleep(300));
      expect(world.powered()).toHaveLength(0);
    }
    await settle(world, clock, widths.onSymbol);
    expect(world.powered()).toHaveLength(1);
  });

  test('lets the whole arm go limp, and the card lose power, when the board falls silent', async () => {
    const { world, clock } = worldWith(['blue']);
    await pulses(world, clock, { widthsUs: widths.onSymbol, frames: 30 });
    expect(world.powered()).toHaveLength(1);
    await clock.drive(clock.sleep(1000));
    expect(world.powered()).toHaveLength(0);
    expect(world.pose().position.zMm).toBeGreaterThan(100);
  });

  test('takes no timer while the arm is still, so that a simulation may end', async () => {
    const { world, clock } = worldWith(['blue']);
    await settle(world, clock, widths.onSymbol);
    await expect(clock.drive(new Promise(() => undefined))).rejects.toMatchObject({ code: 'SIMULATION_STALLED' });
  });

  test('goes on when the board starts again and its time with it', async () => {
    const { world, clock } = worldWith(['blue']);
    await clock.drive(clock.sleep(60_000));
    await pulses(world, clock, { widthsUs: widths.onSymbol, frames: 30 });
    await pulses(world, clock, { widthsUs: widths.high, frames: 30, boardStartMs: 0 });
    expect(world.pose().position.zMm).toBeGreaterThan(70);
    await clock.drive(Promise.resolve(world[Symbol.asyncDispose]()));
  });

  test('passes over pulses on pins without a joint', () => {
    const { world } = worldWith(['blue']);
    const before = world.pose();
    world.steady({ pin: 5, widthUs: 900, atMs: 20 });
    expect(world.pose()).toBe(before);
  });

  test('holds an arm whose pulse source got no processor, and lets it fall when the source goes on without pulses', async () => {
    const clock = virtualClock({ startMs: 0 });
    const source = { ms: 0 };
    await using world = createArmWorld({ clock, cards: () => [], sourceMs: () => source.ms });
    for (let frame = 0; frame < 50; frame += 1) {
      source.ms += 20;
      for (const pin of pins) world.pulse({ pin, widthUs: widths.onSymbol[pin], atMs: source.ms });
      await clock.drive(clock.sleep(20));
    }
    const standing = world.pose().position.zMm;
    await clock.drive(clock.sleep(500));
    expect(world.pose().position.zMm).toBe(standing);
    for (let look = 0; look < 25; look += 1) {
      source.ms += 20;
      await clock.drive(clock.sleep(20));
    }
    expect(Math.abs(world.pose().position.zMm - standing)).toBeGreaterThan(50);
  });
});

function worldWith(loaded: readonly string[]): {
  readonly world: ArmWorld;
  readonly clock: Clock;
  readonly log: readonly string[];
} {
  const clock = virtualClock({ startMs: 0 });
  const log: string[] = [];
  const library = new Map(['blue', 'red'].map((name) => [name, cardNamed(name, log)]));
  const world = createArmWorld({ clock, cards: (names) => names.flatMap((name) => library.get(name) ?? []) });
  world.onChange(() => log.push('change'));
  world.load(loaded);
  return { world, clock, log };
}

function cardNamed(name: string, log: string[]): ContactlessCard {
  return {
    name,
    uid: Uint8Array.of(1, 2, 3, 4),
    sensRes: 0x0004,
    selRes: 0x20,
    answerToSelect: new Uint8Array(),
    powerOn: () => log.push(`${name} on`),
    powerOff: () => log.push(`${name} off`),
    respond: () => ({ response: Uint8Array.of(0x6d, 0x00), processingMs: 1 }),
  };
}

type Widths = Readonly<Record<(typeof pins)[number], number>>;

async function settle(world: ArmWorld, clock: Clock, widthsUs: Widths): Promise<void> {
  for (const pin of pins) world.steady({ pin, widthUs: widthsUs[pin], atMs: clock.nowMs() });
  await clock.drive(clock.sleep(1000));
}

async function pulses(
  world: ArmWorld,
  clock: Clock,
  options: {
    readonly widthsUs: Widths;
    readonly frames: number;
    readonly dead?: number;
    readonly boardStartMs?: number;
  },
): Promise<void> {
  const offsetMs = options.boardStartMs === undefined ? 0 : clock.nowMs() - options.boardStartMs;
  for (let frame = 0; frame < options.frames; frame += 1) {
    for (const pin of pins) {
      if (pin === options.dead) continue;
      world.pulse({ pin, widthUs: options.widthsUs[pin], atMs: clock.nowMs() - offsetMs });
    }
    await clock.drive(clock.sleep(20));
  }
}
