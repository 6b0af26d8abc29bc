import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-CB-3.1.1-ttq'] as const;

export const scenario = defineScenario(
  'raises the dynamic qualifiers above the limits and clears them for the next transaction',
  { proves: [...proves], needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    // The bench's floor limit is 20.00, its verification limit 50.00.
    for (const amountMinor of [6000, 1250, 2500]) {
      await payByTap(rig, { request: purchaseOf(amountMinor), card: 'quick-signature-only' });
    }
    expectEqual(rig, {
      text: 'byte 2 of the qualifiers, transaction by transaction',
      expected: ['C0', '00', '80'],
      observed: rig.journal.events.flatMap((event) => {
        // The card's list begins with the qualifiers.
        const isOptions = event.kind === 'apdu' && event.direction === 'command' && event.hex.startsWith('80A8');
        return isOptions ? [event.hex.slice(16, 18)] : [];
      }),
      proves: [...proves],
    });
  },
);
