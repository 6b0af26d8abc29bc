import { cardCase } from '../card-case.ts';

export const scenario = cardCase('chooses combined authentication alone where it is common', {
  proves: ['EMV-B3-10.3-1'],
  entry: 'contact',
  card: 'contact-cda',
  expects: { outcome: 'approved', commands: [{ like: /^0088/u, count: 0 }], results: { clear: 'CC00000000' } },
});
