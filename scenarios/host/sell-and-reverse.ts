import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario, type Scenario } from '../scenario.ts';

const proves = ['ISO8583-DE90-1', 'ISO8583-04xx-1'] as const;

/** One sale that is approved and one whose answer never comes, with a host that writes its messages in another way. */
export function sellAndReverse(
  title: string,
  profile: string,
  types: readonly string[] = ['0200', '0200', '0420'],
): Scenario {
  return defineScenario(title, { proves, profile }, async (rig) => {
    const sold = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'silent' });
    const doubted = await payByTap(rig, { request: purchaseOf(975), card: 'standard' });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, { text: 'the first sale is approved', expected: 'approved', observed: sold.outcome, proves });
    expectEqual(rig, { text: 'the second is not', expected: 'host-silent', observed: doubted.reason, proves });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owedCount, proves });
    expectEqual(rig, {
      text: 'the host reads every message',
      expected: types,
      observed: sentToHost(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'the books hold one sale and one that was undone',
      expected: ['captured', 'reversed'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  });
}
