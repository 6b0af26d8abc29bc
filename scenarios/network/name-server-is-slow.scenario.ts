import { nameFailure } from '#rigs/faults/name-failure.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('sells when the name server answers late, but in time', {
  faults: () => [nameFailure({ trouble: { kind: 'late', delayMs: 600 } })],
  ends: 'approved approved-online',
  books: ['captured'],
  isSimulatedOnly: true,
});
