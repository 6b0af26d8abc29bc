import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B4-6.3.6-1'] as const;

export const scenario = defineScenario(
  'says to the host that it approved alone',
  { proves, needs: ['contact', 'pin', 'online', 'store-and-forward'], profile: 'sells-offline' },
  async (rig) => {
    const sold = await payByChip(rig, { request: purchaseOf(1250), card: 'books-online-code-empty' });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    const advice = rig.journal.events.find((event) => event.kind === 'host-message' && event.mti === '0220');
    expectEqual(rig, { text: 'the sale is approved', expected: 'approved', observed: sold.outcome, proves });
    expectEqual(rig, { text: 'without the host', expected: false, observed: sold.wentOnline, proves });
    expectEqual(rig, { text: 'its advice was acknowledged', expected: 0, observed: owedCount, proves });
    expectEqual(rig, {
      text: 'the advice bears the response code of an offline approval',
      expected: 'Y1',
      observed: advice?.kind === 'host-message' ? advice.fields['39'] : undefined,
      proves,
    });
  },
);
