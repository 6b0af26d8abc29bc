import { derivedKeys } from './derived-keys.ts';

export const scenario = derivedKeys('derives a key of its own for every PIN in format 3', {
  format: '3',
  scheme: 'dukpt-tdes',
});
