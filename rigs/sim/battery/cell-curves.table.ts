/** What a cell is at one state of charge, at 25 degrees Celsius. */
export interface CurvePoint {
  readonly chargePercent: number;
  readonly openCircuitMv: number;
  readonly resistanceMohm: number;
}

/**
 * One lithium polymer cell of 850 mAh, the size of a small card reader's. Computed from the fitted functions of M. Chen
 * and G. A. Rincón-Mora, "Accurate electrical battery model capable of predicting runtime and I-V performance", IEEE
 * Transactions on Energy Conversion 21-2, 2006 (a TCL PL-383562), with s the state of charge from 0 to 1:
 *
 * - open circuit, V: -1.031 e^(-35 s) + 3.685 + 0.2156 s - 0.1178 s² + 0.3201 s³
 * - series resistance, Ω: 0.1562 e^(-24.37 s) + 0.07446
 *
 * Points lie closer where the curves bend.
 */
export const lithiumCell: readonly CurvePoint[] = [
  { chargePercent: 0, openCircuitMv: 2654, resistanceMohm: 231 },
  { chargePercent: 1, openCircuitMv: 2961, resistanceMohm: 197 },
  { chargePercent: 2, openCircuitMv: 3177, resistanceMohm: 170 },
  { chargePercent: 3, openCircuitMv: 3331, resistanceMohm: 150 },
  { chargePercent: 5, openCircuitMv: 3516, resistanceMohm: 121 },
  { chargePercent: 8, openCircuitMv: 3639, resistanceMohm: 97 },
  { chargePercent: 10, openCircuitMv: 3675, resistanceMohm: 88 },
  { chargePercent: 15, openCircuitMv: 3710, resistanceMohm: 78 },
  { chargePercent: 20, openCircuitMv: 3725, resistanceMohm: 76 },
  { chargePercent: 25, openCircuitMv: 3736, resistanceMohm: 75 },
  { chargePercent: 30, openCircuitMv: 3748, resistanceMohm: 75 },
  { chargePercent: 40, openCircuitMv: 3773, resistanceMohm: 74 },
  { chargePercent: 50, openCircuitMv: 3803, resistanceMohm: 74 },
  { chargePercent: 60, openCircuitMv: 3841, resistanceMohm: 74 },
  { chargePercent: 70, openCircuitMv: 3888, resistanceMohm: 74 },
  { chargePercent: 80, openCircuitMv: 3946, resistanceMohm: 74 },
  { chargePercent: 90, openCircuitMv: 4017, resistanceMohm: 74 },
  { chargePercent: 95, openCircuitMv: 4058, resistanceMohm: 74 },
  { chargePercent: 100, openCircuitMv: 4103, resistanceMohm: 74 },
];
