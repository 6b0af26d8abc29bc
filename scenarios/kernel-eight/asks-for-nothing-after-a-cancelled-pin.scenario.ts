import assert from 'node:assert/strict';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'sends no request when the PIN that the card decided for is not entered',
  { proves: ['EMV-C8-3.8-1'], needs: ['contactless', 'pin', 'online', 'virtual-time'] },
  async (rig) => {
    assert(rig.cardholder !== undefined, 'a bench with a PIN pad has somebody to type');
    rig.cardholder.knows({ atPinPad: 'cancels' });
    const purchase = await payByTap(rig, { request: purchaseOf(6000), card: 'channel-online-pin' });
    expectEqual(rig, {
      text: 'nothing leaves for the host, and nothing is approved',
      expected: { outcome: 'ended', messages: [] },
      observed: { outcome: purchase.outcome, messages: sentToHost(rig) },
      proves: ['EMV-C8-3.8-1'],
    });
  },
);
