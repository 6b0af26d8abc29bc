import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-icc-missing by tap', {
  proves: ['EMV-B3-7.5-2'],
  entry: 'contactless',
  card: 'liar-icc-missing',
  expects: { isApproved: false },
});
