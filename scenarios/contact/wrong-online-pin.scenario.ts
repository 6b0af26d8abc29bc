import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'is told by the issuer that the PIN was wrong',
  { proves: ['ISO9564-F0-1', 'ISO9564-BIND-1'], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const person = { pin: '4711', wrongPins: ['4712'] };
    const purchase = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-online-pin', person });
    expectEqual(rig, {
      text: 'the purchase is declined with response code 55',
      expected: { outcome: 'declined', responseCode: '55' },
      observed: { outcome: purchase.outcome, responseCode: purchase.responseCode },
      proves: ['ISO9564-F0-1', 'ISO9564-BIND-1'],
    });
  },
);
