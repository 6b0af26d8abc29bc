import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-indefinite-length by tap', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contactless',
  card: 'liar-indefinite-length',
  expects: { isApproved: false },
});
