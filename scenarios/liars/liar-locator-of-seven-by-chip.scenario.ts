import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-locator-of-seven by chip', {
  proves: ['EMV-B3-10.2-1'],
  entry: 'contact',
  card: 'liar-locator-of-seven',
  expects: { isApproved: false },
});
