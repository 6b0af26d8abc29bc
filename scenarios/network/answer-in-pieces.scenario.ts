import { slicing } from '#rigs/faults/slicing.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('sells although messages come byte by byte', {
  faults: () => [slicing({ direction: 'both', pieceBytes: 1, gapMs: 1 })],
  ends: 'approved approved-online',
  books: ['captured'],
});
