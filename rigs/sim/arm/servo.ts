import type { JointMechanics } from './mechanics.ts';
import { shaftAngleDeg } from './mechanics.ts';

/** An analog servo holds for as long as about three frames of 20 ms; without a further pulse it goes limp. */
const limpAfterMs = 60;

/**
 * A hobby servo: from pulses to the angle of its shaft.
 *
 * The motor runs at its top speed while the error is large, then closes in with a first-order lag and stops at the edge
 * of the dead band. All of it in closed form, so the result does not depend on how time is cut into steps.
 */
export class Servo {
  readonly #joint: JointMechanics;
  #angleDeg: number;
  #targetDeg: number | undefined;
  #silentMs = 0;
  #isSteady = false;
  #fallDegPerS = 0;

  constructor(joint: JointMechanics) {
    this.#joint = joint;
    this.#angleDeg = joint.initialDeg;
  }

  /** Angle of the shaft. */
  get angleDeg(): number {
    return this.#angleDeg;
  }

  /** No pulse has told it anything for too long: it follows weight and rubber band. */
  get isLimp(): boolean {
    return this.#targetDeg === undefined || (!this.#isSteady && this.#silentMs >= limpAfterMs);
  }

  /** Nothing will change until the next pulse, however long that takes. */
  get isStill(): boolean {
    if (this.isLimp) return this.#angleDeg === this.#joint.restDeg;
    return this.#isSteady && this.#isInDeadBand();
  }

  /** Its pulses go on by themselves and it is still on its way. */
  get isSettling(): boolean {
    return this.#isSteady && !this.#isInDeadBand();
  }

  /**
   * One pulse ended.
   *
   * @param isSteady  pulses of this width go on by themselves from now on
   */
  command(pulseUs: number, isSteady: boolean): void {
    this.#targetDeg = shaftAngleDeg(this.#joint.shaft, pulseUs);
    this.#isSteady = isSteady;
    this.#silentMs = 0;
    this.#fallDegPerS = 0;
  }

  /** No further pulse will come by itself. */
  fallSilent(): void {
    this.#isSteady = false;
  }

  /** Lets `elapsedMs` pass. */
  advance(elapsedMs: number): void {
    if (this.isLimp) {
      this.#fall(elapsedMs);
      return;
    }
    const drivenMs = this.#isSteady ? elapsedMs : Math.min(elapsedMs, limpAfterMs - this.#silentMs);
    this.#drive(drivenMs);
    if (!this.#isSteady) this.#silentMs += elapsedMs;
    if (elapsedMs > drivenMs) this.#fall(elapsedMs - drivenMs);
  }

  #isInDeadBand(): boolean {
    return Math.abs((this.#targetDeg ?? this.#angleDeg) - this.#angleDeg) <= this.#joint.deadBandDeg / 2 + 1e-9;
  }

  #drive(elapsedMs: number): void {
    if (this.#targetDeg === undefined || this.#isInDeadBand()) return;
    const { speedDegPerS, lagMs, deadBandDeg } = this.#joint;
    const error = this.#targetDeg - this.#angleDeg;
    const speedDegPerMs = speedDegPerS / 1000;
    let remaining = Math.abs(error);
    // Above this error the loop asks for more than the motor can give.
    const linearAbove = speedDegPerMs * lagMs;
    const fastMs = Math.min(elapsedMs, Math.max(0, (remaining - linearAbove) / speedDegPerMs));
    remaining -= fastMs * speedDegPerMs;
    remaining *= Math.exp(-(elapsedMs - fastMs) / lagMs);
    remaining = Math.max(remaining, deadBandDeg / 2);
    this.#angleDeg = this.#targetDeg - Math.sign(error) * remaining;
  }

  #fall(elapsedMs: number): void {
    const { restDeg, fallDegPerS2 } = this.#joint;
    const distance = restDeg - this.#angleDeg;
    const elapsedS = elapsedMs / 1000;
    const travelled = this.#fallDegPerS * elapsedS + (fallDegPerS2 * elapsedS ** 2) / 2;
    this.#fallDegPerS += fallDegPerS2 * elapsedS;
    if (travelled < Math.abs(distance)) {
      this.#angleDeg += Math.sign(distance) * travelled;
      return;
    }
    this.#angleDeg = restDeg;
    this.#fallDegPerS = 0;
  }
}
