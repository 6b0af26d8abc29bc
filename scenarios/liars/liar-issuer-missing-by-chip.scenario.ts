import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-issuer-missing by chip', {
  proves: ['EMV-B3-7.5-2'],
  entry: 'contact',
  card: 'liar-issuer-missing',
  expects: { isApproved: false },
});
