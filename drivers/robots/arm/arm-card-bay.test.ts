import { describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { Actuator } from '#drivers/ports/actuator.ts';
import { cardBayContract } from '#drivers/ports/card-bay.contract.ts';
import type { CardBay, TapProfile } from '#drivers/ports/card-bay.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { ArmPose } from '#drivers/ports/evidence.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ArmWorld } from '#rigs/sim/arm/arm-world.ts';
import { createArmWorld } from '#rigs/sim/arm/arm-world.ts';
import { createSimulatedActuator } from '#rigs/sim/arm/simulated-actuator.ts';
import { armCardBay } from './arm-card-bay.ts';
import { benchCalibration, benchGeometry } from './bench-arm.table.ts';
import { tapProfiles } from './tap-profiles.table.ts';

cardBayContract('the arm', async () => {
  const { bay, world, clock, actuator } = bench();
  return {
    bay,
    clock,
    profile: tapProfiles.ideal,
    unreachable: { name: 'too far', target: { xMm: 160, yMm: 0, zMm: 5 }, speedMmPerS: 300 },
    inField: () => world.powered().map((card) => card.name),
    [Symbol.asyncDispose]: async () => {
      await bay[Symbol.asyncDispose]();
      await actuator[Symbol.asyncDispose]();
    },
  };
});

describe('the arm over the reader', () => {
  test.each([
    ['powers', tapProfiles.ideal, 3, 8],
    ['powers', tapProfiles.quickDab, 3, 8],
    ['powers', tapProfiles.offCentre, 2, 8],
    ['barely powers', tapProfiles.hesitant, 0.95, 1.2],
    ['does not power', tapProfiles.high, 0, 0.5],
    ['does not power', tapProfiles.aside, 0, 0.5],
  ])('%s the card with the profile $name', async (_, profile, leastAPerM, mostAPerM) => {
    const { bay, world, clock } = bench();
    await clock.drive(bay.present(['blue'], profile));
    expect(world.strengthAPerM()).toBeGreaterThanOrEqual(leastAPerM);
    expect(world.strengthAPerM()).toBeLessThan(mostAPerM);
  });

  test.each([tapProfiles.high, tapProfiles.aside])('never wakes the card on the way with $name', async (profile) => {
    const { bay, world, clock } = bench();
    let changes = 0;
    world.onChange(() => {
      changes += 1;
    });
    await clock.drive(bay.present(['blue'], profile));
    await clock.drive(bay.withdraw());
    expect(changes).toBe(0);
  });

  test('is seen where it was commanded, within the uncertainties that both sides state', async () => {
    for (const profile of Object.values(tapProfiles)) {
      const { bay, world, clock, poses } = bench();
      await clock.drive(bay.present(['blue'], profile));
      const seen = world.pose();
      const told = poses.at(-1);
      expect(told?.source).toBe('commanded');
      const { xMm, zMm } = seen.position;
      const apartMm = Math.hypot(xMm - profile.target.xMm, zMm - profile.target.zMm);
      expect(apartMm).toBeLessThan(Math.hypot(seen.uncertaintyMm, told?.uncertaintyMm ?? 0));
    }
  });

  test('brings a card down in less than 0.9 s, and the card is out of the field 160 ms after the command', async () => {
    const { bay, world, clock } = bench();
    const startMs = clock.nowMs();
    await clock.drive(bay.present(['blue'], tapProfiles.ideal));
    expect(clock.nowMs() - startMs).toBeGreaterThan(450);
    expect(clock.nowMs() - startMs).toBeLessThan(900);
    const leaveMs = clock.nowMs();
    let goneMs = Number.NaN;
    world.onChange(() => {
      goneMs = clock.nowMs() - leaveMs;
    });
    await clock.drive(bay.withdraw());
    expect(goneMs).toBeLessThanOrEqual(160);
  });

  test('goes up before it goes sideways, and never below its target', async () => {
    for (const profile of Object.values(tapProfiles)) {
      const { bay, clock, poses } = bench();
      await clock.drive(bay.present(['blue'], profile));
      await clock.drive(bay.withdraw());
      expect(Math.min(...poses.map(({ position }) => position.zMm))).toBeGreaterThan(profile.target.zMm - 0.6);
      const low = poses.filter(({ position }) => position.zMm < benchGeometry.clearanceMm - 1);
      const beside = low.map(({ position }) => Math.abs(position.xMm - profile.target.xMm));
      expect(Math.max(0, ...beside)).toBeLessThan(bowMmMax);
    }
  });

  test('touches the surface slowly: at most 0.1 m/s in the last 5 mm', async () => {
    const touch: TapProfile = { name: 'touch', target: { xMm: 0, yMm: 0, zMm: 0 }, speedMmPerS: 300 };
    const { bay, clock, poses } = bench();
    await clock.drive(bay.present(['blue'], touch));
    const heights = poses.map(({ position }) => position.zMm);
    for (const [index, zMm] of heights.entries()) {
      const beforeMm = heights[index - 1];
      if (beforeMm === undefined || beforeMm > 5.1) continue;
      expect((beforeMm - zMm) / 0.04).toBeLessThanOrEqual(100);
    }
    expect(heights.at(-1)).toBeCloseTo(0, 6);
  });

  test.each([20, 150, 330, 480, 555, 600, 640])(
    'takes the card back when it is withdrawn %d ms after the start of a presentation',
    async (afterMs) => {
      const { bay, world, clock, actuator } = bench();
      const presenting = bay.present(['blue'], tapProfiles.ideal);
      await clock.drive(clock.sleep(afterMs));
      await clock.drive(Promise.all([presenting, bay.withdraw()]));
      expect(world.powered()).toEqual([]);
      expect(actuator.commanded).toEqual(parkAngles);
    },
  );

  test('makes two cards collide when they are held together', async () => {
    const { bay, world, clock } = bench();
    await clock.drive(bay.present(['blue', 'red'], tapProfiles.ideal));
    expect(world.powered().map((card) => card.name)).toEqual(['blue', 'red']);
  });

  test('changes cards only in the park position', async () => {
    const { bay, clock, loads, actuator } = bench();
    await clock.drive(bay.present(['blue'], tapProfiles.ideal));
    await clock.drive(bay.present(['red'], tapProfiles.ideal));
    expect(loads.map(({ cards }) => cards)).toEqual([['blue'], [], ['red']]);
    expect(loads.every(({ at }) => at === JSON.stringify(parkAngles))).toBe(true);
    expect(actuator.commanded).not.toEqual(parkAngles);
  });

  test('does the same twice to the millisecond', async () => {
    const runs = await Promise.all([recordedRun(), recordedRun()]);
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]?.length).toBeGreaterThan(40);
  });
});

