import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-DE95-1'] as const;

export const scenario = defineScenario(
  'gives back by a partial reversal what the completion of a pre-authorization does not collect',
  {
    proves,
    profile: 'accepts-partial-approvals',
    needs: ['contactless', 'online', 'pre-authorization', 'partial-reversal'],
  },
  async (rig) => {
    const request = { ...purchaseOf(5000), kind: 'pre-authorization' } as const;
    const held = await payByTap(rig, { request, card: 'standard' });
    const completion = { ...purchaseOf(4200), kind: 'completion', originalStan: held.stan ?? '' } as const;
    const completed = await rig.terminal.perform(completion);
    const given = rig.journal.events.flatMap((event) =>
      event.kind === 'host-message' && event.mti === '0420' ? [event.fields['95']?.slice(0, 12) ?? 'none'] : [],
    );
    expectEqual(rig, { text: 'it is collected', expected: 'completed', observed: completed.reason, proves });
    expectEqual(rig, {
      text: 'the rest is given back before',
      expected: ['0100', '0420', '0220'],
      observed: sentToHost(rig),
      proves,
    });
    expectEqual(rig, { text: 'all but what is collected', expected: ['000000004200'], observed: given, proves });
    expectEqual(rig, {
      text: 'the acquirer holds what was collected',
      expected: ['released 4200', 'captured 4200'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
  },
);
