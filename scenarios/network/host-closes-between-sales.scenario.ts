import { orderlyClose } from '#rigs/faults/orderly-close.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['PERF-NET-01'] as const;

export const scenario = defineScenario(
  'sells over a new connection after the host closed the one before while nobody sold',
  { proves },
  async (rig) => {
    const first = await payByTap(rig, { request: purchaseOf(700), card: 'standard' });
    await using _close = await rig.inject(orderlyClose({ direction: 'from-host', starts: { afterMs: 50 } }));
    await rig.clock.sleep(200);
    const second = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, {
      text: 'both sales are approved',
      expected: ['approved', 'approved'],
      observed: [first.outcome, second.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the second one went over a connection of its own',
      expected: ['connected', 'closed', 'connected'],
      observed: rig.journal.events.flatMap((event) => (event.kind === 'host-link' ? [event.state] : [])),
      proves,
    });
  },
);
