import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { pinNeeds, serialNumbers } from './pin-payments.ts';

const proves = ['ISO9564-F4-1', 'X9.24-DUKPT-1'] as const;
const wrongPins = ['1111', '22222', '471100'];

export const scenario = defineScenario(
  'is told of wrong PINs by their issuer, and of too many of them, each under a key of its own',
  { proves: [...proves], needs: pinNeeds, profile: 'pin-format-4-derived' },
  async (rig) => {
    rig.cardholder?.knows({ pin: '4711', wrongPins });
    const codes: (string | undefined)[] = [];
    while (codes.length <= wrongPins.length) {
      const { responseCode } = await payByChip(rig, { request: purchaseOf(1250), card: 'contact-online-pin' });
      codes.push(responseCode);
    }
    expectEqual(rig, {
      text: 'answers to three wrong PINs, and to the right one after them',
      expected: ['55', '55', '55', '75'],
      observed: codes,
      proves: ['ISO9564-F4-1'],
    });
    expectEqual(rig, {
      text: 'different key serial numbers',
      expected: codes.length,
      observed: new Set(serialNumbers(rig)).size,
      proves: ['X9.24-DUKPT-1'],
    });
  },
);
