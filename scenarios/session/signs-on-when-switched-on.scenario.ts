import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { generationsUsed, sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'signs on and asks for new keys when it is switched on, before it sells',
  { proves, profile: 'signs-on-at-start' },
  async (rig) => {
    const sold = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, { text: 'the sale is approved', expected: 'approved', observed: sold.outcome, proves });
    expectEqual(rig, {
      text: 'sign-on, then new keys, then the sale',
      expected: ['0800 001', '0800 161', '0200'],
      observed: sessionTalk(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'the sale is the first message under the new keys',
      expected: ['1', '1', '2'],
      observed: generationsUsed(rig),
      proves,
    });
  },
);
