import { sellAndReverse } from './sell-and-reverse.ts';

export const scenario = sellAndReverse(
  'sells and reverses with a host of the edition of 1993 that writes printable characters',
  'iso-1993-characters',
  ['1200', '1200', '1420'],
);
