import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { chipObjectOf, messageOf } from './host-words.ts';

const proves = ['EMV-B4-6.3.9-2', 'EMV-B4-12.1.8-1'] as const;

export const scenario = defineScenario(
  'tells the host what became of its scripts when the sale is reversed',
  { proves, needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const sold = await payByChip(rig, { request: purchaseOf(1250), card: 'books-script-then-declines' });
    await rig.terminal.settle({ timeoutMs: 12_000 });
    const reversal = messageOf(rig, /^0420$/u);
    expectEqual(rig, { text: 'the card declined', expected: 'declined-by-card', observed: sold.reason, proves });
    expectEqual(rig, {
      text: 'the reversal says that the script went well',
      expected: '2080000001',
      observed: chipObjectOf(reversal, '9F5B'),
      proves,
    });
    expectEqual(rig, {
      text: 'and what the host had answered',
      expected: '00',
      observed: reversal?.fields['39'],
      proves,
    });
    expectEqual(rig, {
      text: 'nobody confirms what is reversed',
      expected: undefined,
      observed: messageOf(rig, /^0202$/u)?.mti,
      proves,
    });
  },
);
