import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-wrong-amount by chip', {
  proves: ['L3-DE55-05'],
  entry: 'contact',
  card: 'liar-wrong-amount',
  expects: { isApproved: false },
});
