import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B4-7.1.2-1'] as const;
/** Digits that stand in no amount and no other text of this case. */
const pin = '8967';

export const scenario = defineScenario(
  'shows and prints no digit of a PIN',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const person = { pin, wrongPins: [pin] };
    // One card that checks the PIN itself, which holds it to be wrong, and one that leaves it to the host.
    const reports = [
      await payByChip(rig, { request: purchaseOf(1250), card: 'contact-plaintext-pin', person }),
      await payByChip(rig, { request: purchaseOf(1250), card: 'contact-online-pin', person: { pin } }),
    ];
    const asked = rig.journal.events.filter((event) => event.kind === 'cardholder' && event.asked.endsWith('PIN'));
    expectEqual(rig, { text: 'PINs were entered', expected: true, observed: asked.length >= 3, proves: [...proves] });
    const shown = reports.flatMap(({ displayed }) => displayed);
    const printed = rig.journal.events.flatMap((event) => (event.kind === 'receipt' ? [event.text] : []));
    // Digit by digit as well: a display that shows what was typed so far shows its beginning.
    const hasDigits = (text: string): boolean => text.includes(pin) || /\b[0-9]{1,4}$/u.test(text);
    expectEqual(rig, {
      text: 'texts on the display that end in digits, or hold the PIN',
      expected: 0,
      observed: shown.filter(hasDigits).length,
      proves: [...proves],
    });
    expectEqual(rig, {
      text: 'receipts that hold the PIN',
      expected: 0,
      observed: printed.filter((text) => text.includes(pin)).length,
      proves: [...proves],
    });
  },
);
