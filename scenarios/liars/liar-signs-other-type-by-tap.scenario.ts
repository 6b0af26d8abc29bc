import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-signs-other-type by tap', {
  proves: ['EMV-B2-6.6.2-1'],
  entry: 'contactless',
  card: 'liar-signs-other-type',
  expects: { isApproved: false },
});
