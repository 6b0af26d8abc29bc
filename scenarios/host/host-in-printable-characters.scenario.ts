import { sellAndReverse } from './sell-and-reverse.ts';

export const scenario = sellAndReverse(
  'sells and reverses with a host that writes printable characters after four digits of length',
  'host-in-characters',
);
