import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { dock } from './cradle.ts';

const proves = ['PERF-BAT-01', 'PERF-BAT-02', 'L3-REV-01'] as const;
const minuteMs = 60_000;

export const scenario = defineScenario(
  'reverses a sale in which its battery ran empty, from the cradle',
  { proves, needs: ['contactless', 'online', 'battery', 'charging', 'virtual-time'] },
  async (rig) => {
    await rig.battery?.setChargePercent(6);
    const empty = rig.journal.onAppend((event) => {
      const isRequest = event.kind === 'host-message' && event.mti === '0200' && event.direction === 'to-host';
      if (isRequest) void rig.battery?.setChargePercent(1);
    });
    const sale = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    empty[Symbol.dispose]();
    await dock(rig, true);
    // A cell so empty is woken up by a tenth of the current first.
    await rig.clock.sleep(60 * minuteMs);
    await rig.terminal.restart();
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    const next = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'nothing is known of the sale, nothing is owed for it, and the next one is approved',
      expected: ['no-answer', 0, 'approved'],
      observed: [sale.outcome, owed, next.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer has taken the first one back',
      expected: ['reversed', 'captured'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  },
);
