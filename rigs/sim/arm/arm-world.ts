import type { ContactlessCard, ContactlessField } from '#drivers/ports/contactless-field.ts';
import type { ArmPose } from '#drivers/ports/evidence.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Antenna, CardCoil } from './field.ts';
import { meanFieldAPerM } from './field.ts';
import type { ArmDimensions } from './mechanics.ts';
import { benchArm, poseOf } from './mechanics.ts';
import { Servo } from './servo.ts';

/** One pulse on a servo's signal wire. */
export interface ServoPulse {
  /** Pin of the board. Pulses on pins without a joint are nobody's business and are passed over. */
  readonly pin: number;
  readonly widthUs: number;
  /** When the pulse ended, on the pulse source's own time line: the board's, or the bench's clock. */
  readonly atMs: number;
}

/** What cards need in order to work. */
export interface CardPower {
  /** From this field on a card wakes up. */
  readonly wakeAPerM: number;
  /** Below this field a working card drops out. */
  readonly dropAPerM: number;
  /** Share of the field that is left for each when several cards detune one another. */
  readonly crowdedShare: number;
}

/** The arm, the reader's antenna and the cards in the gripper, as one piece of simulated world. */
export interface ArmWorld extends ContactlessField, AsyncDisposable {
  /** A pulse was seen on a signal wire. */
  pulse(pulse: ServoPulse): void;
  /** As `pulse`, and pulses of this width go on every 20 ms until another word comes: nothing to send while still. */
  steady(pulse: ServoPulse): void;
  /**
   * The signal wire of this pin comes off: its joint goes limp. Disposing plugs it in again; the joint then obeys from
   * the next pulse on.
   */
  cutWire(pin: number): Disposable;
  /** The multiplexer connects these cards to the coil in the gripper; none disconnects it. */
  load(cardNames: readonly string[]): void;
  /** Where the card is, as far as the pulses tell. */
  pose(): ArmPose;
  /** Magnitude of the field that each loaded card's coil sees, rms. */
  strengthAPerM(): number;
  /** Calls back when the pose has changed by half a millimetre or half a degree since the last call. */
  onPose(listener: (pose: ArmPose) => void): Disposable;
}

/** What the world is made of. All but the clock and the cards have values of a plausible bench: assumed, not measured. */
export interface ArmWorldOptions {
  readonly clock: Clock;
  /** The cards of these names; throws when there is no such card. */
  readonly cards: (names: readonly string[]) => readonly ContactlessCard[];
  readonly dimensions?: ArmDimensions;
  readonly antenna?: Antenna;
  readonly coil?: CardCoil;
  readonly power?: CardPower;
  /**
   * How far the pulse source's own time has come. With it, silence is measured on that line: a source that got no
   * processor for a while has not fallen silent. Without it, `clock` is taken.
   */
  readonly sourceMs?: () => number;
}

/** Seven A/m on the plane, one A/m at 40 mm: what a reader may give at most, and what a card may need at least. */
const benchAntenna: Antenna = { radiusMm: 30, ampereTurns: 0.5, depthMm: 5 };
const cardCoil: CardCoil = { lengthMm: 72, widthMm: 42 };
const cardPower: CardPower = { wakeAPerM: 1, dropAPerM: 0.85, crowdedShare: 0.6 };

/** How often the world looks by itself while something moves without a pulse. */
const paceMs = 20;
/** Pulses come at least this often; while they do, they alone move the world. */
const pulsesKeepPaceMs = 45;
/** What a servo takes for a pulse; the rest is a pin that was switched, or noise. */
const servoPulseUs = { min: 300, max: 3000 } as const;
/** A source whose time jumps back by more than this has started afresh. */
const freshStartMs = 1000;

/**
 * Begins with the arm in its park position, limp, and no card in the gripper.
 *
 * Time passes for the arm when a pulse comes. Only while a servo settles, or falls because its pulses stopped, does the
 * world take timers of `clock`; a still arm costs none.
 */
