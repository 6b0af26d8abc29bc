import { derivedKeys } from './derived-keys.ts';

export const scenario = derivedKeys('derives an AES key of its own for every PIN in format 4', {
  format: '4',
  scheme: 'dukpt-aes',
});
