import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

/** What the issuer decides by reading the block itself: format, key and account number have to be the transaction's. */
const proves = ['ISO9564-F0-1', 'ISO9564-BIND-1', 'PCI-PIN-3.1-2-3'] as const;

export const scenario = defineScenario(
  'sends the PIN so that the issuer, and it alone, can read it',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    // The card's issuer has its own reading of format 0 under TDEA; it approves the right PIN of the right account only.
    const person = { pin: '4711' };
    const purchase = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-online-pin', person });
    const block = rig.journal.events.find((event) => event.kind === 'host-message' && event.fields['52'] !== undefined);
    expectEqual(rig, {
      text: 'a PIN block was sent',
      expected: true,
      observed: block !== undefined,
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'the issuer approves',
      expected: 'approved',
      observed: purchase.outcome,
      proves: [...proves],
    });
  },
);