export function createArmWorld(options: ArmWorldOptions): ArmWorld {
  return new PulsedArmWorld(options);
}

class PulsedArmWorld implements ArmWorld {
  readonly #options: ArmWorldOptions;
  readonly #arm: ArmDimensions;
  readonly #power: CardPower;
  readonly #joints: { readonly shoulder: Servo; readonly elbow: Servo; readonly wrist: Servo };
  readonly #servoAtPin: ReadonlyMap<number, Servo>;
  readonly #changeListeners = new Set<() => void>();
  readonly #poseListeners = new Set<(pose: ArmPose) => void>();
  readonly #cutPins = new Set<number>();
  readonly #closed = new AbortController();
  #loaded: readonly ContactlessCard[] = [];
  #powered: readonly ContactlessCard[] = [];
  #pose: ArmPose;
  #toldPose: ArmPose;
  #strengthAPerM = 0;
  /** The arm's time, on the pulse source's line, and the same instant on our clock. */
  #armMs: number | undefined;
  #lastPulse = { atMs: 0, seenAtMs: 0 };
  readonly #samples: number[] = [];
  #isPacing = false;
  #pacing: Promise<void> = Promise.resolve();

  constructor(options: ArmWorldOptions) {
    this.#options = options;
    this.#arm = options.dimensions ?? benchArm;
    this.#power = options.power ?? cardPower;
    const { shoulder, elbow, wrist } = this.#arm.joints;
    this.#joints = { shoulder: new Servo(shoulder), elbow: new Servo(elbow), wrist: new Servo(wrist) };
    this.#servoAtPin = new Map([
      [shoulder.pin, this.#joints.shoulder],
      [elbow.pin, this.#joints.elbow],
      [wrist.pin, this.#joints.wrist],
    ]);
    this.#pose = this.#currentPose();
    this.#toldPose = this.#pose;
  }

  pulse(pulse: ServoPulse): void {
    this.#take(pulse, false);
  }

  steady(pulse: ServoPulse): void {
    this.#take(pulse, true);
  }

  cutWire(pin: number): Disposable {
    this.#cutPins.add(pin);
    this.#advanceTo(this.#nowMs());
    this.#servoAtPin.get(pin)?.fallSilent();
    this.#startPacing();
    return { [Symbol.dispose]: () => this.#cutPins.delete(pin) };
  }

  load(cardNames: readonly string[]): void {
    this.#loaded = cardNames.length === 0 ? [] : this.#options.cards(cardNames);
    this.#refresh();
  }

  pose(): ArmPose {
    return this.#pose;
  }

  strengthAPerM(): number {
    return this.#strengthAPerM;
  }

  powered(): readonly ContactlessCard[] {
    return this.#powered;
  }

  onChange(listener: () => void): Disposable {
    this.#changeListeners.add(listener);
    return { [Symbol.dispose]: () => this.#changeListeners.delete(listener) };
  }

  onPose(listener: (pose: ArmPose) => void): Disposable {
    this.#poseListeners.add(listener);
    return { [Symbol.dispose]: () => this.#poseListeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort(new DOMException('the arm was taken down', 'AbortError'));
    await this.#pacing;
    this.load([]);
  }

  #take(pulse: ServoPulse, isSteady: boolean): void {
    const servo = this.#servoAtPin.get(pulse.pin);
    const isPulse = pulse.widthUs >= servoPulseUs.min && pulse.widthUs <= servoPulseUs.max;
    if (servo === undefined || !isPulse || this.#cutPins.has(pulse.pin)) return;
    if (this.#armMs === undefined || pulse.atMs < this.#armMs - freshStartMs) this.#armMs = pulse.atMs;
    this.#advanceTo(pulse.atMs);
    servo.command(pulse.widthUs, isSteady);
    this.#lastPulse = { atMs: pulse.atMs, seenAtMs: this.#options.clock.nowMs() };
    this.#startPacing();
  }

  /** This instant on the pulse source's time line. */
  #nowMs(): number {
    return this.#lastPulse.atMs + this.#options.clock.nowMs() - this.#lastPulse.seenAtMs;
  }

  #startPacing(): void {
    if (this.#isPacing || this.#isStill() || this.#closed.signal.aborted) return;
    this.#isPacing = true;
    this.#pacing = this.#keepPace();
  }

  #advanceTo(atMs: number): void {
    const elapsedMs = atMs - (this.#armMs ?? atMs);
    if (elapsedMs <= 0) return;
    this.#armMs = atMs;
    if (this.#isStill()) return;
    for (const servo of this.#servoAtPin.values()) servo.advance(elapsedMs);
    this.#refresh();
  }

  #isStill(): boolean {
    const { shoulder, elbow, wrist } = this.#joints;
    return shoulder.isStill && elbow.isStill && wrist.isStill;
  }

  /**
   * The time up to which the pulses are known. A source's time is used two looks late: by then its pulses, which come
   * as messages, have been heard, even when this thread was busy meanwhile.
   */
  #sampleTime(): number {
    const { sourceMs } = this.#options;
    if (sourceMs === undefined) return this.#nowMs();
    this.#samples.push(sourceMs());
    return this.#samples.length > 2 ? (this.#samples.shift() ?? 0) : this.#lastPulse.atMs;
  }

  /** Moves what moves without pulses: servos that settle and servos that fall. Ends when nothing does. */
  async #keepPace(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#closed;
    try {
      while (!this.#isStill()) {
        await clock.sleep(paceMs, signal);
        const nowMs = this.#sampleTime();
        const isSilent = nowMs - this.#lastPulse.atMs >= pulsesKeepPaceMs;
        if (isSilent || this.#hasSteadyMotion()) this.#advanceTo(nowMs);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#isPacing = false;
    }
  }

  #hasSteadyMotion(): boolean {
    return this.#servoAtPin.values().some((servo) => servo.isSettling);
  }

  #currentPose(): ArmPose {
    const { shoulder, elbow, wrist } = this.#joints;
    return poseOf(this.#arm, { shoulder: shoulder.angleDeg, elbow: elbow.angleDeg, wrist: wrist.angleDeg });
  }

  #refresh(): void {
    this.#pose = this.#currentPose();
    const { position, tiltDeg } = this.#pose;
    const coilPose = { xMm: position.xMm, zMm: position.zMm, tiltDeg };
    const field = meanFieldAPerM(this.#options.antenna ?? benchAntenna, this.#options.coil ?? cardCoil, coilPose);
    this.#strengthAPerM = Math.abs(field) * (this.#loaded.length > 1 ? this.#power.crowdedShare : 1);
    this.#supplyCards();
    if (!isNear(this.#pose, this.#toldPose)) {
      this.#toldPose = this.#pose;
      for (const listener of this.#poseListeners) listener(this.#pose);
    }
  }

  #supplyCards(): void {
    const { wakeAPerM, dropAPerM } = this.#power;
    const before = this.#powered;
    const after = this.#loaded.filter((card) => this.#strengthAPerM >= (before.includes(card) ? dropAPerM : wakeAPerM));
    const leaving = before.filter((card) => !after.includes(card));
    const entering = after.filter((card) => !before.includes(card));
    if (leaving.length + entering.length === 0) return;
    this.#powered = after;
    for (const card of leaving) card.powerOff();
    for (const card of entering) card.powerOn();
    for (const listener of this.#changeListeners) listener();
  }
}

function isNear(a: ArmPose, b: ArmPose): boolean {
  const distanceMm = Math.hypot(a.position.xMm - b.position.xMm, a.position.zMm - b.position.zMm);
  return distanceMm < 0.5 && Math.abs(a.tiltDeg - b.tiltDeg) < 0.5;
}
