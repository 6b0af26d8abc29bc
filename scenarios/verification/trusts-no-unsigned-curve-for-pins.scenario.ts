import { cardCase } from '../card-case.ts';

export const scenario = cardCase('enciphers no PIN with a key of elliptic curves that nobody signed', {
  proves: ['EMV-B2-13.2-1'],
  entry: 'contact',
  card: 'pins-by-curve-unsigned',
  profile: 'takes-pins-by-curve',
  expects: { results: { set: '0000800000' }, commands: [{ like: /^0020/u, count: 0 }], questions: [] },
});
