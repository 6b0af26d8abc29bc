import { cardCase } from '../card-case.ts';

export const scenario = cardCase('offers no verification up to the limit, and says so to the card', {
  proves: ['EMV-C8-3.8-1', 'EMV-C8-3.9-1'],
  entry: 'contactless',
  card: 'channel-no-cvm',
  expects: { commands: [{ like: /^80AE80.*000810080000000000000000$/u, count: 1 }] },
});
