import type { ArmPose, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';

/** Longer than a leg's pause between two commanded positions: from then on the arm is meant to stand. */
const standsAfterMs = 250;
/** Lag of the servos at the end of a leg, on top of what both sides say that they can't know. */
const slackMm = 3;

/**
 * Wherever the arm is meant to stand still, the pulses show it standing there. If not, a card that was not read says
 * nothing about the reader: the bench missed, and the case is an error of the bench.
 */
export const check: Check = {
  name: 'arm-follows-its-commands',
  clause: 'bench consistency',
  proves: [],
  needs: ['arm'],
  breach: 'error',
  judge: (events) => {
    const poses = events.filter((event) => event.kind === 'arm');
    if (!poses.some(({ pose }) => pose.source === 'observed')) return [];
    return poses.flatMap((event, place): readonly CheckFinding[] => {
      const next = poses.slice(place + 1).find(({ pose }) => pose.source === 'commanded');
      if (event.pose.source !== 'commanded' || !stands(event, next, events)) return [];
      const seen = poses.findLast(({ pose, index }) => pose.source === 'observed' && index < (next?.index ?? Infinity));
      return seen === undefined ? [] : [compare(event, event.pose, seen.pose)];
    });
  },
};

function stands(event: Recorded, next: Recorded | undefined, events: readonly Recorded[]): boolean {
  const untilMs = next?.atMs ?? events.at(-1)?.atMs ?? event.atMs;
  return untilMs - event.atMs >= standsAfterMs;
}

function compare(event: Recorded, wanted: ArmPose, seen: ArmPose): CheckFinding {
  const offMm = Math.hypot(
    wanted.position.xMm - seen.position.xMm,
    wanted.position.yMm - seen.position.yMm,
    wanted.position.zMm - seen.position.zMm,
  );
  const allowedMm = wanted.uncertaintyMm + seen.uncertaintyMm + slackMm;
  return {
    holds: offMm <= allowedMm,
    text: 'the arm stands where it was told to stand',
    expected: `within ${allowedMm.toFixed(1)} mm of ${words(wanted)}`,
    observed: `${words(seen)}, ${offMm.toFixed(1)} mm off`,
    eventIndex: event.index,
  };
}

function words({ position }: ArmPose): string {
  return `x ${position.xMm} z ${position.zMm} mm`;
}
