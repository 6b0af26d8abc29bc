import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { sessionTalk } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'signs on before its first sale, and once',
  { proves, profile: 'signs-on-late' },
  async (rig) => {
    await rig.clock.sleep(500);
    const early = sessionTalk(rig);
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const second = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    expectEqual(rig, { text: 'nothing leaves before a sale is asked for', expected: [], observed: early, proves });
    expectEqual(rig, {
      text: 'both sales are approved',
      expected: ['approved', 'approved'],
      observed: [first.outcome, second.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'one sign-on, before the first sale',
      expected: ['0800 001', '0200', '0200'],
      observed: sessionTalk(rig),
      proves,
    });
  },
);
