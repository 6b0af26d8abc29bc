import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'tries a sign-on that fails as often as the profile says',
  { proves, profile: 'signs-on-late-and-tries-again', needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    rig.host.behave({ kind: 'decline', responseCode: '91' }, { of: 'network', count: 5 });
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const second = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    expectEqual(rig, {
      text: 'refused after three tries; approved when the third of the next ones succeeds',
      expected: ['not-signed-on', 'approved-online'],
      observed: [first.reason, second.reason],
      proves,
    });
    expectEqual(rig, {
      text: 'three tries for each sale, and one sale',
      expected: [...Array.from({ length: 6 }, () => '0800 001'), '0200'],
      observed: sessionTalk(rig),
      proves,
    });
  },
);
