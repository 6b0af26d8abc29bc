import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'sends the holder of a locked phone to the phone, and nothing to the host',
  { proves: ['EMV-C3-5.2.2.2-1'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(6000), card: 'wallet-locked' });
    expectEqual(rig, {
      text: 'the cardholder reads where to look',
      expected: true,
      observed: purchase.displayed.some((text) => text.includes('PHONE')),
      proves: ['EMV-C3-5.2.2.2-1'],
    });
    expectEqual(rig, {
      text: 'a phone that stays locked ends the transaction without a decision',
      expected: { outcome: 'ended', reason: 'see-phone', messages: [] },
      observed: { outcome: purchase.outcome, reason: purchase.reason, messages: sentToHost(rig) },
      proves: ['EMV-C3-5.2.2.2-1'],
    });
  },
);
