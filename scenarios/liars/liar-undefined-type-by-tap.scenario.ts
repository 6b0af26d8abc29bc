import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-undefined-type by tap', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contactless',
  card: 'liar-undefined-type',
  expects: { isApproved: false },
});
