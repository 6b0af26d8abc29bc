import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { actuatorContract } from '#drivers/ports/actuator.contract.ts';
import type { Actuator } from '#drivers/ports/actuator.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { createArmWorld } from '#rigs/sim/arm/arm-world.ts';
import type { Uno } from '#rigs/twins/uno/uno.ts';
import { startUno } from '#rigs/twins/uno/uno.ts';
import type { Pty } from '#rigs/wires/pty.ts';
import { openPty } from '#rigs/wires/pty.ts';
import { armCardBay } from '../arm/arm-card-bay.ts';
import { benchCalibration, benchGeometry } from '../arm/bench-arm.table.ts';
import { pulseFor } from '../arm/calibration.ts';
import { anglesFor } from '../arm/geometry.ts';
import { tapProfiles } from '../arm/tap-profiles.table.ts';
import { openFirmataArm } from './firmata-arm.ts';
import type { FirmataBytes } from './firmata-link.ts';
import { five } from './johnny-five.ts';

const clock = wallClock();
const directory = mkdtempSync(join(tmpdir(), 'firmata-arm-'));
const calibration = benchCalibration;
const joints = Object.values(calibration.joints);

let pty: Pty;
let uno: Uno;

beforeAll(async () => {
  pty = openPty({ directory, name: 'ttyUNO' });
  uno = await startUno({ pty, clock, fastForwardBootMs: 1600 });
});

