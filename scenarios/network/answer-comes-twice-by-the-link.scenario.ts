import { duplication } from '#rigs/faults/duplication.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('takes an answer that the link doubles once', {
  faults: () => [duplication({ direction: 'from-host', lasts: { forMessages: 1 } })],
  ends: 'approved approved-online',
  books: ['captured'],
  isSimulatedOnly: true,
});
