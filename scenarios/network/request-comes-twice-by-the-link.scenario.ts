import { duplication } from '#rigs/faults/duplication.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('is charged once although the link doubles the request', {
  faults: () => [duplication({ direction: 'to-host', lasts: { forMessages: 1 } })],
  ends: 'approved approved-online',
  books: ['captured'],
  isSimulatedOnly: true,
});
