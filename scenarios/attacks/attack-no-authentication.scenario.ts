import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that nothing was authenticated when the profile is rewritten', {
  proves: ['EMV-B3-10.3-2'],
  entry: 'contact',
  card: 'attack-no-authentication',
  expects: { isApproved: false, results: { set: '8000000000' }, status: { clear: '8000' } },
});
