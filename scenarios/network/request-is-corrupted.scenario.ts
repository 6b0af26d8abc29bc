import { corruption } from '#rigs/faults/corruption.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['PERF-NET-01'] as const;

/** Where the bits fall decides whether the host says no, nothing, or hangs up; never may it say yes. */
export const scenario = defineScenario(
  'collects nothing for a request with flipped bits',
  { proves, needs: ['contactless', 'online', 'virtual-time'], profile: 'codes-derived-aes' },
  async (rig) => {
    const rng = rig.rng.fork('noise');
    const noise = await rig.inject(
      corruption({ direction: 'to-host', lasts: { forMessages: 1 }, flips: 3, skipBytes: 2, rng }),
    );
    const sale = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    await noise[Symbol.asyncDispose]();
    const next = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'the sale is declined, nothing is owed for it, and the next one is approved',
      expected: ['declined', 0, 'approved'],
      observed: [sale.outcome, owed, next.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer has collected the next sale alone',
      expected: [480],
      observed: rig.host.books().flatMap(({ state, amountMinor }) => (state === 'captured' ? [amountMinor] : [])),
      proves,
    });
  },
);
