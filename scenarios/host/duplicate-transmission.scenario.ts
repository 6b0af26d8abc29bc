import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-04xx-1'] as const;

export const scenario = defineScenario(
  'reverses a sale that the host calls a duplicate, as the first copy may stand',
  { proves },
  async (rig) => {
    rig.host.behave({ kind: 'decline', responseCode: '94' });
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, { text: 'the sale is declined', expected: 'declined', observed: purchase.outcome, proves });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owedCount, proves });
    expectEqual(rig, { text: 'the sale is reversed', expected: ['0200', '0420'], observed: sentToHost(rig), proves });
  },
);
