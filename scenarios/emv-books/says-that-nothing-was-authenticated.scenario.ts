import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says so when there is no common authentication method', {
  proves: ['EMV-B3-10.3-2'],
  entry: 'contact',
  card: 'contact-no-oda',
  expects: { results: { set: '8000000000' }, status: { clear: '8000' } },
});
