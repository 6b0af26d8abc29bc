import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-PART-01'] as const;

export const scenario = defineScenario(
  'takes what the host approved a part of, shows what is left to pay, and closes the day with the part',
  { proves, profile: 'accepts-partial-approvals', needs: ['contactless', 'online', 'reconciliation'] },
  async (rig) => {
    rig.host.behave({ kind: 'partial-approval', amountMinor: 600 });
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const reconciled = await rig.terminal.reconcile?.();
    expectEqual(rig, { text: 'the part is approved', expected: 'approved', observed: purchase.outcome, proves });
    expectEqual(rig, { text: 'as a part', expected: 'approved-in-part', observed: purchase.reason, proves });
    expectEqual(rig, { text: 'it is what was charged', expected: 600, observed: purchase.amountMinor, proves });
    expectEqual(rig, { text: 'the rest is due', expected: 650, observed: purchase.remainderMinor, proves });
    expectEqual(rig, {
      text: 'the cardholder reads both',
      expected: 'APPROVED 6.00 - DUE 6.50',
      observed: purchase.displayed.at(-1),
      proves,
    });
    expectEqual(rig, { text: 'nothing is reversed', expected: ['0200', '0500'], observed: sentToHost(rig), proves });
    expectEqual(rig, {
      text: 'the acquirer holds the part',
      expected: ['captured 600'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
    expectEqual(rig, { text: 'the day balances', expected: 'in-balance', observed: reconciled?.outcome, proves });
  },
);
