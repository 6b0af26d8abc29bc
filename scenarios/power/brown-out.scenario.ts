import { brownOut } from '#rigs/faults/brown-out.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'recovers after a brown-out during the host exchange and reverses what it left open',
  {
    proves: ['PERF-BAT-02', 'L3-REV-01', 'ISO8583-04xx-1', 'ISO8583-04xx-3', 'ISO8583-DE11-1', 'HOST-SAF-08'],
    needs: ['contactless', 'online', 'battery'],
  },
  async (rig) => {
    const dip = await rig.inject(
      brownOut({
        at: 'the first request on its way to the host',
        when: (event) => event.kind === 'host-message' && event.direction === 'to-host' && event.mti === '0200',
        voltageMv: 2600,
      }),
    );
    const purchase = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    expectEqual(rig, {
      text: 'the terminal gave no answer',
      expected: 'no-answer',
      observed: purchase.outcome,
      proves: ['PERF-BAT-02'],
    });
    await dip[Symbol.asyncDispose]();
    await rig.terminal.restart();
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'nothing is owed to the host in the end',
      expected: 0,
      observed: owed,
      proves: ['ISO8583-04xx-3', 'HOST-SAF-08'],
    });
    expectEqual(rig, {
      text: 'the acquirer has the purchase as reversed',
      expected: ['reversed'],
      observed: rig.host.books().map((entry) => entry.state),
      proves: ['L3-REV-01', 'ISO8583-04xx-1', 'PERF-BAT-02'],
    });
    const next = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'the next purchase is approved',
      expected: 'approved',
      observed: next.outcome,
      proves: ['PERF-BAT-02'],
    });
  },
);
