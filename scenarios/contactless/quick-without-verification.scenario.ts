import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'declines a quick card that offers no verification where one is required',
  { proves: ['EMV-C3-ctq-1'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(6000), card: 'quick-no-cvm' });
    expectEqual(rig, {
      text: 'the purchase is declined and the host not asked',
      expected: { outcome: 'declined', messages: [] },
      observed: { outcome: purchase.outcome, messages: sentToHost(rig) },
      proves: ['EMV-C3-ctq-1'],
    });
  },
);
