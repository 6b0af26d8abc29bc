import { bandwidth } from '#rigs/faults/bandwidth.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('sells over a link that lets a kilobyte a second through', {
  faults: () => [bandwidth({ direction: 'both', bytesPerS: 1000 })],
  ends: 'approved approved-online',
  books: ['captured'],
  isSimulatedOnly: true,
});
