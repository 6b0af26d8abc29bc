import type { Recorded } from '#drivers/ports/evidence.ts';
import type { TransactionReport } from '#drivers/ports/terminal.ts';
import type { Check, CheckFinding } from '../check.ts';
import { apduPairs, cardObjects, messagesToHost, type ApduPair } from './trace.ts';

/** The cardholder's copy names shop, sale, card application and outcome, and of the card no more than four digits. */
export const check: Check = {
  name: 'receipt-tells-the-sale',
  clause: 'EMV 4.4 Book 4, 11.4; L3 receipts; PCI DSS 4.0.1 requirement 3.4.1',
  proves: ['EMV-B4-11.4-1', 'L3-RCPT-01', 'L3-RCPT-02'],
  needs: ['receipt', 'reported', 'apdu', 'host-message'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'receipt') return [];
      const reported = events.find((later) => later.kind === 'reported' && later.index > event.index);
      const pairs = apduPairs(events).filter(({ eventIndex }) => eventIndex < event.index);
      if (reported?.kind !== 'reported' || pairs.length === 0) return [];
      const missing = expectedParts(events, reported.report, event.index).filter(
        ([, text]) => !event.text.includes(text),
      );
      const aidHex = namedBy(pairs.findLast(({ commandHex }) => commandHex.startsWith('00A40400')));
      const expiry = cardObjects(pairs).get('5F24')?.slice(0, 4) ?? '';
      return findings(event, { missing, aidHex, expiry });
    }),
};

/** The name that the card gives its application; the name that it was selected by, where it gives none. */
function namedBy(selection: ApduPair | undefined): string {
  if (selection === undefined) return '';
  const { commandHex } = selection;
  return (
    cardObjects([selection]).get('84') ?? commandHex.slice(10, 10 + Number.parseInt(commandHex.slice(8, 10), 16) * 2)
  );
}

const entryWords: Readonly<Record<string, string>> = { '05': 'CHIP', '07': 'CONTACTLESS' };
const verificationWords: Readonly<Record<string, string>> = {
  signature: 'SIGNATURE',
  'online-pin': 'PIN',
  'offline-pin': 'PIN',
  'offline-pin-and-signature': 'SIGNATURE',
  device: 'DEVICE',
};

/** What the copy must hold, by name. A number that has no check digit of its own is compared as it travelled. */
function expectedParts(
  events: readonly Recorded[],
  report: TransactionReport,
  beforeIndex: number,
): readonly (readonly [string, string])[] {
  const request = messagesToHost(events).findLast(({ index }) => index < beforeIndex);
  const digits = String(report.amountMinor).padStart(3, '0');
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['terminal', request?.fields['41']?.trim()],
    ['merchant', request?.fields['42']?.trim()],
    ['amount', `${digits.slice(0, -2)}.${digits.slice(-2)}`],
    ['currency', report.currencyCode],
    ['trace number', report.stan],
    ['approval code', report.outcome === 'approved' ? report.approvalCode : undefined],
    ['outcome', report.outcome === 'approved' ? 'APPROVED' : 'DECLINED'],
    [
      'verification',
      report.outcome === 'approved' ? verificationWords[report.cardholderVerification ?? ''] : undefined,
    ],
    ['entry mode', entryWords[request?.fields['22']?.slice(0, 2) ?? '']],
  ];
  return parts.filter((part): part is readonly [string, string] => part[1] !== undefined);
}

function findings(
  receipt: Extract<Recorded, { readonly kind: 'receipt' }>,
  facts: {
    readonly missing: readonly (readonly [string, string])[];
    readonly aidHex: string;
    readonly expiry: string;
  },
): readonly CheckFinding[] {
  const { text, index: eventIndex } = receipt;
  const card = /^CARD\b.*$/mu.exec(text)?.[0] ?? '';
  const shown = card.replaceAll(/\D/gu, '').length;
  // YYMM, MMYY, MM/YY: however a date of expiry is written, on the line of the card or on its own.
  const { expiry } = facts;
  const month = `${expiry.slice(2)}/${expiry.slice(0, 2)}`;
  const hasExpiry = (expiry !== '' && text.includes(month)) || /\bEXP/iu.test(text);
  return [
    {
      holds: facts.missing.length === 0,
      text: 'the receipt names shop, amount, entry mode, verification and outcome',
      expected: 'all of them',
      observed: facts.missing.map(([name, value]) => `no ${name} ${value}`).join(', ') || 'all there',
      eventIndex,
      requirementIds: ['L3-RCPT-01'],
    },
    {
      holds: text.includes(facts.aidHex) && shown > 0 && shown <= 4,
      text: 'the receipt shows the application identifier and a truncated account number',
      expected: `AID ${facts.aidHex} and up to four digits`,
      observed: `${/^AID.*$/mu.exec(text)?.[0] ?? 'no AID'}, ${shown} digits`,
      eventIndex,
      requirementIds: ['EMV-B4-11.4-1'],
    },
    {
      holds: shown <= 4 && !hasExpiry,
      text: 'the receipt shows four digits of the card at most, and no date of expiry',
      expected: 'no expiry, at most 4 digits',
      observed: `${hasExpiry ? 'an expiry' : 'no expiry'}, ${shown} digits`,
      eventIndex,
      requirementIds: ['L3-RCPT-02'],
    },
  ];
}
