import type { CardholderPlan } from '#drivers/ports/cardholder.ts';
import type { TransactionReport } from '#drivers/ports/terminal.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { pinNeeds, serialNumbers } from './pin-payments.ts';

const proves = ['ISO8583-DE52-1', 'X9.24-DUKPT-1'] as const;

export const scenario = defineScenario(
  'sends a PIN only when one was entered, and uses up no key without',
  { proves: [...proves], needs: pinNeeds, profile: 'pin-format-3-derived' },
  async (rig) => {
    const cancelled = await pay(rig, { atPinPad: 'cancels' });
    const nobody = await pay(rig, { atPinPad: 'walks-away' });
    expectEqual(rig, {
      text: 'an entry that is cancelled, and one that nobody makes, end the purchase, and nothing leaves',
      expected: ['ended cancelled', 'ended pin-entry-timed-out', 0],
      observed: [wordsOf(cancelled), wordsOf(nobody), sentToHost(rig).length],
      proves,
    });
    const passedBy = await pay(rig, { atPinPad: 'bypasses' });
    const tooShort = await pay(rig, { atPinPad: 'enters', pin: '471' });
    expectEqual(rig, {
      text: 'a PIN that is passed by is none, and three digits are no PIN',
      expected: ['failed', 'ended', 0],
      observed: [passedBy.cardholderVerification, tooShort.outcome, serialNumbers(rig).length],
      proves,
    });
    const entered = await pay(rig, { atPinPad: 'enters', pin: '4711' });
    expectEqual(rig, {
      text: 'the first PIN that is entered goes under the first key',
      expected: ['approved', ['FFFF9876543210E00001']],
      observed: [entered.outcome, serialNumbers(rig)],
      proves,
    });
  },
);

function pay(rig: Rig, person: Partial<CardholderPlan>): Promise<TransactionReport> {
  return payByChip(rig, { request: purchaseOf(1250), card: 'contact-online-pin', person });
}

function wordsOf({ outcome, reason }: TransactionReport): string {
  return `${outcome} ${reason}`;
}
