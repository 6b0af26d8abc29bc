import { expectEqual } from '../expectation.ts';
import { purchaseOf, sentToHost, whenAsked, whenCommanded } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { idealTap } from '../taps.ts';

export const scenario = defineScenario(
  'completes a purchase once when the arm leaves early and comes back',
  { proves: ['L3-REV-01', 'PERF-SDK-01', 'ISO8583-04xx-2'] },
  async (rig) => {
    const report = rig.terminal.perform(purchaseOf(1250));
    await whenAsked(rig);
    // The slow card needs most of a second for its cryptogram: the arm is gone before it is out.
    const generating = whenCommanded(rig, 'GENERATE AC');
    await rig.cards.present(['slow'], idealTap);
    await generating;
    await rig.cards.withdraw();
    await rig.cards.present(['slow'], idealTap);
    const purchase = await report;
    await rig.cards.withdraw();
    expectEqual(rig, {
      text: 'the terminal asked for the card again',
      expected: true,
      observed: purchase.displayed.some((text) => text.includes('AGAIN')),
      proves: ['PERF-SDK-01'],
    });
    expectEqual(rig, {
      text: 'the purchase is approved in the end',
      expected: 'approved',
      observed: purchase.outcome,
      proves: ['L3-REV-01'],
    });
    expectEqual(rig, {
      text: 'the host was asked once',
      expected: ['0200'],
      observed: sentToHost(rig),
      proves: ['ISO8583-04xx-2'],
    });
    expectEqual(rig, {
      text: 'the cardholder pays once',
      expected: 1250,
      observed: rig.host
        .books()
        .filter((entry) => entry.state === 'captured')
        .reduce((sum, entry) => sum + entry.amountMinor, 0),
      proves: ['L3-REV-01'],
    });
  },
);
