import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-DE39-1', 'ISO8583-04xx-1', 'L3-PART-01'] as const;

export const scenario = defineScenario(
  'reverses what the host approved a part of, when the merchant does not take parts',
  { proves },
  async (rig) => {
    rig.host.behave({ kind: 'partial-approval', amountMinor: 600 });
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, { text: 'the sale is declined', expected: 'declined', observed: purchase.outcome, proves });
    expectEqual(rig, { text: 'and why', expected: 'partially-approved', observed: purchase.reason, proves });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owedCount, proves });
    expectEqual(rig, {
      text: 'it is reversed as soon as it is known',
      expected: ['0200', '0420'],
      observed: sentToHost(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'of the part that was approved nothing stands',
      expected: [{ amountMinor: 600, state: 'reversed' }],
      observed: rig.host.books().map(({ amountMinor, state }) => ({ amountMinor, state })),
      proves,
    });
  },
);
