import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for combined signatures as mode 3 has it', {
  proves: ['EMV-B2-D4-1', 'EMV-B3-10.11-2'],
  entry: 'contact',
  card: 'contact-cda',
  profile: 'combined-mode-3',
  expects: { outcome: 'approved', asksFor: ['ARQC', 'TC'], sequence: { of: /^80AE(..)/u, is: ['80', '50'] } },
});
