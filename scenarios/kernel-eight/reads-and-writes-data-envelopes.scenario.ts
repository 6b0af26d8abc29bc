import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'reads and writes data envelopes through the channel',
  {
    proves: ['EMV-C8-sc-1'],
    needs: ['contactless', 'online', 'virtual-time'],
    profile: 'kernel-8-keeps-envelopes',
  },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'channel-data-envelopes' });
    const step = rig.journal.events.find((event) => event.kind === 'kernel' && event.step === 'data-envelopes');
    expectEqual(rig, {
      text: 'the purchase is approved, and the kernel says how reading and writing went',
      expected: { outcome: 'approved', status: { '9F821C': '80', '9F821B': '80' } },
      observed: { outcome: purchase.outcome, status: step?.kind === 'kernel' ? step.facts : undefined },
      proves: ['EMV-C8-sc-1'],
    });
  },
);
