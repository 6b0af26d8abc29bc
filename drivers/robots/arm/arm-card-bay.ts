import type { Actuator, JointAngles } from '#drivers/ports/actuator.ts';
import type { CardBay, Position, TapProfile } from '#drivers/ports/card-bay.ts';
import type { ArmPose } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ArmGeometry } from './geometry.ts';
import { anglesFor, poseFor, tipUncertaintyMm } from './geometry.ts';

/** An arm, the cards in its magazine, and who is told about it. */
export interface ArmCardBayOptions {
  readonly actuator: Actuator;
  readonly geometry: ArmGeometry;
  readonly clock: Clock;
  /** Names of the cards that the multiplexer can connect to the coil in the gripper. */
  readonly cards: readonly string[];
  /** Connects these cards to the coil in the gripper; none disconnects it. */
  readonly load: (cards: readonly string[]) => void;
  /** Told where the card is commanded to be: at the end of every leg and every 40 ms on the way. */
  readonly onPose: (pose: ArmPose) => void;
}

/** Sideways moves need not be slow: the card has no power up there. */
const travelSpeedMmPerS = 500;
/** In the last millimetres over the plane a mistake would be an impact. */
const closeSpeedMmPerS = 50;
const closeZMm = 5;
const legMsMin = 60;
const posesEveryMs = 40;
/** A servo follows its pulses with some 20 ms of lag, and pulses come every 20 ms. */
const settleMs = 60;
/** Points of a leg at which the envelope is checked before it is driven. */
const checkedPoints = 16;
/** What the straight line through joint space may sink below the end of a leg. */
const sagMm = 0.5;

/**
 * A bay that presents cards with an arm: park, above the target, down; and back up before sideways. The bay does not
 * own the actuator; disposing the bay only withdraws.
 */
export function armCardBay(options: ArmCardBayOptions): CardBay {
  return new ArmCardBay(options);
}

class ArmCardBay implements CardBay {
  readonly cards: readonly string[];
  readonly #options: ArmCardBayOptions;
  /** The presentation that is under way or stands. */
  #presentation:
    | { readonly stop: AbortController; readonly done: Promise<void>; readonly speedMmPerS: number }
    | undefined;

  #withdrawal: Promise<void> | undefined;

  constructor(options: ArmCardBayOptions) {
    this.cards = options.cards;
    this.#options = options;
  }

  /**
   * As the port has it. Presenting while a card is presented takes that one away first: cards are changed in the park
   * position. Settles early, and quietly, when `withdraw` overtakes it.
   */
  async present(cards: readonly string[], profile: TapProfile): Promise<void> {
    this.#refuseUnknown(cards);
    const legs = this.#legsTo(profile);
    await this.withdraw();
    this.#options.load(cards);
    const stop = new AbortController();
    const done = this.#drive(legs, stop.signal);
    this.#presentation = { stop, done, speedMmPerS: profile.speedMmPerS };
    await done;
  }

