import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'asks a quick card for a signature from the verification limit on, and not below',
  { proves: ['EMV-C3-ctq-1', 'EMV-CB-3.1.1-cvm', 'EMV-CB-3.1.1-ttq'] },
  async (rig) => {
    // The bench's limit is 50.00.
    const below = await payByTap(rig, { request: purchaseOf(4999), card: 'quick-signature-only' });
    const atLimit = await payByTap(rig, { request: purchaseOf(5000), card: 'quick-signature-only' });
    expectEqual(rig, {
      text: 'both are approved',
      expected: ['approved', 'approved'],
      observed: [below.outcome, atLimit.outcome],
      proves: ['EMV-CB-3.1.1-ttq'],
    });
    expectEqual(rig, {
      text: 'the verification changes at the limit',
      expected: ['none', 'signature'],
      observed: [below.cardholderVerification, atLimit.cardholderVerification],
      proves: ['EMV-C3-ctq-1', 'EMV-CB-3.1.1-cvm', 'EMV-CB-3.1.1-ttq'],
    });
  },
);
