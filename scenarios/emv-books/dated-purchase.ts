import { clockJump } from '#rigs/faults/clock-jump.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario, type Scenario } from '../scenario.ts';
import { chipObjectOf, messagesOf } from './host-words.ts';

const proves = ['EMV-B4-6.7.3-1'] as const;

/** What one purchase shows of the terminal's calendar. */
interface Dated {
  /** Tag 9A. */
  readonly dateHex: string;
  /** Bits of the verification results. */
  readonly set: string;
  readonly clear: string;
  /** How long after the purchase before it. */
  readonly afterMs?: number;
}

/** Purchases with one card by a terminal whose clock was moved; the month and day are said to the host, too. */
export function datedPurchase(
  title: string,
  facts: { readonly card: string; readonly jumpMs: number; readonly expects: readonly Dated[] },
): Scenario {
  return defineScenario(title, { proves, needs: ['contact', 'pin', 'online', 'virtual-time'] }, async (rig) => {
    await using moved = await rig.inject(clockJump(facts.jumpMs));
    for (const [index, { dateHex, set, clear, afterMs }] of facts.expects.entries()) {
      if (afterMs !== undefined) await rig.clock.sleep(afterMs);
      const sold = await payByChip(rig, { request: purchaseOf(1250), card: facts.card });
      const request = messagesOf(rig, /^0200$/u)[index];
      const results = sold.terminalVerificationResultsHex ?? '';
      expectEqual(rig, { text: 'tag 9A is the day', expected: dateHex, observed: chipObjectOf(request, '9A'), proves });
      expectEqual(rig, {
        text: 'DE13 is the day',
        expected: dateHex.slice(2),
        observed: request?.fields['13'],
        proves,
      });
      expectEqual(rig, { text: `bits ${set} are set`, expected: set, observed: sharedBits(results, set), proves });
      expectEqual(rig, {
        text: `bits ${clear} are not set`,
        expected: '0000000000',
        observed: sharedBits(results, clear),
        proves,
      });
    }
    void moved;
  });
}

function sharedBits(resultsHex: string, maskHex: string): string {
  if (resultsHex === '') return 'no results';
  const shared = BigInt(`0x${resultsHex}`) & BigInt(`0x${maskHex}`);
  return shared.toString(16).toUpperCase().padStart(10, '0');
}
