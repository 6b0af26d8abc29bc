import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'gives a card the data that its PDOL asks for',
  { proves: ['EMV-B3-5.4-1', 'EMV-B3-6.5.8.4-1', 'EMV-C2-oda-1'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(990), card: 'with-pdol' });
    // The card's signature covers the PDOL data: an approval shows that both sides built the same bytes.
    expectEqual(rig, {
      text: 'the purchase is approved',
      expected: 'approved',
      observed: purchase.outcome,
      proves: ['EMV-B3-6.5.8.4-1', 'EMV-C2-oda-1'],
    });
  },
);
