import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'draws a new key of its own for every transaction',
  { proves: ['EMV-C8-sc-1'], needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    for (const amountMinor of [1250, 1300]) {
      await payByTap(rig, { request: purchaseOf(amountMinor), card: 'channel-no-cvm' });
    }
    const keys = rig.journal.events.flatMap((event) =>
      event.kind === 'apdu' && event.direction === 'command'
        ? (/^80A8.{26}(.{128})00$/u.exec(event.hex)?.[1] ?? [])
        : [],
    );
    expectEqual(rig, {
      text: 'two transactions have two keys',
      expected: 2,
      observed: new Set(keys).size,
      proves: ['EMV-C8-sc-1'],
    });
  },
);
