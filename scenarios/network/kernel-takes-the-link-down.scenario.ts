import { kernelLinkDown } from '#rigs/faults/kernel-link-down.ts';
import { saleOnKernelWire } from './kernel-sales.ts';

export const scenario = saleOnKernelWire('reverses a sale whose link went down before the answer', {
  fault: kernelLinkDown({ direction: 'from-host', starts: { atMessage: 1 } }),
  saleCount: 1,
  ends: 'declined',
});
