import { corruption } from '#rigs/faults/corruption.ts';
import { saleOnBadLink } from './sale-and-after.ts';

export const scenario = saleOnBadLink('takes an answer with flipped bits for none and reverses the sale', {
  faults: (rig) => [
    corruption({
      direction: 'from-host',
      lasts: { forMessages: 1 },
      flips: 3,
      skipBytes: 2,
      rng: rig.rng.fork('noise'),
    }),
  ],
  ends: 'declined host-silent',
  books: ['reversed'],
  profile: 'codes-derived-aes',
});
