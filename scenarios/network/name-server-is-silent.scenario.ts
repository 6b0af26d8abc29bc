import { nameFailure } from '#rigs/faults/name-failure.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('sells nothing while the name server gives no answer', {
  faults: () => [nameFailure({ trouble: { kind: 'no-answer', delayMs: 5000 } })],
  ends: 'declined host-unreachable',
  books: [],
  isSimulatedOnly: true,
});
