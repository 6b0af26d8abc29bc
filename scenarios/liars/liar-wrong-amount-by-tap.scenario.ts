import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-wrong-amount by tap', {
  proves: ['L3-DE55-05'],
  entry: 'contactless',
  card: 'liar-wrong-amount',
  expects: { isApproved: false },
});
