import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-locator-of-seven by tap', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contactless',
  card: 'liar-locator-of-seven',
  expects: { isApproved: false },
});
