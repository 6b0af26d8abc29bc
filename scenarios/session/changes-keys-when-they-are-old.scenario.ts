import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { generationsUsed, sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'asks for new keys before the first sale after theirs were in force for long enough',
  { proves, profile: 'changes-keys-by-time', needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    // Keys of this profile are old after five seconds.
    await rig.clock.sleep(6000);
    const sold = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    expectEqual(rig, { text: 'the sale is approved', expected: 'approved', observed: sold.outcome, proves });
    expectEqual(rig, {
      text: 'new keys are asked for after the time, and not before',
      expected: ['0800 001', '0200', '0800 161', '0200'],
      observed: sessionTalk(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'the second sale comes under them',
      expected: ['1', '1', '1', '2'],
      observed: generationsUsed(rig),
      proves,
    });
  },
);
