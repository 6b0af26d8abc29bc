import { expectEqual } from '../expectation.ts';
import { commandsToCard, payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'refuses to start below the battery threshold, before the card is touched',
  { proves: ['PERF-BAT-01', 'PERF-SDK-01'], needs: ['contactless', 'online', 'battery'] },
  async (rig) => {
    await rig.battery?.setChargePercent(3);
    const refused = await rig.terminal.perform(purchaseOf(1250));
    expectEqual(rig, {
      text: 'the purchase is refused',
      expected: 'refused',
      observed: refused.outcome,
      proves: ['PERF-BAT-01'],
    });
    expectEqual(rig, {
      text: 'the reason is the battery',
      expected: 'battery-low',
      observed: refused.reason,
      proves: ['PERF-SDK-01'],
    });
    expectEqual(rig, {
      text: 'no command went to a card',
      expected: 0,
      observed: commandsToCard(rig),
      proves: ['PERF-BAT-01'],
    });
    expectEqual(rig, {
      text: 'nothing was sent to the host',
      expected: [],
      observed: sentToHost(rig),
      proves: ['PERF-BAT-01'],
    });
    await rig.battery?.setChargePercent(80);
    const charged = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, {
      text: 'once charged, the purchase is approved',
      expected: 'approved',
      observed: charged.outcome,
      proves: ['PERF-BAT-01'],
    });
  },
);
