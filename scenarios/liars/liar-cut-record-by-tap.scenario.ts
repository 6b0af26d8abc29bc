import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-cut-record by tap', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contactless',
  card: 'liar-cut-record',
  expects: { isApproved: false },
});
