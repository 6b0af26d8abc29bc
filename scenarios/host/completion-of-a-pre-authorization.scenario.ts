import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-REV-01'] as const;

export const scenario = defineScenario(
  'collects less than it had set aside, and nothing twice',
  { proves, needs: ['contactless', 'online', 'pre-authorization'] },
  async (rig) => {
    const request = { ...purchaseOf(5000), kind: 'pre-authorization' } as const;
    const held = await payByTap(rig, { request, card: 'standard' });
    const completion = { ...purchaseOf(4200), kind: 'completion', originalStan: held.stan ?? '' } as const;
    const completed = await rig.terminal.perform(completion);
    const again = await rig.terminal.perform(completion);
    expectEqual(rig, { text: 'the money is set aside', expected: 'approved', observed: held.outcome, proves });
    expectEqual(rig, { text: 'it is collected', expected: 'completed', observed: completed.reason, proves });
    expectEqual(rig, { text: 'once', expected: 'nothing-to-complete', observed: again.reason, proves });
    expectEqual(rig, { text: 'by an advice', expected: ['0100', '0220'], observed: sentToHost(rig), proves });
    expectEqual(rig, {
      text: 'the acquirer holds what was collected',
      expected: ['released 5000', 'captured 4200'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
  },
);
