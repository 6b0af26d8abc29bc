import { clockJump } from '#rigs/faults/clock-jump.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['PERF-ENV-01'] as const;
const hourMs = 3_600_000;
/** A day and an hour on, as after a wrong time zone at midnight; half a day back. */
const jumpsMs = [25 * hourMs, -12 * hourMs] as const;

export const scenario = defineScenario(
  'sells under wrong dates without using a trace number twice, and is right again afterwards',
  { proves, needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    const outcomes: string[] = [];
    const stans: string[] = [];
    const sell = async (amountMinor: number): Promise<void> => {
      const { outcome, stan } = await payByTap(rig, { request: purchaseOf(amountMinor), card: 'standard' });
      outcomes.push(outcome);
      stans.push(stan ?? 'none');
    };
    await sell(1100);
    for (const [place, jumpMs] of jumpsMs.entries()) {
      await using _jump = await rig.inject(clockJump(jumpMs));
      await sell(1200 + place);
    }
    await sell(1300);
    const all = outcomes.map(() => 'approved');
    expectEqual(rig, { text: 'every sale is approved', expected: all, observed: outcomes, proves });
    expectEqual(rig, {
      text: 'no trace number comes twice',
      expected: stans.length,
      observed: new Set(stans).size,
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer has each sale once',
      expected: outcomes.map(() => 'captured'),
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  },
);
