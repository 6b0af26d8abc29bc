import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'notes that a card is presented before its effective date',
  { proves: ['EMV-B3-10.4.3-1'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'not-yet-effective' });
    // No denial code of the bench names this bit: what becomes of the purchase is the issuer's decision.
    expectEqual(rig, {
      text: 'TVR byte 2 says that the application is not yet effective',
      expected: true,
      observed: (Number.parseInt(purchase.terminalVerificationResultsHex?.slice(2, 4) ?? '00', 16) & 0x20) !== 0,
      proves: ['EMV-B3-10.4.3-1'],
    });
  },
);