  /** As the port has it. Whoever asks while a withdrawal is under way waits for that one. */
  async withdraw(): Promise<void> {
    this.#withdrawal ??= this.#retreat().finally(() => {
      this.#withdrawal = undefined;
    });
    await this.#withdrawal;
  }

  async #retreat(): Promise<void> {
    const presentation = this.#presentation;
    if (presentation === undefined) return;
    this.#presentation = undefined;
    presentation.stop.abort(new DOMException('the card is withdrawn', 'AbortError'));
    // Whoever awaits `present` hears of its failure there; here only its end matters.
    await Promise.allSettled([presentation.done]);
    const { actuator, geometry, load } = this.#options;
    const here = poseFor(geometry, actuator.commanded).position;
    if (here.zMm < geometry.clearanceMm) {
      const above = { ...here, zMm: geometry.clearanceMm };
      await this.#watched(() =>
        actuator.moveTo(anglesFor(geometry, above), { durationMs: legMs(here, above, presentation.speedMmPerS) }),
      );
    }
    await this.#watched(() => actuator.park());
    load([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.withdraw();
    } catch (error) {
      // A lost arm was reported where it was lost; there is nothing left to withdraw with.
      if (!(error instanceof RigFailure && error.code === 'ARM_LOST')) throw error;
      this.#options.load([]);
    }
  }

  #refuseUnknown(cards: readonly string[]): void {
    const unknown = cards.find((card) => !this.cards.includes(card));
    if (unknown === undefined && cards.length > 0) return;
    throw new RigFailure({
      code: 'CARD_UNKNOWN',
      blame: 'scenario',
      message: `asked to present ${unknown === undefined ? 'no card at all' : `the card ${unknown}`}; this bay has ${this.cards.join(', ')}`,
      facts: { known: this.cards.length },
    });
  }

  /** Above the target, down to it, the last millimetres slowly; refused before anything moves. */
  #legsTo(profile: TapProfile): readonly Leg[] {
    const { geometry } = this.#options;
    const { target, speedMmPerS } = profile;
    const above = { ...target, zMm: Math.max(target.zMm, geometry.clearanceMm) };
    const legs: Leg[] = [{ to: above, speedMmPerS: Math.max(speedMmPerS, travelSpeedMmPerS) }];
    if (target.zMm < above.zMm) legs.push({ to: { ...target, zMm: Math.max(target.zMm, closeZMm) }, speedMmPerS });
    if (target.zMm < closeZMm) legs.push({ to: target, speedMmPerS: Math.min(speedMmPerS, closeSpeedMmPerS) });
    let from: Leg | undefined;
    for (const leg of legs) {
      this.#checkEnvelope(anglesFor(geometry, (from ?? leg).to), anglesFor(geometry, leg.to));
      from = leg;
    }
    return legs;
  }

  /** Joints that move together do not move the card along a straight line: it must not dip into the reader. */
  #checkEnvelope(from: JointAngles, to: JointAngles): void {
    const { geometry } = this.#options;
    const floorMm = Math.min(poseFor(geometry, from).position.zMm, poseFor(geometry, to).position.zMm) - sagMm;
    for (let point = 1; point < checkedPoints; point += 1) {
      const share = point / checkedPoints;
      const between = Object.fromEntries(
        Object.entries(to).map(([name, endDeg]) => [name, (1 - share) * (from[name] ?? endDeg) + share * endDeg]),
      );
      const { position } = poseFor(geometry, between);
      if (position.zMm >= floorMm) continue;
      throw new RigFailure({
        code: 'POSITION_UNREACHABLE',
        blame: 'scenario',
        message: 'asked for a move on which the card would dip below its target; choose another target',
        facts: { lowestZMm: position.zMm, floorMm },
      });
    }
  }

  async #drive(legs: readonly Leg[], signal: AbortSignal): Promise<void> {
    const { actuator, geometry, clock } = this.#options;
    try {
      for (const leg of legs) {
        const here = poseFor(geometry, actuator.commanded).position;
        const durationMs = legMs(here, leg.to, leg.speedMmPerS);
        await this.#watched(() => actuator.moveTo(anglesFor(geometry, leg.to), { durationMs, signal }));
      }
      await clock.sleep(settleMs, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Tells the poses of one leg. */
  async #watched(move: () => Promise<void>): Promise<void> {
    const over = new AbortController();
    const watching = this.#tellPoses(over.signal);
    try {
      await move();
    } finally {
      over.abort(new DOMException('the leg is over', 'AbortError'));
      await watching;
      this.#tellPose();
    }
  }

  async #tellPoses(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    try {
      while (!signal.aborted) {
        await clock.sleep(posesEveryMs, signal);
        this.#tellPose();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #tellPose(): void {
    const { actuator, geometry, onPose } = this.#options;
    onPose({
      source: 'commanded',
      ...poseFor(geometry, actuator.commanded),
      uncertaintyMm: tipUncertaintyMm(geometry, actuator.commanded),
    });
  }
}

interface Leg {
  readonly to: Position;
  readonly speedMmPerS: number;
}

function legMs(from: Position, to: Position, speedMmPerS: number): number {
  const distanceMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm, to.zMm - from.zMm);
  return Math.max(legMsMin, (1000 * distanceMm) / speedMmPerS);
}
