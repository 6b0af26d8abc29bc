import { cardCase } from '../card-case.ts';

export const scenario = cardCase('uses no key of a test authority in production', {
  proves: ['L3-CAPK-01'],
  entry: 'contact',
  // With an authority key it is authenticated, see `drops-an-expired-authority-key` and all the others.
  card: 'contact-cda',
  profile: 'production',
  expects: { isApproved: false, isOnline: false, results: { set: '0400000000' } },
});
