import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B4-11.3-1'] as const;

export const scenario = defineScenario(
  'offers applications by their preferred names, in the order of their priority',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const purchase = await payByChip(rig, {
      request: purchaseOf(1250),
      card: 'books-preferred-names',
      person: { label: 'Erste Wahl' },
    });
    const choices = rig.journal.events.flatMap((event) =>
      event.kind === 'cardholder' && event.asked === 'application' ? [event.did] : [],
    );
    expectEqual(rig, {
      text: 'what the cardholder is offered, and the end',
      expected: { choices: ['chose Erste Wahl of Zweite Wahl | Erste Wahl'], outcome: 'approved' },
      observed: { choices, outcome: purchase.outcome },
      proves: [...proves],
    });
  },
);
