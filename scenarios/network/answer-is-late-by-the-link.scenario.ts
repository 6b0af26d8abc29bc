import { latency } from '#rigs/faults/latency.ts';
import { saleOnBadLink } from './sale-and-after.ts';

/** The bench's response timer is 1 s. */
export const scenario = saleOnBadLink('reverses a sale whose answer the link held back beyond its timer', {
  faults: () => [latency({ direction: 'from-host', lasts: { forMessages: 1 }, delayMs: 1600 })],
  ends: 'declined host-silent',
  books: ['reversed'],
  isSimulatedOnly: true,
});
