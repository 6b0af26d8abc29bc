import { derivedKeys } from './derived-keys.ts';

export const scenario = derivedKeys('derives a key of its own for every PIN in format 0', {
  format: '0',
  scheme: 'dukpt-tdes',
});
