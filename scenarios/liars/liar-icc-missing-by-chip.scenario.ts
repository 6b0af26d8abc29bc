import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-icc-missing by chip', {
  proves: ['EMV-B3-7.5-2'],
  entry: 'contact',
  card: 'liar-icc-missing',
  expects: { isApproved: false },
});
