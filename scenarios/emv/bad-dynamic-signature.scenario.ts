import { defineScenario } from '../scenario.ts';
import { expectForgedCardDeclined } from './forged-card.ts';

export const scenario = defineScenario(
  'never approves a card with a dynamic signature that does not fit its cryptogram',
  { proves: ['EMV-B2-6.6.2-1', 'EMV-C2-oda-1'] },
  (rig) => expectForgedCardDeclined(rig, { card: 'bad-dynamic-signature', proves: 'EMV-B2-6.6.2-1' }),
);
