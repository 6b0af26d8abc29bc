import type { TlsTrouble } from '#rigs/faults/fault.ts';
import { tlsFailure } from '#rigs/faults/tls-failure.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario, type Scenario } from '../scenario.ts';

const proves = ['PERF-NET-03'] as const;

/** A sale with a host that is not who it should be: nothing is sent, nothing is charged, and the record says why. */
export function refusedHost(title: string, facts: { readonly trouble: TlsTrouble; readonly why: RegExp }): Scenario {
  return defineScenario(title, { proves, needs: ['contactless', 'online', 'tls'] }, async (rig) => {
    await using _trouble = await rig.inject(tlsFailure(facts.trouble));
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, { text: 'the sale is declined', expected: 'declined', observed: purchase.outcome, proves });
    expectEqual(rig, {
      text: 'the report says that there was no host',
      expected: 'host-unreachable',
      observed: purchase.reason,
      proves,
    });
    expectEqual(rig, { text: 'nothing left for the host', expected: [], observed: sentToHost(rig), proves });
    expectEqual(rig, { text: 'nobody is charged', expected: 0, observed: rig.host.books().length, proves });
    const refusals = rig.journal.events.flatMap((event) =>
      event.kind === 'host-link' && event.state === 'refused' ? [event.why ?? ''] : [],
    );
    expectEqual(rig, {
      text: `the record says why: ${facts.why.source}`,
      expected: true,
      observed: refusals.length > 0 && refusals.every((why) => facts.why.test(why)),
      proves,
    });
  });
}
