import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-signs-other-type by chip', {
  proves: ['EMV-B2-6.6.2-1'],
  entry: 'contact',
  card: 'liar-signs-other-type',
  expects: { isApproved: false },
});
