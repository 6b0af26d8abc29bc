import { kernelRate } from '#rigs/faults/kernel-rate.ts';
import { saleOnKernelWire } from './kernel-sales.ts';

export const scenario = saleOnKernelWire('sells over a wire of 64 kbit/s, handshake and all', {
  fault: kernelRate({ direction: 'both', bitsPerS: 64_000 }),
  saleCount: 1,
  ends: 'approved',
});