/** Joints that move together draw a bow, not a line: this much beside it over 55 mm. */
const bowMmMax = 4;

const parkAngles = Object.fromEntries(
  Object.entries(benchCalibration.joints).map(([name, joint]) => [name, joint.parkDeg]),
);

async function recordedRun(): Promise<readonly string[]> {
  const { bay, world, clock } = bench();
  const seen: string[] = [];
  world.onPose((pose) => seen.push(`${clock.nowMs()} ${JSON.stringify(pose)}`));
  world.onChange(() => seen.push(`${clock.nowMs()} ${world.powered().length} powered`));
  await clock.drive(bay.present(['blue'], tapProfiles.ideal));
  await clock.drive(bay.withdraw());
  return seen;
}

interface Bench {
  readonly bay: CardBay;
  readonly world: ArmWorld;
  readonly clock: Clock;
  readonly actuator: Actuator;
  readonly poses: readonly ArmPose[];
  /** What was loaded, and the angles commanded at that moment. */
  readonly loads: readonly { readonly cards: readonly string[]; readonly at: string }[];
}

function bench(): Bench {
  const clock = virtualClock({ startMs: 0 });
  const world = createArmWorld({ clock, cards: (names) => names.map(cardNamed) });
  const actuator = createSimulatedActuator({ clock, calibration: benchCalibration, world });
  const poses: ArmPose[] = [];
  const loads: { cards: readonly string[]; at: string }[] = [];
  const bay = armCardBay({
    actuator,
    geometry: benchGeometry,
    clock,
    cards: ['blue', 'red'],
    load: (cards) => {
      loads.push({ cards, at: JSON.stringify(actuator.commanded) });
      world.load(cards);
    },
    onPose: (pose) => poses.push(pose),
  });
  return { bay, world, clock, actuator, poses, loads };
}

function cardNamed(name: string): ContactlessCard {
  return {
    name,
    uid: Uint8Array.of(1, 2, 3, 4),
    sensRes: 0x0004,
    selRes: 0x20,
    answerToSelect: new Uint8Array(),
    powerOn: () => undefined,
    powerOff: () => undefined,
    respond: () => ({ response: Uint8Array.of(0x6d, 0x00), processingMs: 1 }),
  };
}
