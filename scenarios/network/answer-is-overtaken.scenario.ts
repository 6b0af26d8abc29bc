import { reordering } from '#rigs/faults/reordering.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('does not take an answer that the acknowledgement of its reversal overtook', {
  faults: () => [reordering({ direction: 'from-host', by: 'next-message', arrives: 'behind' })],
  ends: 'declined host-silent',
  books: ['reversed'],
  isSimulatedOnly: true,
});
