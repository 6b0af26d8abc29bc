import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'never approves a card that signed other transaction data',
  { proves: ['EMV-B2-6.6.2-1', 'EMV-C2-oda-1'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'bad-transaction-data-hash' });
    expectEqual(rig, {
      text: 'the purchase is declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['EMV-B2-6.6.2-1', 'EMV-C2-oda-1'],
    });
    expectEqual(rig, {
      text: 'TVR byte 1 says that CDA failed',
      expected: true,
      observed: (Number.parseInt(purchase.terminalVerificationResultsHex?.slice(0, 2) ?? '00', 16) & 0x04) !== 0,
      proves: ['EMV-C2-oda-1'],
    });
    expectEqual(rig, {
      text: 'no money moved',
      expected: 0,
      observed: rig.host.books().filter((entry) => entry.state === 'captured').length,
      proves: ['EMV-B2-6.6.2-1'],
    });
  },
);