afterAll(async () => {
  await uno[Symbol.asyncDispose]();
  await pty[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

actuatorContract('the arm on an emulated Uno', async () => {
  const actuator = await openFirmataArm({ path: pty.path, clock, calibration });
  return {
    actuator,
    clock,
    reachable: anglesFor(benchGeometry, tapProfiles.high.target),
    beyond: { shoulder: 150 },
    [Symbol.asyncDispose]: () => actuator[Symbol.asyncDispose](),
  };
});

describe('the arm on an emulated Uno', () => {
  test('names the firmware that answered', async () => {
    await using arm = await openFirmataArm({ path: pty.path, clock, calibration });
    expect(arm.identity).toMatchObject({ vendor: 'Firmata', version: '2.3', facts: { protocol: '2.3' } });
    expect(arm.identity.product).toMatch(/^StandardFirmata/);
  });

  test('gives the firmware its full pulse range and begins with the park position', async () => {
    const sent: string[] = [];
    const trace = ({ direction, bytes }: FirmataBytes): void => {
      if (direction === 'sent') sent.push(Buffer.from(bytes).toString('hex'));
    };
    await using arm = await openFirmataArm({ path: pty.path, clock, calibration, trace });
    expect(arm.commanded).toEqual(parkAngles);
    // SERVO_CONFIG pin, 544 and 2400 in groups of seven bits; then the first value for that pin.
    const config = sent.indexOf('f07009200460 12f7'.replace(' ', ''));
    expect(config).toBeGreaterThanOrEqual(0);
    const parkUs = pulseFor(calibration.joints['shoulder'] ?? joints[0] ?? never(), parkAngles['shoulder'] ?? 0) ?? 0;
    expect(sent[config + 1]).toBe(Buffer.from([0xe9, parkUs & 0x7f, parkUs >> 7]).toString('hex'));
  });

  test('moves the card into the field and out again, where the pulses say so, too', async () => {
    await using world = createArmWorld({ clock, cards: (names) => names.map(cardNamed) });
    using _ = uno.onPulse(({ pin, widthUs, atMs }) => world.pulse({ pin, widthUs, atMs }));
    await using arm = await openFirmataArm({ path: pty.path, clock, calibration });
    await using bay = armCardBay({
      actuator: arm,
      geometry: benchGeometry,
      clock,
      cards: ['blue'],
      load: (cards) => world.load(cards),
      onPose: () => undefined,
    });
    await bay.present(['blue'], tapProfiles.ideal);
    expect(world.powered().map((card) => card.name)).toEqual(['blue']);
    const { position, uncertaintyMm } = world.pose();
    expect(Math.hypot(position.xMm, position.zMm - 5)).toBeLessThan(1.5 * uncertaintyMm);
    await bay.withdraw();
    expect(world.powered()).toEqual([]);
  });

  test('never makes a pulse outside the soft limits, and parks before it closes the wire', async () => {
    const widthsUs = new Map(joints.map(({ pin }): [number, number[]] => [pin, []]));
    {
      await using arm = await openFirmataArm({ path: pty.path, clock, calibration });
      using _ = uno.onPulse(({ pin, widthUs }) => widthsUs.get(pin)?.push(widthUs));
      await arm.moveTo(anglesFor(benchGeometry, tapProfiles.ideal.target), { durationMs: 200 });
      await arm[Symbol.asyncDispose]();
      // Pulses go on without the host: this is what the last ones look like.
      await clock.sleep(80);
    }
    for (const joint of joints) {
      const seen = widthsUs.get(joint.pin) ?? [];
      expect(seen.length).toBeGreaterThan(20);
      // An interrupt of the board may make a pulse some 5 us longer.
      expect(Math.min(...seen)).toBeGreaterThan(joint.softLimitsUs.min - 2);
      expect(Math.max(...seen)).toBeLessThan(joint.softLimitsUs.max + 8);
      expect(Math.abs((seen.at(-1) ?? 0) - (pulseFor(joint, joint.parkDeg) ?? 0))).toBeLessThan(8);
    }
  });

  test('tells a second opener that the rig is in use', async () => {
    await using _ = await openFirmataArm({ path: pty.path, clock, calibration });
    await expect(openFirmataArm({ path: pty.path, clock, calibration })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      blame: 'bench',
    });
  });

  test('says that it lost the arm when the cable is pulled in the middle of a move, and can be opened again', async () => {
    {
      await using arm = await openFirmataArm({ path: pty.path, clock, calibration });
      const pulling = clock.sleep(150).then(() => uno.unplug());
      const move = arm.moveTo(anglesFor(benchGeometry, tapProfiles.ideal.target), { durationMs: 600 });
      await expect(move).rejects.toMatchObject({ code: 'ARM_LOST', blame: 'bench' });
      await pulling;
      await expect(arm.park()).rejects.toMatchObject({ code: 'ARM_LOST' });
    }
    uno.replug();
    await using again = await openFirmataArm({ path: pty.path, clock, calibration });
    await again.park();
  });
});

describe('a board that starts again by itself', () => {
  test('is a lost arm, as its servos are limp', async () => {
    await using arm = await openFirmataArm({ path: pty.path, clock, calibration });
    uno.reset();
    // The greeting comes when the firmware has blinked its version, after some 1.6 s.
    await expect(moveUntilRefused(arm)).resolves.toMatchObject({ code: 'ARM_LOST', facts: { why: 'restarted' } });
  });
});

describe('opening an arm', () => {
  test('says that there is no such port', async () => {
    const path = join(directory, 'ttyNOTHING');
    await expect(openFirmataArm({ path, clock, calibration })).rejects.toMatchObject({
      code: 'PORT_MISSING',
      blame: 'bench',
    });
  });

  test('says that something is no serial port', async () => {
    await expect(openFirmataArm({ path: '/dev/null', clock, calibration })).rejects.toMatchObject({
      code: 'PORT_REFUSED',
      blame: 'bench',
    });
  });

  test('gives up on a board that never answers, says what to check, and leaves no timer behind', async () => {
    await using silent = openPty({ directory, name: 'ttySILENT' });
    const before = timers();
    const opening = openFirmataArm({ path: silent.path, clock, calibration, readyTimeoutMs: 300 });
    await expect(opening).rejects.toMatchObject({
      code: 'ARM_NOT_ANSWERING',
      blame: 'bench',
      message: expect.stringContaining('StandardFirmata'),
      facts: { receivedBytes: 0, waitedMs: 300 },
    });
    expect(timers()).toBeLessThanOrEqual(before);
    expect(five.Board.cache).toHaveLength(0);
  });

  test('refuses a calibration that the firmware would misread, before it touches the port', async () => {
    const [shoulder] = joints;
    const broken = { ...(shoulder ?? never()), softLimitsUs: { min: 500, max: 2000 } };
    const opening = openFirmataArm({
      path: join(directory, 'ttyNOTHING'),
      clock,
      calibration: { ...calibration, joints: { shoulder: broken } },
    });
    await expect(opening).rejects.toMatchObject({ code: 'CALIBRATION_UNUSABLE' });
  });
});

const parkAngles = Object.fromEntries(Object.entries(calibration.joints).map(([name, joint]) => [name, joint.parkDeg]));

async function moveUntilRefused(arm: Actuator): Promise<unknown> {
  for (let move = 0; move < 30; move += 1) {
    try {
      await arm.moveTo({ wrist: (parkAngles['wrist'] ?? 0) + (move % 2) }, { durationMs: 100 });
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

function never(): never {
  throw new Error('the bench arm has a shoulder');
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
