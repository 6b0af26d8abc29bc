/** What a cell is at one state of charge, at 25 degrees Celsius. */
export interface CurvePoint {
  readonly chargePercent: number;
  readonly openCircuitMv: number;
  readonly resistanceMohm: number;
  /** What is added when a current flows for minutes. */
  readonly slowResistanceMohm: number;
}

/**
 * One lithium polymer cell of 850 mAh, the size of a small card reader's. Computed from the fitted functions of M. Chen
 * and G. A. Rincón-Mora, "Accurate electrical battery model capable of predicting runtime and I-V performance", IEEE
 * Transactions on Energy Conversion 21-2, 2006 (a TCL PL-383562), with s the state of charge from 0 to 1:
 *
 * - open circuit, V: -1.031 e^(-35 s) + 3.685 + 0.2156 s - 0.1178 s² + 0.3201 s³
 * - series resistance, Ω: 0.1562 e^(-24.37 s) + 0.07446
 * - both transient resistances together, Ω: 0.3208 e^(-29.14 s) + 0.04669 + 6.603 e^(-155.2 s) + 0.04984
 *
 * Points lie closer where the curves bend.
 */
export const lithiumCell: readonly CurvePoint[] = [
  { chargePercent: 0, openCircuitMv: 2654, resistanceMohm: 231, slowResistanceMohm: 7020 },
  { chargePercent: 1, openCircuitMv: 2961, resistanceMohm: 197, slowResistanceMohm: 1735 },
  { chargePercent: 2, openCircuitMv: 3177, resistanceMohm: 170, slowResistanceMohm: 572 },
  { chargePercent: 3, openCircuitMv: 3331, resistanceMohm: 150, slowResistanceMohm: 293 },
  { chargePercent: 5, openCircuitMv: 3516, resistanceMohm: 121, slowResistanceMohm: 174 },
  { chargePercent: 8, openCircuitMv: 3639, resistanceMohm: 97, slowResistanceMohm: 128 },
  { chargePercent: 10, openCircuitMv: 3675, resistanceMohm: 88, slowResistanceMohm: 114 },
  { chargePercent: 15, openCircuitMv: 3710, resistanceMohm: 78, slowResistanceMohm: 101 },
  { chargePercent: 20, openCircuitMv: 3725, resistanceMohm: 76, slowResistanceMohm: 97 },
  { chargePercent: 25, openCircuitMv: 3736, resistanceMohm: 75, slowResistanceMohm: 97 },
  { chargePercent: 30, openCircuitMv: 3748, resistanceMohm: 75, slowResistanceMohm: 97 },
  { chargePercent: 40, openCircuitMv: 3773, resistanceMohm: 74, slowResistanceMohm: 97 },
  { chargePercent: 50, openCircuitMv: 3803, resistanceMohm: 74, slowResistanceMohm: 97 },
  { chargePercent: 60, openCircuitMv: 3841, resistanceMohm: 74, slowResistanceMohm: 97 },
  { chargePercent: 70, openCircuitMv: 3888, resistanceMohm: 74, slowResistanceMohm: 97 },
  { chargePercent: 80, openCircuitMv: 3946, resistanceMohm: 74, slowResistanceMohm: 97 },
  { chargePercent: 90, openCircuitMv: 4017, resistanceMohm: 74, slowResistanceMohm: 97 },
  { chargePercent: 95, openCircuitMv: 4058, resistanceMohm: 74, slowResistanceMohm: 97 },
  { chargePercent: 100, openCircuitMv: 4103, resistanceMohm: 74, slowResistanceMohm: 97 },
];
