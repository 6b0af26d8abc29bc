import { hostOutOfService } from '#rigs/faults/host-out-of-service.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { hostsAsked } from './two-hosts.ts';

const proves = ['PERF-NET-01'] as const;

export const scenario = defineScenario(
  'stays with the secondary host for a while when the primary one is back, and returns to it',
  { proves, profile: 'two-hosts', needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    const outage = await rig.inject(hostOutOfService('primary'));
    const away = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    await outage[Symbol.asyncDispose]();
    const soon = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    // Longer than the terminal of this profile stays with another host than the primary one.
    await rig.clock.sleep(5000);
    const later = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'every sale is approved',
      expected: ['approved', 'approved', 'approved'],
      observed: [away.outcome, soon.outcome, later.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the last sale goes by the primary host again, the first two by the secondary one',
      expected: ['secondary 0200', 'secondary 0200', 'primary 0200'],
      observed: hostsAsked(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'one ledger behind both hosts has every sale once',
      expected: [1250, 975, 480],
      observed: rig.host.books().map(({ amountMinor }) => amountMinor),
      proves,
    });
  },
);
