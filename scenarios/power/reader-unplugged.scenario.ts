import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost, whenAsked, whenCommanded } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { idealTap } from '../taps.ts';

export const scenario = defineScenario(
  'ends the transaction when the reader loses power, and works again when it is back',
  { proves: ['PERF-BLE-01', 'PERF-SDK-01'] },
  async (rig) => {
    const report = rig.terminal.perform(purchaseOf(1250));
    await whenAsked(rig);
    const generating = whenCommanded(rig, 'GENERATE AC');
    await rig.cards.present(['slow'], idealTap);
    await generating;
    await rig.readerPower?.set(false);
    const purchase = await report;
    await rig.cards.withdraw();
    expectEqual(rig, {
      text: 'the transaction ends',
      expected: 'ended',
      observed: purchase.outcome,
      proves: ['PERF-BLE-01'],
    });
    expectEqual(rig, {
      text: 'the reason is the reader',
      expected: 'reader-gone',
      observed: purchase.reason,
      proves: ['PERF-SDK-01'],
    });
    expectEqual(rig, {
      text: 'nothing was sent to the host',
      expected: [],
      observed: sentToHost(rig),
      proves: ['PERF-BLE-01'],
    });
    await rig.readerPower?.set(true);
    const next = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, {
      text: 'the next purchase is approved',
      expected: 'approved',
      observed: next.outcome,
      proves: ['PERF-BLE-01'],
    });
  },
);
