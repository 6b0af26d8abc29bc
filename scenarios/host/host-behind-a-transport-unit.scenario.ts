import { sellAndReverse } from './sell-and-reverse.ts';

export const scenario = sellAndReverse(
  'sells and reverses with a host behind a transport unit after four bytes of length',
  'host-with-transport-unit',
);
