import { blackHole } from '#rigs/faults/black-hole.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'sends no new purchase while a reversal is owed',
  { proves: ['ISO8583-04xx-4', 'ISO8583-04xx-3', 'PERF-NET-01'] },
  async (rig) => {
    const outage = await rig.inject(blackHole({ direction: 'from-host' }));
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const second = await payByTap(rig, { request: purchaseOf(480), card: 'second' });
    expectEqual(rig, {
      text: 'the second purchase is not approved',
      expected: false,
      observed: second.outcome === 'approved',
      proves: ['ISO8583-04xx-4'],
    });
    expectEqual(rig, {
      text: 'only the first request left',
      expected: 1,
      observed: sentToHost(rig).filter((mti) => mti === '0200').length,
      proves: ['ISO8583-04xx-4'],
    });
    await outage[Symbol.asyncDispose]();
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'nothing is owed to the host in the end',
      expected: 0,
      observed: owed,
      proves: ['ISO8583-04xx-3'],
    });
    const third = await payByTap(rig, { request: purchaseOf(480), card: 'second' });
    expectEqual(rig, {
      text: 'once the reversal is through, a purchase is approved',
      expected: 'approved',
      observed: third.outcome,
      proves: ['ISO8583-04xx-4', 'PERF-NET-01'],
    });
  },
);
