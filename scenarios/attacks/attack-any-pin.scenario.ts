import { cardCase } from '../card-case.ts';

/** The terminal can't know that something in between took the PIN; the card's word to its issuer says so. */
export const scenario = cardCase('declines a PIN that the terminal believes and the card never saw', {
  proves: ['EMV-B4-12.1.1-1'],
  entry: 'contact',
  card: 'attack-any-pin',
  person: { pin: '9876' },
  expects: {
    outcome: 'declined',
    isOnline: true,
    questions: ['offline PIN'],
    commands: [{ like: /^0020/u, count: 1 }],
    results: { clear: '0000FC0000' },
    chipData: { '9F34': '010302' },
    issuerSays: 'cardholder-verification-contradicted',
  },
});
