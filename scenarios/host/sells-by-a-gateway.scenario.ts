import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-DE90-1', 'ISO8583-04xx-1'] as const;

/** One sale that is approved and one in doubt, by a gateway that says that its host did not answer. */
export const scenario = defineScenario(
  'sells and reverses by a gateway that speaks JSON over HTTPS',
  { proves, profile: 'by-gateway' },
  async (rig) => {
    const sold = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'silent' });
    const doubted = await payByTap(rig, { request: purchaseOf(975), card: 'standard' });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, { text: 'the first sale is approved', expected: 'approved', observed: sold.outcome, proves });
    expectEqual(rig, { text: 'the second is in doubt', expected: 'connection-lost', observed: doubted.reason, proves });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owedCount, proves });
    // The terminal asks again under the same idempotency key, of which the host must not hear.
    expectEqual(rig, {
      text: 'the host gets the doubted request once, and what undoes it',
      expected: ['0200', '0200', '0420'],
      observed: sentToHost(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'the books hold one sale and one that was undone',
      expected: ['captured', 'reversed'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  },
);
