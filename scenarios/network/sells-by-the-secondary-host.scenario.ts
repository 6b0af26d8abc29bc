import { hostOutOfService } from '#rigs/faults/host-out-of-service.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { hostsAsked } from './two-hosts.ts';

const proves = ['PERF-NET-01'] as const;

export const scenario = defineScenario(
  'sells by the secondary host while the primary one is away',
  { proves, profile: 'two-hosts' },
  async (rig) => {
    await using _outage = await rig.inject(hostOutOfService('primary'));
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const second = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    expectEqual(rig, {
      text: 'both sales are approved',
      expected: ['approved', 'approved'],
      observed: [first.outcome, second.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'both go by the secondary host',
      expected: ['secondary 0200', 'secondary 0200'],
      observed: hostsAsked(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'the ledger has each of them once',
      expected: [1250, 975],
      observed: rig.host.books().map(({ amountMinor }) => amountMinor),
      proves,
    });
  },
);
