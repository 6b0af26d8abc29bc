import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-FB-01'] as const;

/** Chips that answer, and end the transaction: blocked, declining, broken, unknown. */
const cards = [
  'books-card-blocked',
  'books-service-not-allowed',
  'books-truncated-record',
  'books-foreign-application',
] as const;

export const scenario = defineScenario(
  'offers the stripe for no card whose chip answers',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    for (const card of cards) {
      const seen = rig.journal.events.length;
      const purchase = await payByChip(rig, { request: purchaseOf(1250), card, person: { swipes: card } });
      const swipes = rig.journal.events
        .slice(seen)
        .filter(({ kind }) => kind === 'host-message' || kind === 'cardholder');
      expectEqual(rig, {
        text: `${card}: swipes, messages to the host, and whether a swipe was asked for`,
        expected: { swipes: 0, isAskedFor: false, isApproved: false },
        observed: {
          swipes: swipes.length,
          isAskedFor: purchase.displayed.includes('SWIPE CARD'),
          isApproved: purchase.outcome === 'approved',
        },
        proves: [...proves],
      });
    }
  },
);
