import { cardCase } from '../card-case.ts';

export const scenario = cardCase('knows a biometric method that it has not, says so and goes on', {
  proves: ['EMV-B3-10.5-4'],
  entry: 'contact',
  card: 'books-biometric-method',
  expects: { verification: 'none', results: { set: '0000000200', clear: '0000C00000' } },
});
