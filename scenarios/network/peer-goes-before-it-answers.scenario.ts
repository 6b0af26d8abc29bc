import { halfOpen } from '#rigs/faults/half-open.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('reverses a sale whose host went without a word before it answered', {
  faults: () => [halfOpen({ direction: 'from-host' })],
  ends: 'declined host-silent',
  books: ['reversed'],
  isSimulatedOnly: true,
});
