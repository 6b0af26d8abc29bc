import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actuator, JointAngles } from './actuator.ts';
import type { Clock } from './surroundings.ts';

/** An actuator with what the contract has to know about it. */
export interface ActuatorUnderTest extends AsyncDisposable {
  readonly actuator: Actuator;
  /** The clock that the actuator was made with. */
  readonly clock: Clock;
  /** A pose that it reaches from park within 400 ms. */
  readonly reachable: JointAngles;
  /** A pose that its soft limits forbid. */
  readonly beyond: JointAngles;
}

/** The longest that a wait of a busy machine's clock may be late. */
const lateMsMax = 250;

/** What every actuator has to do. One is made for all tests, as real ones take seconds to wake up. */
export function actuatorContract(name: string, make: () => Promise<ActuatorUnderTest>): void {
  describe(`${name} as an actuator`, () => {
    let made: ActuatorUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(async () => {
      await made.clock.drive(Promise.resolve(made[Symbol.asyncDispose]()));
    });
    /** Parks first, so that no test depends on the one before it. */
    const parked = async (): Promise<ActuatorUnderTest> => {
      await made.clock.drive(made.actuator.park());
      return made;
    };

    test('says who it is', () => {
      expect(made.actuator.identity.product).not.toBe('');
    });

    test('ends at the commanded angles when the time of the move is over', async () => {
      const { actuator, clock, reachable } = await parked();
      const startMs = clock.nowMs();
      await clock.drive(actuator.moveTo(reachable, { durationMs: 400 }));
      const tookMs = clock.nowMs() - startMs;
      expect(actuator.commanded).toMatchObject(reachable);
      expect(tookMs).toBeGreaterThan(395);
      expect(tookMs).toBeLessThan(400 + lateMsMax);
    });

    test('leaves joints alone that the move does not name', async () => {
      const { actuator, clock, reachable } = await parked();
      const before = actuator.commanded;
      const [joint] = Object.keys(reachable);
      if (joint === undefined) throw new Error('the contract needs a reachable pose with a joint');
      const angleDeg = reachable[joint] ?? 0;
      await clock.drive(actuator.moveTo({ [joint]: angleDeg }, { durationMs: 400 }));
      expect(actuator.commanded).toEqual({ ...before, [joint]: angleDeg });
    });

    test('refuses a pose beyond its soft limits before anything moves', async () => {
      const { actuator, clock, beyond } = await parked();
      const before = actuator.commanded;
      const move = actuator.moveTo(beyond, { durationMs: 400 });
      await expect(clock.drive(move)).rejects.toMatchObject({ code: 'POSITION_UNREACHABLE', blame: 'scenario' });
      expect(actuator.commanded).toEqual(before);
    });

    test('refuses a second move while one is under way', async () => {
      const { actuator, clock, reachable } = await parked();
      const first = actuator.moveTo(reachable, { durationMs: 400 });
      await expect(actuator.moveTo(reachable, { durationMs: 400 })).rejects.toMatchObject({ code: 'ARM_BUSY' });
      await clock.drive(first);
    });

    test('stops on the way when the move is aborted, and can go on from there', async () => {
      const { actuator, clock, reachable } = await parked();
      const start = actuator.commanded;
      const stop = new AbortController();
      const aborting = clock.sleep(200).then(() => stop.abort(new Error('enough')));
      const move = actuator.moveTo(reachable, { durationMs: 400, signal: stop.signal });
      await expect(clock.drive(move)).rejects.toThrow('enough');
      await clock.drive(aborting);
      const between = actuator.commanded;
      for (const [joint, endDeg] of Object.entries(reachable)) {
        const share = ((between[joint] ?? 0) - (start[joint] ?? 0)) / (endDeg - (start[joint] ?? 0));
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThan(1);
      }
      await clock.drive(actuator.moveTo(reachable, { durationMs: 200 }));
      expect(actuator.commanded).toMatchObject(reachable);
    });

    test('does not start a move whose signal was aborted before', async () => {
      const { actuator, clock, reachable } = await parked();
      const before = actuator.commanded;
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(clock.drive(actuator.moveTo(reachable, { durationMs: 100, signal }))).rejects.toThrow('too late');
      expect(actuator.commanded).toEqual(before);
    });
  });
}
