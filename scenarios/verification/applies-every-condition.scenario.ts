import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

/** Amount conditions, and those about what is sold where. */
const proves = ['EMV-B3-10.5-3', 'EMV-B4-6.3.4.5-1'] as const;

/** Every card asks for no verification under its condition and for a signature otherwise. Amounts X and Y are 10.00. */
const rows = [
  { condition: '07', card: 'books-over-x', amountMinor: 1001, isMet: true },
  { condition: '07', card: 'books-over-x', amountMinor: 1000, isMet: false },
  { condition: '08', card: 'books-under-y', amountMinor: 999, isMet: true },
  { condition: '08', card: 'books-under-y', amountMinor: 1000, isMet: false },
  { condition: '09', card: 'books-over-y', amountMinor: 1001, isMet: true },
  { condition: '09', card: 'books-over-y', amountMinor: 1000, isMet: false },
  { condition: '02', card: 'books-no-cash', amountMinor: 1250, isMet: true },
  { condition: '02', card: 'books-no-cash', amountMinor: 1250, cashbackMinor: 500, isMet: false },
  { condition: '05', card: 'books-cashback', amountMinor: 1250, cashbackMinor: 500, isMet: true },
  { condition: '05', card: 'books-cashback', amountMinor: 1250, isMet: false },
  { condition: '01', card: 'books-unattended-cash', amountMinor: 1250, isMet: false },
] as const;

export const scenario = defineScenario(
  'applies the rule whose condition is met, and no other',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    for (const row of rows) {
      const { condition, card, amountMinor, isMet } = row;
      const seen = rig.journal.events.length;
      const cash = 'cashbackMinor' in row ? { cashbackMinor: row.cashbackMinor } : {};
      await payByChip(rig, { request: { ...purchaseOf(amountMinor), ...cash }, card });
      expectEqual(rig, {
        text: `9F34 with condition ${condition}, ${amountMinor} cents${'cashbackMinor' in row ? ' with cashback' : ''}`,
        expected: isMet ? `5F${condition}02` : '1E0300',
        observed: resultsSent(rig, seen),
        proves: [...proves],
      });
    }
  },
);

function resultsSent(rig: Rig, since: number): string | undefined {
  const request = rig.journal.events
    .slice(since)
    .find((event) => event.kind === 'host-message' && event.mti === '0200');
  return request?.kind === 'host-message' ? /9F3403([0-9A-F]{6})/u.exec(request.fields['55'] ?? '')?.[1] : undefined;
}
