import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-04xx-5'] as const;

export const scenario = defineScenario(
  'takes an answer that says already reversed for the end of a reversal',
  { proves },
  async (rig) => {
    rig.host.behave({ kind: 'silent' });
    // The first reversal is carried out, and nobody hears of it.
    rig.host.behave({ kind: 'silent' }, { of: 'reversal' });
    rig.host.behave({ kind: 'decline', responseCode: '21' }, { of: 'reversal' });
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, { text: 'nothing is owed in the end', expected: 0, observed: owedCount, proves });
    expectEqual(rig, {
      text: 'the reversal is repeated once',
      expected: ['0200', '0420', '0421'],
      observed: sentToHost(rig),
      proves,
    });
  },
);
