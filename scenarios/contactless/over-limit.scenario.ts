import { expectEqual } from '../expectation.ts';
import { commandsToCard, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'sends an amount above the contactless limit to another interface before the field is used',
  { proves: ['EMV-CB-3.1.1.5', 'EMV-CB-3.1.1.13'] },
  async (rig) => {
    // The bench's limit is 100.00: one cent below is allowed, the limit itself is not.
    const atLimit = await rig.terminal.perform(purchaseOf(10_000));
    const above = await rig.terminal.perform(purchaseOf(25_000));
    expectEqual(rig, {
      text: 'the limit itself is refused',
      expected: 'try-another-interface',
      observed: atLimit.outcome,
      proves: ['EMV-CB-3.1.1.5'],
    });
    expectEqual(rig, {
      text: 'an amount far above is refused',
      expected: 'try-another-interface',
      observed: above.outcome,
      proves: ['EMV-CB-3.1.1.5', 'EMV-CB-3.1.1.13'],
    });
    expectEqual(rig, {
      text: 'no command went to a card',
      expected: 0,
      observed: commandsToCard(rig),
      proves: ['EMV-CB-3.1.1.13'],
    });
  },
);
