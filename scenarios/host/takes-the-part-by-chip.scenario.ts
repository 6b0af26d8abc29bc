import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-PART-01'] as const;

export const scenario = defineScenario(
  'lets a card in the chip slot approve the part that the host approved and the cashier takes',
  { proves, profile: 'accepts-partial-approvals', needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    rig.host.behave({ kind: 'partial-approval', amountMinor: 5000 });
    const purchase = await payByChip(rig, { request: purchaseOf(8375), card: 'contact-pin-and-scripts' });
    const asked = rig.journal.events.flatMap((event) =>
      event.kind === 'cardholder' && event.asked === 'part of the amount' ? [event.did] : [],
    );
    const cryptograms = rig.journal.events.flatMap((event) =>
      event.kind === 'apdu' && event.direction === 'command' && event.hex.startsWith('80AE')
        ? [Number.parseInt(event.hex.slice(4, 6), 16) & 0xc0]
        : [],
    );
    expectEqual(rig, { text: 'the cashier is asked', expected: ['took 5000 of 8375'], observed: asked, proves });
    expectEqual(rig, { text: 'the part is approved', expected: 'approved-in-part', observed: purchase.reason, proves });
    // The first two bits of P1: 10 asks for a request, 01 for a transaction certificate (EMV 4.4 Book 3, table 12).
    expectEqual(rig, { text: 'the card is asked for approval', expected: [0x80, 0x40], observed: cryptograms, proves });
    expectEqual(rig, {
      text: 'the acquirer holds the part',
      expected: ['captured 5000'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
  },
);
