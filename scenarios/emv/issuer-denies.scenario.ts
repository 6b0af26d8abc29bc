import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'declines what only the card’s issuer wants denied, without asking the host',
  { proves: ['EMV-B3-10.7-1'] },
  async (rig) => {
    // The terminal's own codes would send an amount above its floor limit online; this card's IAC-Denial forbids it.
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'issuer-denies-floor-limit' });
    expectEqual(rig, {
      text: 'the purchase is declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['EMV-B3-10.7-1'],
    });
    expectEqual(rig, {
      text: 'nothing was sent to the host',
      expected: [],
      observed: sentToHost(rig),
      proves: ['EMV-B3-10.7-1'],
    });
  },
);
