import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'declines a card that has expired, without asking the host',
  { proves: ['EMV-B3-10.4.3-2', 'EMV-B3-10.7-1'] },
  async (rig) => {
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'expired' });
    expectEqual(rig, {
      text: 'the purchase is declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['EMV-B3-10.7-1'],
    });
    expectEqual(rig, {
      text: 'TVR byte 2 says that the application has expired',
      expected: true,
      observed: (Number.parseInt(purchase.terminalVerificationResultsHex?.slice(2, 4) ?? '00', 16) & 0x40) !== 0,
      proves: ['EMV-B3-10.4.3-2'],
    });
    expectEqual(rig, {
      text: 'nothing was sent to the host',
      expected: [],
      observed: sentToHost(rig),
      proves: ['EMV-B3-10.7-1'],
    });
  },
);
