import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B4-6.6.2-1', 'L3-FB-01'] as const;

export const scenario = defineScenario(
  'takes the stripe of a card whose chip is mute, and says that it is a fallback',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const person = { swipes: 'contact-mute' };
    const purchase = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-mute', person });
    const request = rig.journal.events.find((event) => event.kind === 'host-message' && event.mti === '0200');
    const fields = request?.kind === 'host-message' ? request.fields : {};
    expectEqual(rig, {
      text: 'the stripe is asked for after the error of the chip',
      expected: ['CARD ERROR', 'SWIPE CARD'],
      observed: purchase.displayed.filter((text) => text === 'CARD ERROR' || text === 'SWIPE CARD'),
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'the request says technical fallback, with track 2 and without chip data',
      expected: { entry: '80', track2: true, chipData: false },
      observed: {
        entry: fields['22']?.slice(0, 2),
        track2: fields['35'] !== undefined,
        chipData: fields['55'] !== undefined,
      },
      proves: [...proves],
    });
  },
);
