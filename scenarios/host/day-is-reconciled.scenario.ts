import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, refundOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-RECON-1'] as const;

/** Debits and credits that stand: number and amount, data elements 76 and 88, 74 and 86. */
const expected = { 76: '0000000002', 88: '0000000000003350', 74: '0000000001', 86: '0000000000000400' };

export const scenario = defineScenario(
  'closes the day with what was sold less what was undone',
  { proves, needs: ['contactless', 'online', 'refund', 'void', 'reconciliation'] },
  async (rig) => {
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const undone = await payByTap(rig, { request: purchaseOf(975), card: 'standard' });
    const request = { ...purchaseOf(975), kind: 'void', originalStan: undone.stan ?? '' } as const;
    const voided = await rig.terminal.perform(request);
    await payByTap(rig, { request: refundOf(400), card: 'standard' });
    await payByTap(rig, { request: purchaseOf(2100), card: 'standard' });
    const closed = await rig.terminal.reconcile?.();
    const totals = rig.journal.events.find((event) => event.kind === 'host-message' && event.mti === '0500');
    const told = totals?.kind === 'host-message' ? totals.fields : {};
    expectEqual(rig, { text: 'the sale is undone', expected: 'voided', observed: voided.reason, proves });
    expectEqual(rig, {
      text: 'the totals are those of what stands',
      expected,
      observed: Object.fromEntries(Object.keys(expected).map((element) => [element, String(told[element])])),
      proves,
    });
    expectEqual(rig, {
      text: 'the host counts the same',
      expected: 'in-balance',
      observed: closed?.outcome ?? 'not asked',
      proves,
    });
    expectEqual(rig, {
      text: 'the books say so too',
      expected: ['captured', 'reversed', 'captured', 'captured'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  },
);
