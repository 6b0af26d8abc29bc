import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends the holder of a locked QuickPass phone to the phone', {
  proves: ['EMV-C7-gpo-1'],
  entry: 'contactless',
  card: 'union-locked',
  amountMinor: 6000,
  expects: { displays: /PHONE/u },
});
