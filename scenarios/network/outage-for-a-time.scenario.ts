import { blackHole } from '#rigs/faults/black-hole.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['PERF-NET-01', 'ISO8583-04xx-3'] as const;
const saleCount = 12;

export const scenario = defineScenario(
  'sells on through an outage of some seconds that begins and ends by itself, and collects what it approved',
  { proves, needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    await using _outage = await rig.inject(
      blackHole({ direction: 'both', starts: { afterMs: 3000 }, lasts: { forMs: 6000 } }),
    );
    const told: (readonly [number, string])[] = [];
    for (let count = 0; count < saleCount; count += 1) {
      const request = purchaseOf(1000 + count);
      const { outcome } = await payByTap(rig, { request, card: count % 2 === 0 ? 'standard' : 'second' });
      told.push([request.amountMinor, outcome]);
    }
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    const outcomes = told.map(([, outcome]) => outcome);
    expectEqual(rig, {
      text: 'sales before and after the outage are approved, and some in it are not',
      expected: ['approved', true, 'approved', 0],
      observed: [outcomes[0], outcomes.some((outcome) => outcome !== 'approved'), outcomes.at(-1), owed],
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer collected what was approved and nothing else',
      expected: told.flatMap(([amountMinor, outcome]) => (outcome === 'approved' ? [amountMinor] : [])),
      observed: rig.host.books().flatMap(({ state, amountMinor }) => (state === 'captured' ? [amountMinor] : [])),
      proves,
    });
  },
);
