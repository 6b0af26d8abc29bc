import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-missing-dol by tap', {
  proves: ['EMV-B3-7.2-1'],
  entry: 'contactless',
  card: 'liar-missing-dol',
  expects: { isApproved: false },
});
