import { defineScenario } from '../scenario.ts';
import { expectForgedCardDeclined } from './forged-card.ts';

export const scenario = defineScenario(
  'never approves a card with an ICC certificate with a flipped bit',
  { proves: ['EMV-B2-6.4-1', 'EMV-C2-oda-1'] },
  (rig) => expectForgedCardDeclined(rig, { card: 'corrupted-icc-certificate', proves: 'EMV-B2-6.4-1' }),
);
