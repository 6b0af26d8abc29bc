import { blackHole } from '#rigs/faults/black-hole.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'reverses a purchase that the host never answered, as soon as the host is back',
  {
    proves: [
      'ISO8583-04xx-1',
      'ISO8583-04xx-3',
      'ISO8583-04xx-4',
      'ISO8583-DE90-1',
      'ISO8583-DE37-1',
      'ISO8583-DE11-1',
      'ISO8583-DE11-2',
      'ISO8583-MTI-1',
      'PERF-NET-01',
    ],
  },
  async (rig) => {
    const outage = await rig.inject(blackHole({ direction: 'from-host' }));
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, {
      text: 'the purchase is declined',
      expected: 'declined',
      observed: purchase.outcome,
      proves: ['PERF-NET-01'],
    });
    expectEqual(rig, {
      text: 'the reason is the silent host',
      expected: 'host-silent',
      observed: purchase.reason,
      proves: ['PERF-NET-01'],
    });
    // The bench's pause between two tries is 1 s: nobody has to remind the terminal of what it owes.
    await rig.clock.sleep(1500);
    expectEqual(rig, {
      text: 'the terminal tries again by itself while the host is away',
      expected: true,
      observed: sentToHost(rig).length > 2,
      proves: ['ISO8583-04xx-3'],
    });
    await outage[Symbol.asyncDispose]();
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'nothing is owed to the host in the end',
      expected: 0,
      observed: owed,
      proves: ['ISO8583-04xx-3'],
    });
    expectEqual(rig, {
      text: 'the acquirer has the purchase as reversed',
      expected: ['reversed'],
      observed: rig.host.books().map((entry) => entry.state),
      proves: ['ISO8583-04xx-1', 'PERF-NET-01'],
    });
    const sent = sentToHost(rig);
    expectEqual(rig, {
      text: 'the reversal was repeated with the repeat form',
      expected: true,
      observed: sent[1] === '0420' && sent.slice(2).length > 0 && sent.slice(2).every((mti) => mti === '0421'),
      proves: ['ISO8583-MTI-1', 'ISO8583-04xx-3'],
    });
    const next = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'the next purchase is approved',
      expected: 'approved',
      observed: next.outcome,
      proves: ['PERF-NET-01', 'ISO8583-04xx-4'],
    });
  },
);
