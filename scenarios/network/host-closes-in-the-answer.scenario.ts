import { orderlyClose } from '#rigs/faults/orderly-close.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink(
  'reverses a sale when the host closes the connection in the middle of its answer',
  {
    faults: () => [orderlyClose({ direction: 'from-host', starts: { atByte: 20 } })],
    ends: 'declined connection-lost',
    books: ['reversed'],
  },
);
