import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { hostsAsked } from './two-hosts.ts';

const proves = ['PERF-NET-01', 'ISO8583-04xx-1'] as const;

export const scenario = defineScenario(
  'makes a connection for every request and ends it after the answer, where the profile says so',
  { proves, profile: 'two-hosts-called-anew' },
  async (rig) => {
    const sold = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'silent' });
    const doubted = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'one sale is approved, the one without an answer is not, and nothing is owed',
      expected: ['approved', 'declined', 0],
      observed: [sold.outcome, doubted.outcome, owed],
      proves,
    });
    const states = rig.journal.events.flatMap((event) => (event.kind === 'host-link' ? [event.state] : []));
    expectEqual(rig, {
      text: 'two sales and a reversal, each over a connection of its own',
      expected: [3, 3],
      observed: [hostsAsked(rig).length, states.filter((state) => state === 'connected').length],
      proves,
    });
  },
);
