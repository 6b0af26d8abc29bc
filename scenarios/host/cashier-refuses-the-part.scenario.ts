import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['L3-PART-01', 'ISO8583-DE95-1'] as const;

export const scenario = defineScenario(
  'reverses the whole of what the host approved a part of, when the cashier does not take it',
  { proves, profile: 'accepts-partial-approvals', needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    rig.host.behave({ kind: 'partial-approval', amountMinor: 5000 });
    const person = { takesPart: false };
    const purchase = await payByChip(rig, { request: purchaseOf(8375), card: 'contact-pin-and-scripts', person });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    const replacements = rig.journal.events.flatMap((event) =>
      event.kind === 'host-message' && event.mti.startsWith('04') && event.direction === 'to-host'
        ? [event.fields['95'] ?? 'none']
        : [],
    );
    expectEqual(rig, { text: 'the sale is declined', expected: 'declined', observed: purchase.outcome, proves });
    expectEqual(rig, { text: 'and why', expected: 'part-refused', observed: purchase.reason, proves });
    expectEqual(rig, { text: 'it is reversed at once', expected: ['0200', '0420'], observed: sentToHost(rig), proves });
    expectEqual(rig, { text: 'whole', expected: ['none'], observed: replacements, proves });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owedCount, proves });
    expectEqual(rig, {
      text: 'nothing stands',
      expected: ['reversed 5000'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
  },
);
