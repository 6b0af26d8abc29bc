import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-TAC-01', 'EMV-B3-10.7-1', 'EMV-B3-10.7-3'] as const;
const card = 'books-action-codes';

/**
 * What the codes of the bench's scheme want of a service that is not allowed (0010000000), when the card's own codes name
 * nothing: the first application denies it in the slot and goes online in the field, the second takes no offence.
 */
const rows = [
  { entry: 'contact', label: 'Strict', asksFor: ['00'] },
  { entry: 'contact', label: 'Lenient', asksFor: ['40'] },
  { entry: 'contactless', label: 'Strict', asksFor: ['80'] },
] as const;

export const scenario = defineScenario(
  'decides with the action codes of the application and of the reader',
  { proves: [...proves], needs: ['contactless', 'contact', 'pin', 'online'] },
  async (rig) => {
    for (const { entry, label, asksFor } of rows) {
      const seen = rig.journal.events.length;
      const request = purchaseOf(1250);
      if (entry === 'contact') await payByChip(rig, { request, card, person: { label } });
      else await payByTap(rig, { request, card });
      expectEqual(rig, {
        text: `first request to ${label} by ${entry}: 00 AAC, 40 TC, 80 ARQC`,
        expected: asksFor,
        observed: requestedSince(rig, seen).slice(0, 1),
        proves: [...proves],
      });
    }
  },
);

/** The first two bits of P1 of each GENERATE AC, as two digits. */
function requestedSince(rig: Rig, since: number): readonly string[] {
  return rig.journal.events.slice(since).flatMap((event) => {
    const isRequest = event.kind === 'apdu' && event.direction === 'command' && event.hex.startsWith('80AE');
    return isRequest ? [(Number.parseInt(event.hex.slice(4, 6), 16) & 0xc0).toString(16).padStart(2, '0')] : [];
  });
}
