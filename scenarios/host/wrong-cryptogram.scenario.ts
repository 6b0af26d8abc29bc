import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'declines a card whose cryptogram the issuer can not verify',
  { proves: ['L3-DE55-05', 'ISO8583-DE39-1'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'wrong-cryptogram' });
    expectEqual(rig, {
      text: 'the purchase is declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['ISO8583-DE39-1'],
    });
    const decision = rig.journal.events.find((event) => event.kind === 'host-decision');
    expectEqual(rig, {
      text: 'the issuer saw that the cryptogram is wrong',
      expected: 'failed',
      observed: decision?.kind === 'host-decision' ? decision.facts['cryptogram'] : undefined,
      proves: ['L3-DE55-05'],
    });
  },
);
