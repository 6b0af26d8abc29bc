import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for no PIN when no try is left, and goes on', {
  proves: ['EMV-B4-6.3.4.1-1'],
  entry: 'contact',
  card: 'contact-pin-blocked',
  expects: { results: { set: '0000200000' }, commands: [{ like: /^0020/u, count: 0 }] },
});
