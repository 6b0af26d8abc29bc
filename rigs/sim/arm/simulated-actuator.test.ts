import { describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { actuatorContract } from '#drivers/ports/actuator.contract.ts';
import type { Actuator } from '#drivers/ports/actuator.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ServoPulse } from './arm-world.ts';
import { createSimulatedActuator } from './simulated-actuator.ts';

/** Ten microseconds a degree, centre at 0. */
const points = [
  { pulseUs: 600, angleDeg: -90 },
  { pulseUs: 2400, angleDeg: 90 },
];
const softLimitsUs = { min: 900, max: 2100 };
const calibration = {
  joints: {
    shoulder: { pin: 9, points, softLimitsUs, parkDeg: 30 },
    elbow: { pin: 10, points, softLimitsUs, parkDeg: -20 },
  },
  limits: { speedDegPerS: 450, accelerationDegPerS2: 10_000 },
};

actuatorContract('the simulated arm', async () => {
  const { actuator, clock } = armWithWire();
  return {
    actuator,
    clock,
    reachable: { shoulder: 0, elbow: 10 },
    beyond: { shoulder: 61 },
    [Symbol.asyncDispose]: () => actuator[Symbol.asyncDispose](),
  };
});

describe('the simulated arm', () => {
  test('sends a pulse a joint every 20 ms while it moves, and says that they go on when it stands', async () => {
    const { actuator, clock, wire } = armWithWire();
    wire.length = 0;
    await clock.drive(actuator.moveTo({ shoulder: 0 }, { durationMs: 400 }));
    const shoulder = wire.filter(({ pin }) => pin === 9);
    expect(shoulder.filter(({ word }) => word === 'pulse').map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 20 }, (_, frame) => (frame + 1) * 20),
    );
    expect(shoulder.at(-1)).toEqual({ word: 'steady', pin: 9, widthUs: 1500, atMs: 400 });
  });

  test('is half way at half the time, and nowhere faster than 1.875 times its mean speed', async () => {
    const { actuator, clock, wire } = armWithWire();
    wire.length = 0;
    await clock.drive(actuator.moveTo({ shoulder: -30 }, { durationMs: 1000 }));
    const widthsUs = wire.filter(({ pin, word }) => pin === 9 && word === 'pulse').map(({ widthUs }) => widthUs);
    expect(widthsUs[24]).toBe(1500);
    const stepsUs = widthsUs.slice(1).map((widthUs, index) => (widthsUs[index] ?? widthUs) - widthUs);
    // 600 us in 50 frames are 12 us a frame.
    expect(Math.max(...stepsUs)).toBeLessThanOrEqual(Math.ceil(12 * 1.875));
    expect(Math.max(...stepsUs)).toBeGreaterThanOrEqual(22);
  });

  test('takes the time that the limits need when it is asked to be faster', async () => {
    const { actuator, clock } = armWithWire();
    await clock.drive(actuator.moveTo({ shoulder: -30 }, { durationMs: 10 }));
    // 1.875 x 60 degrees at 450 degrees a second.
    expect(clock.nowMs()).toBeCloseTo(250, 6);
  });

  test('is lost once it is closed', async () => {
    const { actuator, clock } = armWithWire();
    await clock.drive(Promise.resolve(actuator[Symbol.asyncDispose]()));
    await expect(actuator.park()).rejects.toMatchObject({ code: 'ARM_LOST' });
  });
});

type Told = ServoPulse & { readonly word: 'pulse' | 'steady' };

function armWithWire(): { readonly actuator: Actuator; readonly clock: Clock; readonly wire: Told[] } {
  const clock = virtualClock({ startMs: 0 });
  const wire: Told[] = [];
  const world = {
    pulse: (pulse: ServoPulse) => wire.push({ word: 'pulse', ...pulse }),
    steady: (pulse: ServoPulse) => wire.push({ word: 'steady', ...pulse }),
  };
  return { actuator: createSimulatedActuator({ clock, calibration, world }), clock, wire };
}
