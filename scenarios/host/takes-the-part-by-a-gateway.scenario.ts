import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-PART-01', 'ISO8583-DE95-1'] as const;

export const scenario = defineScenario(
  'takes a part, and gives some of it back, by a gateway that speaks JSON over HTTPS',
  { proves, profile: 'accepts-partial-approvals-by-gateway', needs: ['contactless', 'online', 'partial-reversal'] },
  async (rig) => {
    rig.host.behave({ kind: 'partial-approval', amountMinor: 600 });
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const correction = { ...purchaseOf(450), kind: 'partial-reversal', originalStan: purchase.stan ?? '' } as const;
    const reduced = await rig.terminal.perform(correction);
    expectEqual(rig, { text: 'the part is taken', expected: 'approved-in-part', observed: purchase.reason, proves });
    expectEqual(rig, { text: 'the rest is due', expected: 650, observed: purchase.remainderMinor, proves });
    expectEqual(rig, { text: 'less is left of it', expected: 'reduced', observed: reduced.reason, proves });
    expectEqual(rig, { text: 'by a reversal', expected: ['0200', '0420'], observed: sentToHost(rig), proves });
    expectEqual(rig, {
      text: 'the acquirer holds what is left',
      expected: ['captured 450'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
  },
);
