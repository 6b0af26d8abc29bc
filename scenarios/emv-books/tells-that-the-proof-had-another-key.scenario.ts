import { cardCase } from '../card-case.ts';

export const scenario = cardCase('notes a refused issuer, and the record says that the key was another', {
  proves: ['EMV-B3-10.9-1'],
  entry: 'contact',
  card: 'books-other-proof-key',
  expects: {
    commands: [{ like: /^0082/u, count: 1 }],
    status: { set: '1000' },
    results: { set: '0000000040' },
    cardRefuses: "the response cryptogram (91) was made with a session key instead of the card's own key",
  },
});
