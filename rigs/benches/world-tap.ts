import type { ArmPose, Journal } from '#drivers/ports/evidence.ts';
import type { ArmWorld } from '#rigs/sim/arm/arm-world.ts';

/** Journals what the arm's world does: where the card is seen to be, and which cards gain or lose power. */
export function journalWorld(
  world: ArmWorld,
  parts: { readonly journal: Journal; readonly owned: AsyncDisposableStack },
): void {
  const { journal, owned } = parts;
  const powered = new Set<string>();
  const look = (): void => {
    const now = new Set(world.powered().map(({ name }) => name));
    const strengthAPerM = Math.round(world.strengthAPerM() * 1000) / 1000;
    for (const card of now.difference(powered)) journal.append({ kind: 'field', card, strengthAPerM, isPowered: true });
    for (const card of powered.difference(now))
      journal.append({ kind: 'field', card, strengthAPerM, isPowered: false });
    powered.clear();
    for (const card of now) powered.add(card);
  };
  owned.use(world.onChange(look));
  owned.use(world.onPose((pose) => void journal.append({ kind: 'arm', pose: roundedPose(pose) })));
}

/** Hundredths of a millimetre and of a degree: far below what an arm knows of itself, and short in the record. */
export function roundedPose(pose: ArmPose): ArmPose {
  const round = (value: number): number => Math.round(value * 100) / 100 + 0;
  const { xMm, yMm, zMm } = pose.position;
  return {
    source: pose.source,
    position: { xMm: round(xMm), yMm: round(yMm), zMm: round(zMm) },
    tiltDeg: round(pose.tiltDeg),
    uncertaintyMm: round(pose.uncertaintyMm),
  };
}
