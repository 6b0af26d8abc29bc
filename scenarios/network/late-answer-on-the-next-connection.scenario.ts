import { connectionReset } from '#rigs/faults/connection-reset.ts';
import { reordering } from '#rigs/faults/reordering.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink(
  'does not take the late answer of a lost connection that comes with the next one',
  {
    faults: () => [
      reordering({ direction: 'from-host', by: 'next-connection', arrives: 'before' }),
      connectionReset({ direction: 'to-host', starts: { atMessage: 2 } }),
    ],
    ends: 'declined host-silent',
    books: ['reversed'],
  },
);
