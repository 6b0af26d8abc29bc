import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-record-not-found by tap', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contactless',
  card: 'liar-record-not-found',
  expects: { isApproved: false },
});
