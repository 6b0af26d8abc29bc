import { cardCase } from '../card-case.ts';

export const scenario = cardCase('declines a card whose profile was robbed of extended authentication', {
  proves: ['EMV-B3-10.3-1'],
  entry: 'contact',
  card: 'curves-profile-downgraded',
  expects: { isApproved: false, results: { set: '0400000000', clear: '0100000106' } },
});
