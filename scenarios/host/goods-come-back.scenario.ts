import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-DE95-1'] as const;

export const scenario = defineScenario(
  'reverses a part of a sale when goods come back before the day is closed, told again until the host acknowledges',
  { proves, needs: ['contactless', 'online', 'partial-reversal', 'reconciliation'] },
  async (rig) => {
    const sold = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'silent' }, { of: 'reversal' });
    const correction = { ...purchaseOf(1000), kind: 'partial-reversal', originalStan: sold.stan ?? '' } as const;
    const reduced = await rig.terminal.perform(correction);
    const more = await rig.terminal.perform({ ...correction, amountMinor: 1001 });
    const owedCount = await rig.terminal.settle({ timeoutMs: 120_000 });
    const reconciled = await rig.terminal.reconcile?.();
    const replacements = rig.journal.events.flatMap((event) =>
      event.kind === 'host-message' && event.mti.startsWith('04') && event.direction === 'to-host'
        ? [event.fields['95']?.slice(0, 12) ?? 'none']
        : [],
    );
    expectEqual(rig, {
      text: 'the correction is taken',
      expected: 'reduction-pending',
      observed: reduced.reason,
      proves,
    });
    expectEqual(rig, { text: 'more can not be left', expected: 'refused', observed: more.outcome, proves });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owedCount, proves });
    expectEqual(rig, {
      text: 'it is told again, as a repeat',
      expected: ['0200', '0420', '0421', '0500'],
      observed: sentToHost(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'both times with what is left',
      expected: ['000000001000', '000000001000'],
      observed: replacements,
      proves,
    });
    expectEqual(rig, {
      text: 'the acquirer holds what is left',
      expected: ['captured 1000'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
    expectEqual(rig, { text: 'the day balances', expected: 'in-balance', observed: reconciled?.outcome, proves });
  },
);
