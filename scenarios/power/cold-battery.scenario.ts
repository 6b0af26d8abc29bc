import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { bringTo, dock } from './cradle.ts';

const proves = ['PERF-BAT-01'] as const;
const hourMs = 3_600_000;

/**
 * In the cold the same field pulls a cell down further: at 3 percent and 0 °C the terminal would die as soon as it asks for a
 * card. A cell below 0 °C is not charged.
 */
export const scenario = defineScenario(
  'sells in the cold as long as the cell can carry its field, and is not charged there',
  { proves, needs: ['contactless', 'online', 'battery', 'charging', 'virtual-time'] },
  async (rig) => {
    const ends: string[] = [];
    const sell = async (): Promise<void> => {
      const { outcome, reason } = await payByTap(rig, { request: purchaseOf(1250 + ends.length), card: 'standard' });
      ends.push(`${outcome} ${reason}`);
    };
    await bringTo(rig, -15);
    await rig.battery?.setChargePercent(6);
    await sell();
    await rig.battery?.setChargePercent(3);
    await bringTo(rig, 0);
    await sell();
    await bringTo(rig, -5);
    await dock(rig, true);
    await rig.clock.sleep(2 * hourMs);
    await sell();
    await bringTo(rig, 20);
    await rig.clock.sleep(hourMs);
    await sell();
    expectEqual(rig, {
      text: 'sales at 6 percent and -15 °C, at 3 and 0 °C, after two hours in the cradle at -5 °C, and after one at 20 °C',
      expected: [
        'approved approved-online',
        'refused battery-low',
        'refused battery-charging',
        'approved approved-online',
      ],
      observed: ends,
      proves,
    });
    expectEqual(rig, {
      text: 'the terminal never lost its power',
      expected: false,
      observed: rig.journal.events.some((event) => event.kind === 'power' && !event.isOn),
      proves,
    });
  },
);
