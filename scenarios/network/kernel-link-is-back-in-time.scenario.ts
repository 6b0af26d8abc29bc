import { kernelLinkDown } from '#rigs/faults/kernel-link-down.ts';
import { saleOnKernelWire } from './kernel-sales.ts';

export const scenario = saleOnKernelWire('sells when the link is up again before its time is over', {
  fault: kernelLinkDown({ direction: 'from-host', starts: { atMessage: 1 }, lasts: { forMs: 150 } }),
  saleCount: 1,
  ends: 'approved',
});
