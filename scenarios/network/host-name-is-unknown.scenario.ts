import { nameFailure } from '#rigs/faults/name-failure.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('sells nothing while the name of the host can not be looked up', {
  faults: () => [nameFailure({ trouble: { kind: 'no-such-name' } })],
  ends: 'declined host-unreachable',
  books: [],
});
