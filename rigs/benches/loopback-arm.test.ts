import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { anglesFor } from '#drivers/robots/arm/geometry.ts';
import { benchGeometry } from '#drivers/robots/arm/bench-arm.table.ts';
import { createJournal } from '#rigs/journal.ts';
import { createMask } from '#rigs/mask.ts';
import { CaseSlot } from './case-slot.ts';
import { createHostSide } from './host-side.ts';
import { kernelWire } from './kernel-wire.ts';
import { openLoopbackArm } from './loopback-arm.ts';
import { referenceConfiguration, testScheme } from './test-scheme.ts';
import { openWorkspace } from './workspace.ts';

const hasPty = existsSync('/dev/ptmx');
const why = hasPty ? '' : ' (not run: this system has no /dev/ptmx)';

/** Elbow of the bench's arm. */
const elbowPin = 10;
const overTheSymbol = { xMm: 0, yMm: 0, zMm: 5 };

describe.skipIf(!hasPty)(`the arm on real wires${why}`, () => {
  async function standing(deadPin?: number) {
    const clock = wallClock();
    await using owned = new AsyncDisposableStack();
    const { path: directory } = owned.use(await openWorkspace());
    const slot = new CaseSlot();
    const scheme = testScheme('2026-11-23');
    const rng = seededRng('arm');
    const common = { clock, rng, journal: createJournal(clock), mask: createMask() };
    const hostSide = createHostSide({
      ...common,
      scheme,
      terminal: referenceConfiguration,
    });
    const wire = kernelWire({
      clock,
      journal: common.journal,
      openSpace: () => Promise.reject(new Error('no packet is touched here')),
      armOnPipe: (fault) => hostSide.arm(fault),
    });
    owned.use(slot.enter({ ...common, cards: scheme.cards(rng), hostSide, wire }));
    const arm = await openLoopbackArm({ clock, slot, directory, owned, options: { ports: {} } });
    arm.world.load(['standard']);
    if (deadPin !== undefined) arm.uno?.holdPin(deadPin, 'dead');
    await arm.actuator.moveTo(anglesFor(benchGeometry, overTheSymbol), { durationMs: 800 });
    await clock.sleep(300);
    const { position } = arm.world.pose();
    return { position, powered: arm.world.powered().length };
  }

  test('the pulses of the emulated pins bring the card where the driver wanted it, and give it power', async () => {
    const { position, powered } = await standing();
    expect(Math.hypot(position.xMm, position.zMm - overTheSymbol.zMm)).toBeLessThan(6);
    expect(powered).toBe(1);
  });

  test('a dead pin shows in the pose, although the driver sent everything as always', async () => {
    const { position, powered } = await standing(elbowPin);
    expect(Math.hypot(position.xMm, position.zMm - overTheSymbol.zMm)).toBeGreaterThan(20);
    expect(powered).toBe(0);
  });
});
