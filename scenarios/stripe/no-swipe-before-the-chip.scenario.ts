import { expectEqual } from '../expectation.ts';
import { purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B4-6.6-1'] as const;

export const scenario = defineScenario(
  'asks for the chip of a card that is swiped first, and authorises nothing by its stripe',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    // Its service code says that it has a chip. Whoever looks at the stripe now finds it there.
    rig.cardholder?.knows({ swipes: 'contact-cda' });
    const purchase = await rig.terminal.perform({ ...purchaseOf(1250), entry: 'contact' });
    expectEqual(rig, {
      text: 'the cardholder is told to insert the card, and the host is told nothing',
      expected: { isSentToChip: true, messages: [], isApproved: false },
      observed: {
        isSentToChip: purchase.displayed.includes('INSERT CARD'),
        messages: sentToHost(rig),
        isApproved: purchase.outcome === 'approved',
      },
      proves: [...proves],
    });
  },
);
