import type { TransactionReport } from '#drivers/ports/terminal.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { dock } from './cradle.ts';

const proves = ['PERF-BAT-01', 'PERF-SDK-01'] as const;
const minuteMs = 60_000;

/** The bench's terminal refuses below 5 percent and sells again from 10 on; its cell gains 0.83 percent a minute. */
export const scenario = defineScenario(
  'refuses until the cradle has charged it well above the limit',
  { proves, needs: ['contactless', 'online', 'battery', 'charging', 'virtual-time'] },
  async (rig) => {
    await rig.battery?.setChargePercent(3);
    const reports = [await rig.terminal.perform(purchaseOf(1250))];
    await dock(rig, true);
    reports.push(await rig.terminal.perform(purchaseOf(1250)));
    // Above the limit below which it refuses, and not yet where it sells again.
    await rig.clock.sleep(5 * minuteMs);
    reports.push(await rig.terminal.perform(purchaseOf(1250)));
    await rig.clock.sleep(5 * minuteMs);
    reports.push(await payByTap(rig, { request: purchaseOf(1250), card: 'standard' }));
    await dock(rig, false);
    reports.push(await payByTap(rig, { request: purchaseOf(480), card: 'standard' }));
    expectEqual(rig, {
      text: 'what became of a sale before the cradle, in it at once, after five and ten minutes, and behind it',
      expected: [
        'refused battery-low CHARGE BATTERY',
        'refused battery-charging CHARGING - PLEASE WAIT',
        'refused battery-charging CHARGING - PLEASE WAIT',
        'approved approved-online APPROVED',
        'approved approved-online APPROVED',
      ],
      observed: reports.map(inWords),
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer has the two sales that were made',
      expected: ['captured', 'captured'],
      observed: rig.host.books().map(({ state }) => state),
      proves: ['PERF-BAT-01'],
    });
  },
);

function inWords({ outcome, reason, displayed }: TransactionReport): string {
  return `${outcome} ${reason} ${displayed.at(-1) ?? 'nothing shown'}`;
}
