import { blackHole } from '#rigs/faults/black-hole.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-04xx-3', 'PERF-NET-01'] as const;

/** Of the profile: the first pause, what it grows to, and how much of each chance may take off. */
const firstMs = 500;
const capMs = 4000;
const jitter = 0.5;
/** The terminal waits so long for an answer before a try has failed. */
const responseTimeoutMs = 1000;
/** For scheduling on a bench in real time. */
const slackMs = 400;

export const scenario = defineScenario(
  'waits longer after every try that fails to bring a reversal, up to a cap',
  { proves, profile: 'two-hosts', needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    const outage = await rig.inject(blackHole({ direction: 'from-host' }));
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    await rig.clock.sleep(16_000);
    await outage[Symbol.asyncDispose]();
    const owed = await rig.terminal.settle({ timeoutMs: 15_000 });
    const tries = rig.journal.events.flatMap((event) =>
      event.kind === 'host-message' && event.direction === 'to-host' && event.mti.startsWith('042') ? [event.atMs] : [],
    );
    // The first try is made with the sale, the second one a pause later that nothing has lengthened yet.
    const pausesMs = tries.slice(2).map((atMs, place) => atMs - (tries[place + 1] ?? 0) - responseTimeoutMs);
    const outside = pausesMs.filter((pauseMs, place) => {
      const wholeMs = Math.min(firstMs * 2 ** place, capMs);
      return pauseMs < wholeMs * (1 - jitter) - 1 || pauseMs > wholeMs + slackMs;
    });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owed, proves });
    expectEqual(rig, {
      text: 'it was tried often enough to tell',
      expected: true,
      observed: pausesMs.length >= 4,
      proves,
    });
    expectEqual(rig, {
      text: 'every pause is twice the one before up to the cap, less what chance takes off',
      expected: [],
      observed: outside.map(Math.round),
      proves,
    });
  },
);
