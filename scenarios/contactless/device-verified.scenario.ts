import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'takes the word of a phone that has verified its holder, and asks for nothing more',
  { proves: ['EMV-C3-ctq-1', 'EMV-CB-3.3.2.5-c'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(6000), card: 'wallet-phone' });
    expectEqual(rig, {
      text: 'the purchase above the verification limit is approved online',
      expected: 'approved',
      observed: purchase.outcome,
      proves: ['EMV-CB-3.3.2.5-c'],
    });
    expectEqual(rig, {
      text: 'the device counts as the verification',
      expected: 'device',
      observed: purchase.cardholderVerification,
      proves: ['EMV-C3-ctq-1'],
    });
  },
);
