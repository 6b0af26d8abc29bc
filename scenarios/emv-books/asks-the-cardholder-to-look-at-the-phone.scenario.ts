import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks the cardholder to look at the phone on 6986', {
  proves: ['EMV-C3-5.2.2.2-1', 'EMV-CB-3.5-outcomes'],
  entry: 'contactless',
  card: 'wallet-locked',
  expects: { displays: /PHONE/u },
});
