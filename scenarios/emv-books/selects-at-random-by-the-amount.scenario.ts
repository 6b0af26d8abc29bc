import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B3-10.6.2-1'] as const;
/** Verification results, byte 4 b5. */
const selectedAtRandom = 0x10_00n;
const saleCount = 60;

/**
 * The terminal selects 20 % below 50.00, and from there on more and more, up to 99 % at its floor limit of 100.00. The bounds
 * are about five standard deviations of the binomial distribution away from what is expected (12, 36 and 59 of 60): a
 * lawful terminal is outside less than once in a hundred thousand runs, one whose share does not grow always.
 */
const groups = [
  { amountMinor: 1000, atLeast: 1, atMost: 28 },
  { amountMinor: 7500, atLeast: 16, atMost: 55 },
  { amountMinor: 9999, atLeast: 48, atMost: 60 },
] as const;

export const scenario = defineScenario(
  'selects sales for the host at random, more of them the nearer to the floor limit',
  { proves, needs: ['contact', 'pin', 'online', 'virtual-time'], profile: 'selects-at-random' },
  async (rig) => {
    for (const { amountMinor, atLeast, atMost } of groups) {
      let selectedCount = 0;
      for (let sale = 0; sale < saleCount; sale += 1) {
        const report = await payByChip(rig, { request: purchaseOf(amountMinor), card: 'books-quiet' });
        if ((BigInt(`0x${report.terminalVerificationResultsHex ?? '0'}`) & selectedAtRandom) !== 0n) selectedCount += 1;
      }
      expectEqual(rig, {
        text: `of ${saleCount} sales of ${amountMinor} between ${atLeast} and ${atMost} are selected`,
        expected: true,
        observed: selectedCount >= atLeast && selectedCount <= atMost ? true : `${selectedCount} are`,
        proves,
      });
    }
  },
);
