import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-empty-directory by tap', {
  proves: ['EMV-CB-3.3.2.7'],
  entry: 'contactless',
  card: 'liar-empty-directory',
  expects: { isApproved: false },
});
