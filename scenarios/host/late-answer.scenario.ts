import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'does not turn a declined purchase into an approval when the answer comes late',
  { proves: ['ISO8583-LATE-1', 'ISO8583-04xx-1', 'PERF-NET-01'] },
  async (rig) => {
    // The bench's response timer is 1 s.
    rig.host.behave({ kind: 'delay', delayMs: 1600 });
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    await rig.clock.sleep(1000);
    const owed = await rig.terminal.settle({ timeoutMs: 8000 });
    expectEqual(rig, {
      text: 'the purchase stays declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['ISO8583-LATE-1'],
    });
    expectEqual(rig, {
      text: 'the cardholder never saw an approval',
      expected: false,
      observed: rig.journal.events.some((event) => event.kind === 'display' && event.text.includes('APPROVED')),
      proves: ['ISO8583-LATE-1'],
    });
    expectEqual(rig, {
      text: 'nothing is owed to the host in the end',
      expected: 0,
      observed: owed,
      proves: ['ISO8583-04xx-1'],
    });
    expectEqual(rig, {
      text: 'the acquirer has the purchase as reversed',
      expected: ['reversed'],
      observed: rig.host.books().map((entry) => entry.state),
      proves: ['ISO8583-04xx-1', 'PERF-NET-01'],
    });
  },
);
