import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'declines when the issuer declines',
  { proves: ['ISO8583-DE39-1', 'ISO8583-04xx-2'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'declined-by-issuer' });
    expectEqual(rig, {
      text: 'the purchase is declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['ISO8583-DE39-1'],
    });
    expectEqual(rig, {
      text: 'the reason is the issuer',
      expected: 'declined-by-issuer',
      observed: purchase.reason,
      proves: ['ISO8583-DE39-1'],
    });
    expectEqual(rig, {
      text: 'a decline is not reversed',
      expected: ['0200'],
      observed: sentToHost(rig),
      proves: ['ISO8583-04xx-2'],
    });
  },
);
