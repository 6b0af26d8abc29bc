import type { TapProfile } from '#drivers/ports/card-bay.ts';

/** How people present cards, as far as an arm that stops at its target can play it. The hold is the scenario's. */
export const tapProfiles = {
  /** The base line: straight down, close to the surface, in the middle. */
  ideal: { name: 'ideal', target: { xMm: 0, yMm: 0, zMm: 5 }, speedMmPerS: 300 },
  /** In a hurry: quick in, and the scenario takes it out after 150 to 250 ms. */
  quickDab: { name: 'quick dab', target: { xMm: 0, yMm: 0, zMm: 5 }, speedMmPerS: 500 },
  /** Slow, and stops at the rim of the field: the card may wake and drop out again. */
  hesitant: { name: 'hesitant', target: { xMm: 0, yMm: 0, zMm: 38 }, speedMmPerS: 100 },
  /** Half way between the surface and the rim. */
  hovering: { name: 'hovering', target: { xMm: 0, yMm: 0, zMm: 20 }, speedMmPerS: 300 },
  /** Not over the middle: the card half beside the symbol. */
  offCentre: { name: 'off centre', target: { xMm: 20, yMm: 0, zMm: 5 }, speedMmPerS: 300 },
  /** A miss: far above the operating volume. */
  high: { name: 'high', target: { xMm: 0, yMm: 0, zMm: 80 }, speedMmPerS: 300 },
  /** A miss: beside the reader. */
  aside: { name: 'aside', target: { xMm: 90, yMm: 0, zMm: 10 }, speedMmPerS: 300 },
} as const satisfies Readonly<Record<string, TapProfile>>;
