import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'books a purchase once when the answer comes twice',
  { proves: ['ISO8583-DUP-1', 'ISO8583-LATE-2'] },
  async (rig) => {
    rig.host.behave({ kind: 'duplicate' });
    const first = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const second = await payByTap(rig, { request: purchaseOf(330), card: 'standard' });
    expectEqual(rig, {
      text: 'the first purchase is approved',
      expected: 'approved',
      observed: first.outcome,
      proves: ['ISO8583-DUP-1'],
    });
    // The copy of the first answer may be the first thing that the second request hears.
    expectEqual(rig, {
      text: 'the second purchase gets its own answer',
      expected: 'approved',
      observed: second.outcome,
      proves: ['ISO8583-LATE-2'],
    });
    expectEqual(rig, {
      text: 'each was asked once',
      expected: ['0200', '0200'],
      observed: sentToHost(rig),
      proves: ['ISO8583-DUP-1'],
    });
    expectEqual(rig, {
      text: 'the acquirer captured both, once each',
      expected: [1250, 330],
      observed: rig.host
        .books()
        .filter((entry) => entry.state === 'captured')
        .map((entry) => entry.amountMinor),
      proves: ['ISO8583-DUP-1'],
    });
  },
);
