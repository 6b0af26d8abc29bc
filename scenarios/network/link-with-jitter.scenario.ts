import { jitter } from '#rigs/faults/jitter.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['PERF-AUTH-LAT', 'PERF-NET-01'] as const;
/** There and back, on average: a good mobile network, a middling one, a bad one. Each way varies by half of its delay. */
const roundTripsMs = [50, 200, 500] as const;
const salesPerLink = 2;

export const scenario = defineScenario(
  'authorizes within its time on links with delay and jitter',
  { proves },
  async (rig) => {
    const outcomes: string[] = [];
    for (const roundTripMs of roundTripsMs) outcomes.push(...(await sellOn(rig, roundTripMs)));
    expectEqual(rig, {
      text: 'every sale is approved, however slow the link',
      expected: roundTripsMs.flatMap(() => Array.from({ length: salesPerLink }, () => 'approved')),
      observed: outcomes,
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer has each sale once',
      expected: outcomes.map(() => 'captured'),
      observed: rig.host.books().map(({ state }) => state),
      proves: ['PERF-NET-01'],
    });
  },
);

/** How long each took is for the check `authorization-keeps-its-time` to say. */
async function sellOn(rig: Rig, roundTripMs: number): Promise<readonly string[]> {
  const rng = rig.rng.fork(`jitter ${roundTripMs}`);
  const wayMs = roundTripMs / 2;
  const fault = jitter({ direction: 'both', delayMs: wayMs, jitterMs: Math.floor(wayMs / 2), rng });
  await using _jitter = await rig.inject(fault);
  const outcomes: string[] = [];
  for (let count = 0; count < salesPerLink; count += 1) {
    outcomes.push((await payByTap(rig, { request: purchaseOf(roundTripMs * 10 + count), card: 'standard' })).outcome);
  }
  return outcomes;
}
