import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-file-31 by tap', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contactless',
  card: 'liar-file-31',
  expects: { isApproved: false },
});
