import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'sells nothing while its sign-on fails, where the profile says so',
  { proves, profile: 'signs-on-late' },
  async (rig) => {
    rig.host.behave({ kind: 'decline', responseCode: '91' }, { of: 'network' });
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'silent' }, { of: 'network' });
    const second = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    const third = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'refused when the host refuses, refused when it is silent, approved when it signs the terminal on',
      expected: ['not-signed-on', 'not-signed-on', 'approved-online'],
      observed: [first.reason, second.reason, third.reason],
      proves,
    });
    expectEqual(rig, {
      text: 'one sign-on for each sale, and one sale',
      expected: ['0800 001', '0800 001', '0800 001', '0200'],
      observed: sessionTalk(rig),
      proves,
    });
  },
);
