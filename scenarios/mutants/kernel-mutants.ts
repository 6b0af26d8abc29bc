import { authenticationMutants } from './authentication-mutants.table.ts';
import { completionMutants } from './completion-mutants.table.ts';
import { contactlessMutants } from './contactless-mutants.table.ts';
import { curveMutants } from './curve-mutants.table.ts';
import { kernelEightMutants } from './kernel-eight-mutants.table.ts';
import { kernelSevenMutants } from './kernel-seven-mutants.table.ts';
import { kernelFiveMutants } from './kernel-five-mutants.table.ts';
import { kernelSixMutants } from './kernel-six-mutants.table.ts';
import type { KernelMutant } from './kernel-mutant.ts';
import { pinMutants } from './pin-mutants.table.ts';
import { recordMutants } from './record-mutants.table.ts';
import { selectionMutants } from './selection-mutants.table.ts';
import { verificationMutants } from './verification-mutants.table.ts';

/** Kernels with one plausible fault each, by the books' order of steps. */
export const kernelMutants: readonly KernelMutant[] = [
  ...selectionMutants,
  ...recordMutants,
  ...authenticationMutants,
  ...curveMutants,
  ...verificationMutants,
  ...completionMutants,
  ...contactlessMutants,
  ...kernelEightMutants,
  ...kernelSevenMutants,
  ...kernelFiveMutants,
  ...kernelSixMutants,
  ...pinMutants,
];
