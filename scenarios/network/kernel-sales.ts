import type { WireFault } from '#rigs/faults/fault.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario, type Scenario } from '../scenario.ts';

const proves = ['PERF-NET-01'] as const;

/**
 * Sales while the kernel loses packets, holds them back, or has no link. When TCP sends again is its own affair, so each may be
 * approved or declined unless `ends` says so; in the end the books say what was told, and the next sale is approved.
 */
export function saleOnKernelWire(
  title: string,
  course: { readonly fault: WireFault; readonly saleCount: number; readonly ends?: 'approved' | 'declined' },
): Scenario {
  return defineScenario(title, { proves, needs: ['contactless', 'online', 'kernel-network'] }, async (rig) => {
    const fault = await rig.inject(course.fault);
    const told: string[] = [];
    for (let count = 0; count < course.saleCount; count += 1) {
      told.push((await payByTap(rig, { request: purchaseOf(1100 + count), card: 'standard' })).outcome);
    }
    await fault[Symbol.asyncDispose]();
    const owed = await rig.terminal.settle({ timeoutMs: 20_000 });
    const next = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'every sale ended, with what may be expected of such a wire',
      expected: told.map(() => true),
      observed: told.map((outcome) =>
        course.ends === undefined ? outcome === 'approved' || outcome === 'declined' : outcome === course.ends,
      ),
      proves,
    });
    expectEqual(rig, {
      text: 'nothing is owed when the wire is good again, and the next sale is approved',
      expected: [0, 'approved'],
      observed: [owed, next.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer collected what was approved and nothing else',
      expected: told.flatMap((outcome, count) => (outcome === 'approved' ? [1100 + count] : [])).concat(480),
      observed: rig.host.books().flatMap(({ state, amountMinor }) => (state === 'captured' ? [amountMinor] : [])),
      proves,
    });
  });
}
