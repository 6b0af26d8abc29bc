import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B3-10.6.1-2'] as const;
/** Verification results, byte 4 b8. */
const floorLimitExceeded = 0x80_00n;

export const scenario = defineScenario(
  'counts what the same card paid before toward the floor limit, and not what others paid',
  { proves, needs: ['contact', 'pin', 'online'], profile: 'keeps-a-log' },
  async (rig) => {
    const pay = async (card: string, amountMinor: number): Promise<boolean> => {
      const report = await payByChip(rig, { request: purchaseOf(amountMinor), card });
      return (BigInt(`0x${report.terminalVerificationResultsHex ?? '0'}`) & floorLimitExceeded) !== 0n;
    };
    // The floor limit is 100.00.
    const sales = [
      { text: 'the first sale of 60.00 stays below the limit', card: 'books-quiet', amountMinor: 6000, isAbove: false },
      { text: 'another card’s 60.00 does too', card: 'books-online-code-fits', amountMinor: 6000, isAbove: false },
      { text: 'the first card’s next 40.00 reaches it', card: 'books-quiet', amountMinor: 4000, isAbove: true },
    ];
    for (const { text, card, amountMinor, isAbove } of sales) {
      expectEqual(rig, { text, expected: isAbove, observed: await pay(card, amountMinor), proves });
    }
    await rig.terminal.settle({ timeoutMs: 12_000 });
  },
);
