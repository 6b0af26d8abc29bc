import { expectEqual } from '../expectation.ts';
import { commandsToCard, payByChip, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-L1-CT-1'] as const;

export const scenario = defineScenario(
  'says that a chip which gives no answer to reset is in error, and sends it nothing',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const purchase = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-mute' });
    expectEqual(rig, {
      text: 'the cardholder reads of the card error',
      expected: true,
      observed: purchase.displayed.includes('CARD ERROR'),
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'neither card nor host is sent anything, and the sale is not made',
      expected: { commands: 0, messages: [], isApproved: false },
      observed: {
        commands: commandsToCard(rig),
        messages: sentToHost(rig),
        isApproved: purchase.outcome === 'approved',
      },
      proves: [...proves],
    });
  },
);
