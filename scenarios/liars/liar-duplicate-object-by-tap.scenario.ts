import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-duplicate-object by tap', {
  proves: ['EMV-B3-7.5-1'],
  entry: 'contactless',
  card: 'liar-duplicate-object',
  expects: { isApproved: false },
});
