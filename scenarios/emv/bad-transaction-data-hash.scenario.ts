import { defineScenario } from '../scenario.ts';
import { expectForgedCardDeclined } from './forged-card.ts';

export const scenario = defineScenario(
  'never approves a card that signed other transaction data',
  { proves: ['EMV-B2-6.6.2-1', 'EMV-C2-oda-1'] },
  (rig) => expectForgedCardDeclined(rig, { card: 'bad-transaction-data-hash', proves: 'EMV-B2-6.6.2-1' }),
);
