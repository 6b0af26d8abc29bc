import { defineScenario } from '../scenario.ts';
import { expectForgedCardDeclined } from './forged-card.ts';

export const scenario = defineScenario(
  'never approves a card whose certificates have expired',
  { proves: ['EMV-B2-5.3-1', 'EMV-C2-oda-1'] },
  (rig) => expectForgedCardDeclined(rig, { card: 'expired-certificates', proves: 'EMV-B2-5.3-1' }),
);
