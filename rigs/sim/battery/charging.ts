import { coldFactor, pointAt } from './cell.ts';

/** What the cell of the curves holds. */
const capacityMah = 850;
/** Half of the capacity in an hour, as a port of 500 mA allows. */
const fastChargeMa = 425;
/** The curves end at 4.10 V: the charger is the variant for such cells. */
const regulationMv = 4100;
/** Below this a cell is woken up by a tenth of the current. */
const preconditioningMv = 3000;
const preconditioningShare = 0.1;
/** The charge is complete when the current has fallen to this part of the fast one. */
const terminationShare = 0.1;
/** Short beside the hours of a charge. */
const stepMs = 5000;
const dayMs = 86_400_000;

/**
 * What temperature allows: share of the current, and how much the voltage is kept below the usual. Outside of the table
 * nothing is charged.
 */
const temperatureWindows = [
  { belowC: 0, currentShare: 0, belowRegulationMv: 0 },
  { belowC: 10, currentShare: 0.2, belowRegulationMv: 0 },
  { belowC: 45, currentShare: 1, belowRegulationMv: 0 },
  { belowC: 60, currentShare: 1, belowRegulationMv: 100 },
] as const;

/** A cell in its cradle at one moment. */
export interface ChargingState {
  /** 0 when it is full, too cold or too hot. */
  readonly currentMa: number;
  readonly voltageMv: number;
}

/**
 * Constant current until the cell's voltage under it reaches the regulation voltage, then so much as holds that voltage, until
 * the current has fallen to a tenth. Preconditioning, both modes and the 4.10 V: Microchip MCP73871 data sheet (DS20002090C),
 * 4.4 to 4.7. What cold and heat allow (none below 0 °C, a fifth of the current up to 10 °C, 0.1 V less from 45 °C, none from
 * 60 °C): the JEITA guideline as in the Texas Instruments BQ25606 data sheet.
 */
export function chargingState(chargePercent: number, temperatureC: number): ChargingState {
  const { openCircuitMv, resistanceMohm, slowResistanceMohm } = pointAt(chargePercent);
  const window = temperatureWindows.find(({ belowC }) => temperatureC < belowC);
  const atRest = { currentMa: 0, voltageMv: Math.round(openCircuitMv) };
  if (window === undefined || window.currentShare === 0) return atRest;
  const ohm = ((resistanceMohm + slowResistanceMohm) * coldFactor(temperatureC)) / 1000;
  const share =
    openCircuitMv < preconditioningMv ? Math.min(window.currentShare, preconditioningShare) : window.currentShare;
  const limitMv = regulationMv - window.belowRegulationMv;
  const currentMa = Math.min(fastChargeMa * share, (limitMv - openCircuitMv) / ohm);
  if (currentMa < fastChargeMa * terminationShare * Math.min(1, share)) return atRest;
  return { currentMa, voltageMv: Math.round(openCircuitMv + currentMa * ohm) };
}

/** @returns the charge in percent after so long in the cradle, a day at most */
export function chargedFor(
  chargePercent: number,
  { elapsedMs, temperatureC }: { readonly elapsedMs: number; readonly temperatureC: number },
): number {
  let percent = chargePercent;
  for (let leftMs = Math.min(elapsedMs, dayMs); leftMs > 0; leftMs -= stepMs) {
    const { currentMa } = chargingState(percent, temperatureC);
    if (currentMa === 0) return percent;
    const hours = Math.min(leftMs, stepMs) / 3_600_000;
    percent = Math.min(100, percent + (currentMa * hours * 100) / capacityMah);
  }
  return percent;
}
