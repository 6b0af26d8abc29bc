import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'approves a purchase by chip and PIN online',
  { proves: ['EMV-B3-10.11-1', 'EMV-B4-12.1.1-1'], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const purchase = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-cda' });
    expectEqual(rig, {
      text: 'the purchase is approved',
      expected: 'approved',
      observed: purchase.outcome,
      proves: ['EMV-B3-10.11-1'],
    });
  },
);
