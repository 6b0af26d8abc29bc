import type { Actuator, JointAngles } from '#drivers/ports/actuator.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ServoPulse } from './arm-world.ts';

/** What the simulated controller knows about one joint: what somebody read off a protractor. */
export interface SimulatedJoint {
  readonly pin: number;
  /** Ascending in pulse width. */
  readonly points: readonly { readonly pulseUs: number; readonly angleDeg: number }[];
  /** Pulses outside are refused. */
  readonly softLimitsUs: { readonly min: number; readonly max: number };
  readonly parkDeg: number;
}

/** What the simulated controller knows about its arm. */
export interface SimulatedActuatorOptions {
  readonly clock: Clock;
  readonly calibration: {
    readonly joints: Readonly<Record<string, SimulatedJoint>>;
    readonly limits: { readonly speedDegPerS: number; readonly accelerationDegPerS2: number };
  };
  /** Where the pulses go. */
  readonly world: { pulse(pulse: ServoPulse): void; steady(pulse: ServoPulse): void };
}

/** A servo's frame. */
const frameMs = 20;
/** Mean speed on the way to the park position. */
const parkSpeedDegPerS = 110;
/** Peak speed and peak acceleration of a minimum-jerk move over its mean speed and its distance per time squared. */
const peakSpeedShare = 1.875;
const peakAccelerationShare = 10 / Math.sqrt(3);

/**
 * The controller of the arm on the simulated bench: makes the servo pulses of a smooth move in virtual time, straight
 * into the world. A move that is asked to be faster than the joints' limits takes the time that the limits need.
 */
export function createSimulatedActuator(options: SimulatedActuatorOptions): Actuator {
  return new SimulatedActuator(options);
}

class SimulatedActuator implements Actuator {
  readonly identity = { vendor: 'Touchstone', product: 'simulated three-servo arm', version: '1' };
  readonly #options: SimulatedActuatorOptions;
  readonly #joints: ReadonlyMap<string, SimulatedJoint>;
  #commanded: JointAngles;
  #isMoving = false;
  #isOpen = true;

  constructor(options: SimulatedActuatorOptions) {
    this.#options = options;
    this.#joints = new Map(Object.entries(options.calibration.joints));
    this.#commanded = this.#parkAngles();
    this.#send('steady');
  }

  get commanded(): JointAngles {
    return this.#commanded;
  }

  async moveTo(
    angles: JointAngles,
    options: { readonly durationMs: number; readonly signal?: AbortSignal },
  ): Promise<void> {
    options.signal?.throwIfAborted();
    this.#refuseUnlessReady();
    const from = this.#commanded;
    const to = { ...from, ...angles };
    for (const [name, angleDeg] of Object.entries(to)) this.#pulseUs(name, angleDeg);
    this.#isMoving = true;
    try {
      await this.#follow(from, to, options);
    } finally {
      this.#isMoving = false;
      this.#send('steady');
    }
  }

  async park(): Promise<void> {
    const to = this.#parkAngles();
    await this.moveTo(to, { durationMs: (1000 * farthestDeg(this.#commanded, to)) / parkSpeedDegPerS });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isOpen && !this.#isMoving && !isSame(this.#commanded, this.#parkAngles())) await this.park();
    this.#isOpen = false;
  }

  async #follow(
    from: JointAngles,
    to: JointAngles,
    options: { readonly durationMs: number; readonly signal?: AbortSignal },
  ): Promise<void> {
    const totalMs = Math.max(options.durationMs, this.#shortestMs(from, to));
    const frames = Math.max(1, Math.ceil(totalMs / frameMs));
    for (let frame = 1; frame <= frames; frame += 1) {
      const dueMs = Math.min(frame * frameMs, totalMs);
      await this.#options.clock.sleep(dueMs - (frame - 1) * frameMs, options.signal);
      const share = totalMs === 0 ? 1 : minimumJerk(dueMs / totalMs);
      this.#commanded = mix(from, to, share);
      this.#send('pulse');
    }
  }

  #shortestMs(from: JointAngles, to: JointAngles): number {
    const { speedDegPerS, accelerationDegPerS2 } = this.#options.calibration.limits;
    const angleDeg = farthestDeg(from, to);
    const bySpeedS = (peakSpeedShare * angleDeg) / speedDegPerS;
    const byAccelerationS = Math.sqrt((peakAccelerationShare * angleDeg) / accelerationDegPerS2);
    return 1000 * Math.max(bySpeedS, byAccelerationS);
  }

  #send(word: 'pulse' | 'steady'): void {
    const atMs = this.#options.clock.nowMs();
    for (const [name, joint] of this.#joints) {
      const widthUs = this.#pulseUs(name, this.#commanded[name] ?? joint.parkDeg);
      this.#options.world[word]({ pin: joint.pin, widthUs, atMs });
    }
  }

  #pulseUs(name: string, angleDeg: number): number {
    const joint = this.#joints.get(name);
    const pulseUs = joint === undefined ? undefined : pulseFor(joint, angleDeg);
    if (pulseUs !== undefined) return pulseUs;
    throw new RigFailure({
      code: 'POSITION_UNREACHABLE',
      blame: 'scenario',
      message: `asked joint ${name} for ${angleDeg.toFixed(1)} degrees, which its soft limits forbid; choose a nearer target`,
      facts: { joint: name, angleDeg },
    });
  }

  #refuseUnlessReady(): void {
    if (!this.#isOpen) {
      throw new RigFailure({
        code: 'ARM_LOST',
        blame: 'bench',
        message: 'asked a closed arm to move; open it again',
      });
    }
    if (!this.#isMoving) return;
    throw new RigFailure({
      code: 'ARM_BUSY',
      blame: 'scenario',
      message: 'asked the arm to move while it moves; await or abort the first move',
    });
  }

  #parkAngles(): JointAngles {
    return Object.fromEntries(this.#joints.entries().map(([name, joint]) => [name, joint.parkDeg]));
  }
}

/** Whole microseconds for an angle; undefined outside the table or the soft limits. */
function pulseFor(joint: SimulatedJoint, angleDeg: number): number | undefined {
  for (const [index, high] of joint.points.entries()) {
    const low = joint.points[index - 1];
    if (low === undefined) continue;
    const share = (angleDeg - low.angleDeg) / (high.angleDeg - low.angleDeg);
    if (share < 0 || share > 1) continue;
    const pulseUs = Math.round(low.pulseUs + share * (high.pulseUs - low.pulseUs));
    return pulseUs >= joint.softLimitsUs.min && pulseUs <= joint.softLimitsUs.max ? pulseUs : undefined;
  }
  return undefined;
}

/** Share of the way at a share of the time: starts and ends at rest, without a jerk that would shake the card. */
function minimumJerk(share: number): number {
  return share ** 3 * (10 - 15 * share + 6 * share ** 2);
}

function mix(from: JointAngles, to: JointAngles, share: number): JointAngles {
  return Object.fromEntries(
    Object.entries(to).map(([name, angleDeg]) => {
      const startDeg = from[name] ?? angleDeg;
      return [name, share === 1 ? angleDeg : startDeg + share * (angleDeg - startDeg)];
    }),
  );
}

function farthestDeg(from: JointAngles, to: JointAngles): number {
  return Math.max(0, ...Object.entries(to).map(([name, endDeg]) => Math.abs(endDeg - (from[name] ?? endDeg))));
}

function isSame(a: JointAngles, b: JointAngles): boolean {
  return Object.entries(b).every(([name, angleDeg]) => a[name] === angleDeg);
}
