import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-DE39-1', 'ISO8583-04xx-1'] as const;

/** ISO 8583:1987: honour with identification, approved (VIP), approved and update track 3. */
const conditions = ['08', '11', '16'] as const;

export const scenario = defineScenario(
  'does not take an approval on a condition for one, and leaves no money at the host',
  { proves },
  async (rig) => {
    for (const responseCode of conditions) {
      rig.host.behave({ kind: 'decline', responseCode });
      const sentBefore = sentToHost(rig).length;
      const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
      const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
      const says = (text: string): string => `${text} after response code ${responseCode}`;
      expectEqual(rig, {
        text: says('the sale is declined'),
        expected: 'declined',
        observed: purchase.outcome,
        proves,
      });
      expectEqual(rig, { text: says('nothing is owed'), expected: 0, observed: owedCount, proves });
      expectEqual(rig, {
        text: says('the sale is reversed'),
        expected: ['0200', '0420'],
        observed: sentToHost(rig).slice(sentBefore),
        proves,
      });
    }
  },
);
