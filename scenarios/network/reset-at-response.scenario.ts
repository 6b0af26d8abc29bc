import { connectionReset } from '#rigs/faults/connection-reset.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'reverses a purchase whose answer was lost with the connection',
  { proves: ['PERF-NET-01', 'ISO8583-04xx-1', 'ISO8583-DE90-1', 'ISO8583-DE37-1'] },
  async (rig) => {
    await using _reset = await rig.inject(connectionReset({ direction: 'from-host' }));
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'the purchase is declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['PERF-NET-01'],
    });
    expectEqual(rig, {
      text: 'nothing is owed to the host in the end',
      expected: 0,
      observed: owed,
      proves: ['PERF-NET-01'],
    });
    expectEqual(rig, {
      text: 'one purchase and one reversal left the terminal',
      expected: ['0200', '0420'],
      observed: sentToHost(rig),
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
