import { orderlyClose } from '#rigs/faults/orderly-close.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('reverses a sale when the connection is closed in the middle of its request', {
  faults: () => [orderlyClose({ direction: 'to-host', starts: { atByte: 100 } })],
  ends: 'declined connection-lost',
  books: [],
  isSimulatedOnly: true,
});
