import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-other-qualifiers by tap', {
  proves: ['EMV-C3-ctq-1'],
  entry: 'contactless',
  card: 'liar-other-qualifiers',
  amountMinor: 6000,
  expects: { isApproved: false },
});
