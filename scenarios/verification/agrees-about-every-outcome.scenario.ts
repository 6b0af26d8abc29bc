import type { CardholderPlan } from '#drivers/ports/cardholder.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-B4-6.3.4.5-1'] as const;

interface Row {
  readonly what: string;
  readonly card: string;
  readonly person?: Partial<CardholderPlan>;
  readonly amountMinor?: number;
  /** Tag 9F34, byte 3 of tag 95, and whether TSI byte 1 b7 is set. */
  readonly expected: readonly [resultsHex: string, byte3Hex: string, isPerformed: boolean];
}

const willing = { pin: '1234', wrongPins: [], atPinPad: 'enters' } as const;

/** Outcomes of verification in the order of the book's table. */
const rows: readonly Row[] = [
  { what: 'the profile has no verification', card: 'books-verifies-nobody', expected: ['3F0000', '00', false] },
  { what: 'the list has no rules', card: 'books-empty-method-list', expected: ['3F0000', '00', false] },
  { what: 'no rule applies', card: 'books-no-condition-met', expected: ['3F0001', '80', true] },
  { what: 'a rule says that it fails', card: 'books-fails-verification', expected: ['000001', '80', true] },
  { what: 'the method is unknown', card: 'books-unknown-method-last', expected: ['3F0001', 'C0', true] },
  {
    what: 'no verification is required',
    card: 'books-amount-condition-home',
    amountMinor: 500,
    expected: ['5F0602', '00', true],
  },
  { what: 'the cardholder signs', card: 'books-signature', expected: ['1E0300', '00', true] },
  {
    what: 'the PIN goes to the host',
    card: 'contact-online-pin',
    person: { pin: '4711' },
    expected: ['020000', '04', true],
  },
  { what: 'the PIN is right', card: 'contact-plaintext-pin', expected: ['010302', '00', true] },
  {
    what: 'the PIN is passed by',
    card: 'contact-plaintext-pin',
    person: { atPinPad: 'bypasses' },
    expected: ['010301', '88', true],
  },
  {
    what: 'the PIN pad is broken',
    card: 'contact-plaintext-pin',
    person: { atPinPad: 'finds-it-broken' },
    expected: ['010301', '90', true],
  },
  {
    what: 'the PIN is wrong to the last try',
    card: 'contact-plaintext-pin',
    person: { wrongPins: ['1111', '2222', '3333'] },
    expected: ['010301', 'A0', true],
  },
  { what: 'PIN and signature are right', card: 'books-pin-and-signature', expected: ['030300', '00', true] },
];

export const scenario = defineScenario(
  'says in all three places how verification ended',
  { proves: [...proves], needs: ['contact', 'pin', 'online'] },
  async (rig) => {
    for (const { what, card, person, amountMinor, expected } of rows) {
      const seen = rig.journal.events.length;
      const request = purchaseOf(amountMinor ?? 1250);
      const report = await payByChip(rig, { request, card, person: { ...willing, ...person } });
      const byte3 = report.terminalVerificationResultsHex?.slice(4, 6);
      const isPerformed = (Number.parseInt(report.transactionStatusInformationHex?.slice(0, 2) ?? '0', 16) & 0x40) > 0;
      expectEqual(rig, {
        text: `9F34, TVR byte 3 and TSI byte 1 b7 when ${what}`,
        expected,
        observed: [resultsSent(rig, seen), byte3, isPerformed],
        proves: [...proves],
      });
    }
  },
);

/** Tag 9F34 as the host gets it. */
function resultsSent(rig: Rig, since: number): string | undefined {
  const request = rig.journal.events
    .slice(since)
    .find((event) => event.kind === 'host-message' && event.mti === '0200');
  return request?.kind === 'host-message' ? /9F3403([0-9A-F]{6})/u.exec(request.fields['55'] ?? '')?.[1] : undefined;
}
