import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { generationsUsed, sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'works on with the old keys when the answer with new ones never comes, and with the new ones later',
  { proves, profile: 'changes-keys' },
  async (rig) => {
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'silent' }, { of: 'network' });
    const second = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    const third = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'every sale is approved',
      expected: ['approved', 'approved', 'approved'],
      observed: [first.outcome, second.outcome, third.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'new keys are asked for before every sale but the first',
      expected: ['0800 001', '0200', '0800 161', '0200', '0800 161', '0200'],
      observed: sessionTalk(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'the last sale alone comes under new keys',
      expected: ['1', '1', '1', '1', '1', '2'],
      observed: generationsUsed(rig),
      proves,
    });
  },
);
