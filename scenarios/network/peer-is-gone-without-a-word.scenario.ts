import { halfOpen } from '#rigs/faults/half-open.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink(
  'reverses a sale on a connection whose other side was gone without a word, over a new one',
  {
    faults: () => [halfOpen({ direction: 'to-host' })],
    ends: 'declined host-silent',
    books: [],
    isConnectedBefore: true,
  },
);
