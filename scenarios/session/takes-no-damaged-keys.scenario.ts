import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { generationsUsed } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'takes no key whose check value is not its own',
  { proves, profile: 'changes-keys', needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'damaged-keys' }, { of: 'network' });
    const second = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    const third = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'both sales are approved',
      expected: ['approved', 'approved'],
      observed: [second.outcome, third.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the damaged keys are never used, the next ones are',
      expected: ['1', '1', '1', '1', '1', '2'],
      observed: generationsUsed(rig),
      proves,
    });
  },
);
