import assert from 'node:assert/strict';
import { lithiumCell, type CurvePoint } from './cell-curves.table.ts';

/** How much the resistance of a cell grows in the cold: twice every 21 degrees below 25, and falls likewise above. */
export function coldFactor(temperatureC: number): number {
  return Math.exp(0.033 * (25 - temperatureC));
}

/** The curves between their points, by straight lines. */
export function pointAt(chargePercent: number): CurvePoint {
  const upperIndex = lithiumCell.findIndex((point) => point.chargePercent >= chargePercent);
  const upper = lithiumCell[upperIndex];
  assert(upper !== undefined, 'the curves reach to a full cell');
  const lower = lithiumCell[upperIndex - 1] ?? upper;
  const span = upper.chargePercent - lower.chargePercent;
  const share = span === 0 ? 0 : (chargePercent - lower.chargePercent) / span;
  return {
    chargePercent,
    openCircuitMv: lower.openCircuitMv + share * (upper.openCircuitMv - lower.openCircuitMv),
    resistanceMohm: lower.resistanceMohm + share * (upper.resistanceMohm - lower.resistanceMohm),
    slowResistanceMohm: lower.slowResistanceMohm + share * (upper.slowResistanceMohm - lower.slowResistanceMohm),
  };
}
