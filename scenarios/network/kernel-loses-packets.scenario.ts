import { kernelLoss } from '#rigs/faults/kernel-loss.ts';
import { saleOnKernelWire } from './kernel-sales.ts';

export const scenario = saleOnKernelWire('sells, or reverses, while a quarter of all packets is lost', {
  fault: kernelLoss({ direction: 'both', percent: 25 }),
  saleCount: 3,
});
