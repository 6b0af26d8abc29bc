import type { TapProfile } from '#drivers/ports/card-bay.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { commandsToCard, payByTap, purchaseOf, sentToHost } from '../payment.ts';

/** A purchase with a tap that misses the operating volume: it ends with a reason, and nobody was asked for money. */
export async function expectMissedTapEnds(rig: Rig, profile: TapProfile): Promise<void> {
  const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard', profile });
  const proves = ['PERF-SDK-01'];
  expectEqual(rig, {
    text: 'the transaction ends without approval',
    expected: 'ended',
    observed: purchase.outcome,
    proves,
  });
  expectEqual(rig, {
    text: 'the reason names what happened',
    expected: 'no-card-presented',
    observed: purchase.reason,
    proves,
  });
  expectEqual(rig, { text: 'no command went to a card', expected: 0, observed: commandsToCard(rig), proves });
  expectEqual(rig, { text: 'nothing was sent to the host', expected: [], observed: sentToHost(rig), proves });
}
