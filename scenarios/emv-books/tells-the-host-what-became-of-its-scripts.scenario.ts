import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { chipObjectOf, messageOf } from './host-words.ts';

const proves = ['EMV-B4-6.3.9-2'] as const;

export const scenario = defineScenario(
  'tells the host what became of its scripts',
  { proves, needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    const sold = await payByChip(rig, { request: purchaseOf(1250), card: 'books-script-stops-second' });
    const owedCount = await rig.terminal.settle({ timeoutMs: 12_000 });
    const confirmation = messageOf(rig, /^0202$/u);
    expectEqual(rig, { text: 'the sale is approved', expected: 'approved', observed: sold.outcome, proves });
    expectEqual(rig, { text: 'the host has all that it is owed', expected: 0, observed: owedCount, proves });
    expectEqual(rig, {
      text: 'the confirmation says that the first script went well, and the second failed at its second command',
      expected: '20800000011280000001',
      observed: chipObjectOf(confirmation, '9F5B'),
      proves,
    });
    expectEqual(rig, {
      text: 'it is about the sale',
      expected: messageOf(rig, /^0200$/u)?.fields['37'],
      observed: confirmation?.fields['37'],
      proves,
    });
  },
);
