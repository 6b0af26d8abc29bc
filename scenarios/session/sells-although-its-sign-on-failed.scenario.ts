import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'sells all the same when its sign-on fails, where the profile says so',
  { proves, profile: 'signs-on-late-and-goes-on', needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    rig.host.behave({ kind: 'decline', responseCode: '91' }, { of: 'network' });
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const second = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    expectEqual(rig, {
      text: 'both sales are approved',
      expected: ['approved', 'approved'],
      observed: [first.outcome, second.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'it signs on anew before the second sale, and sells both',
      expected: ['0800 001', '0200', '0800 001', '0200'],
      observed: sessionTalk(rig),
      proves,
    });
  },
);
