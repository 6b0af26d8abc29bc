import { expectEqual } from '../expectation.ts';
import { commandsToCard, payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { asideTap } from '../taps.ts';

export const scenario = defineScenario(
  'gives up with a clear reason when the card is presented beside the operating volume',
  { proves: ['PERF-SDK-01'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard', profile: asideTap });
    expectEqual(rig, {
      text: 'the transaction ends without approval',
      expected: 'ended',
      observed: purchase.outcome,
      proves: ['PERF-SDK-01'],
    });
    expectEqual(rig, {
      text: 'the reason names what happened',
      expected: 'no-card-presented',
      observed: purchase.reason,
      proves: ['PERF-SDK-01'],
    });
    expectEqual(rig, {
      text: 'no command went to a card',
      expected: 0,
      observed: commandsToCard(rig),
      proves: ['PERF-SDK-01'],
    });
    expectEqual(rig, {
      text: 'nothing was sent to the host',
      expected: [],
      observed: sentToHost(rig),
      proves: ['PERF-SDK-01'],
    });
  },
);
