import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { dock } from './cradle.ts';

const proves = ['PERF-BAT-01'] as const;
const warning = 'BATTERY LOW';

/** The bench's terminal warns below 15 percent. */
export const scenario = defineScenario(
  'warns of a low battery before the card is asked for, and not in the cradle',
  { proves, needs: ['contactless', 'online', 'battery', 'charging', 'virtual-time'] },
  async (rig) => {
    const shown: (readonly string[])[] = [];
    const sell = async (): Promise<void> => {
      const { outcome, displayed } = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
      shown.push([outcome, ...displayed.filter((text) => text === warning || text === 'PRESENT CARD')]);
    };
    await sell();
    await rig.battery?.setChargePercent(12);
    await sell();
    await dock(rig, true);
    await sell();
    expectEqual(rig, {
      text: 'sales with a full battery, a low one, and a low one in the cradle: what was shown',
      expected: [
        ['approved', 'PRESENT CARD'],
        ['approved', warning, 'PRESENT CARD'],
        ['approved', 'PRESENT CARD'],
      ],
      observed: shown,
      proves,
    });
  },
);
