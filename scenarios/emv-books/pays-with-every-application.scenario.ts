import { expectEqual } from '../expectation.ts';
import { payByChip, payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-AID-01'] as const;

/** One card for every application that the bench's terminal has, by reader. */
const applications = [
  { entry: 'contactless', card: 'standard', aidHex: 'A0000000041010' },
  { entry: 'contactless', card: 'books-equal-priority', aidHex: 'A0000000043060' },
  { entry: 'contactless', card: 'quick-signature-only', aidHex: 'A0000000031010' },
  { entry: 'contact', card: 'contact-cda', aidHex: 'A0000000041010' },
  { entry: 'contact', card: 'books-online-code-fits', aidHex: 'A0000000043060' },
] as const;

export const scenario = defineScenario(
  'selects, authorises and prints with every application that it has',
  { proves: [...proves], needs: ['contactless', 'contact', 'pin', 'online'] },
  async (rig) => {
    for (const { entry, card, aidHex } of applications) {
      const seen = rig.journal.events.length;
      const order = { request: purchaseOf(1250), card };
      const purchase = entry === 'contact' ? await payByChip(rig, order) : await payByTap(rig, order);
      const receipt = rig.journal.events.slice(seen).find((event) => event.kind === 'receipt');
      expectEqual(rig, {
        text: `${aidHex} by ${entry}: outcome, and the application on the receipt`,
        expected: ['approved', `AID ${aidHex}`],
        observed: [purchase.outcome, receipt?.kind === 'receipt' ? /^AID .*$/mu.exec(receipt.text)?.[0] : undefined],
        proves: [...proves],
      });
    }
  },
);
