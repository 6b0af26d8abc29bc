import type { TapProfile } from '#drivers/ports/card-bay.ts';

/** Straight down onto the symbol, 5 mm above it. */
export const idealTap: TapProfile = { name: 'ideal', target: { xMm: 0, yMm: 0, zMm: 5 }, speedMmPerS: 400 };

/** Over the symbol, but well above the operating volume (which ends at 40 mm). */
export const highTap: TapProfile = { name: 'too-high', target: { xMm: 0, yMm: 0, zMm: 80 }, speedMmPerS: 300 };

/** At reading height, but far beside the operating volume (radius 25 mm). */
export const asideTap: TapProfile = { name: 'too-far-aside', target: { xMm: 90, yMm: 0, zMm: 5 }, speedMmPerS: 300 };
