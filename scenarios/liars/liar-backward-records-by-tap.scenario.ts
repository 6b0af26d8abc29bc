import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-backward-records by tap', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contactless',
  card: 'liar-backward-records',
  expects: { isApproved: false },
});
