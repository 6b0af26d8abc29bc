import { connectionReset } from '#rigs/faults/connection-reset.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { hostsAsked } from './two-hosts.ts';

const proves = ['PERF-NET-01', 'ISO8583-04xx-1', 'ISO8583-04xx-4'] as const;

export const scenario = defineScenario(
  'reverses by the secondary host what the primary one may have booked, before it sells there',
  { proves, profile: 'two-hosts' },
  async (rig) => {
    const reset = await rig.inject(connectionReset({ direction: 'from-host', starts: { atMessage: 1 } }));
    const doubted = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    await reset[Symbol.asyncDispose]();
    const sold = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'the sale whose connection broke is declined, the next one approved',
      expected: ['declined', 'approved'],
      observed: [doubted.outcome, sold.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the doubt is reversed by the other host, and only then is anything sold there',
      expected: ['primary 0200', 'secondary 0420', 'secondary 0200'],
      observed: hostsAsked(rig),
      proves,
    });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owed, proves });
    expectEqual(rig, {
      text: 'the one ledger behind both has one sale undone and one that stands',
      expected: ['reversed', 'captured'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  },
);
