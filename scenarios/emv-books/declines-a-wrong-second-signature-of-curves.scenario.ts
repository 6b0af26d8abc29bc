import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'declines and reverses when the second signature of extended authentication is wrong',
  {
    proves: ['EMV-B2-12.5.3-1'],
    entry: 'contact',
    card: 'curves-second-signature-wrong',
    expects: { outcome: 'declined', messages: ['0200', '0420'], results: { set: '0100000100', clear: '0000000006' } },
  },
);
