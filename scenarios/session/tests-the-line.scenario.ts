import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'tests the line at its interval, and signs on again when a test fails',
  { proves, profile: 'tests-the-line', needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    const begunMs = rig.clock.nowMs();
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    // Two seconds from one echo test to the next: three of them.
    await rig.clock.sleep(7000 - (rig.clock.nowMs() - begunMs));
    const tests = sessionTalk(rig).filter((each) => each === '0800 301').length;
    rig.host.behave({ kind: 'decline', responseCode: '91' }, { of: 'network' });
    await rig.clock.sleep(2000);
    const again = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    expectEqual(rig, { text: 'an echo test every two seconds', expected: 3, observed: tests, proves });
    expectEqual(rig, {
      text: 'after the test that failed it signs on again before it sells',
      expected: ['approved-online', 2],
      observed: [again.reason, sessionTalk(rig).filter((each) => each === '0800 001').length],
      proves,
    });
  },
);
