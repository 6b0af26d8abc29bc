import type { TerminalConfiguration } from '../configuration.ts';
import { momentOf } from '../device/calendar.ts';
import { toHex } from '../kernel/bytes.ts';
import type { TransactionReport, TransactionRequest } from '../transaction-report.ts';
import { truncatedPan } from './masked-pan.ts';

/** How the card was read, by point-of-service entry mode (tag 9F39). */
const ENTRY_TEXTS: ReadonlyMap<string, string> = new Map([
  ['05', 'CHIP'],
  ['07', 'CONTACTLESS'],
]);

/** What the transaction is called. */
const KIND_TEXTS: Readonly<Record<TransactionRequest['kind'], string>> = {
  purchase: 'SALE',
  cash: 'SALE',
  refund: 'REFUND',
  'pre-authorization': 'PRE-AUTHORIZATION',
  completion: 'COMPLETION',
  void: 'VOID',
  'partial-reversal': 'CORRECTION',
};

/** How the cardholder was verified. */
const VERIFICATION_TEXTS: Readonly<Record<NonNullable<TransactionReport['cardholderVerification']>, string>> = {
  none: 'NO VERIFICATION',
  signature: 'SIGNATURE ____________________',
  'online-pin': 'VERIFIED BY PIN',
  'offline-pin': 'VERIFIED BY PIN',
  'offline-pin-and-signature': 'PIN; SIGNATURE _______________',
  device: 'VERIFIED ON DEVICE',
  failed: '',
};

/** What a receipt says beside the report. */
export interface ReceiptFacts {
  readonly kind: TransactionRequest['kind'];
  readonly report: Omit<TransactionReport, 'displayed'>;
  /** The kernel's data objects: application, account number. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly timeMs: number;
}

/**
 * The cardholder's copy, lines of at most 32 characters. It names the card by its last four digits at most and never
 * says when it expires.
 *
 * @clause EMV 4.4 Book 4, 11.4 (what a receipt holds); PCI DSS 4.0.1 3.4
 */
export function cardholderReceipt(configuration: TerminalConfiguration, facts: ReceiptFacts): string {
  const { report, objects } = facts;
  const moment = momentOf(facts.timeMs);
  const label = objects.get('50');
  const aid = objects.get('84') ?? objects.get('4F');
  const lines = [
    configuration.merchantName,
    `${moment.year}-${moment.month}-${moment.day} ${moment.time.slice(0, 2)}:${moment.time.slice(2, 4)} UTC`,
    `TERMINAL ${configuration.terminalId}`,
    `MERCHANT ${configuration.merchantId}`,
    KIND_TEXTS[facts.kind],
    label === undefined ? '' : Buffer.from(label).toString('latin1'),
    aid === undefined ? '' : `AID ${Buffer.from(aid).toString('hex').toUpperCase()}`,
    ENTRY_TEXTS.get(toHex(objects.get('9F39') ?? new Uint8Array())) ?? '',
    `CARD ${truncatedPan(objects) ?? ''}`,
    `AMOUNT ${amountText(report.amountMinor, configuration.currencyExponent)} (${report.currencyCode})`,
    ...remainderLines(configuration, report),
    report.stan === undefined ? '' : `TRACE ${report.stan}`,
    report.approvalCode === undefined ? '' : `APPROVAL CODE ${report.approvalCode}`,
    VERIFICATION_TEXTS[report.cardholderVerification ?? 'failed'],
    report.outcome === 'approved' ? 'APPROVED' : 'DECLINED',
    'CARDHOLDER COPY',
  ];
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line.slice(0, 32)}\n`)
    .join('');
}

/** What was asked for, and what is to be paid otherwise, where a part was approved. */
function remainderLines(
  { currencyExponent }: TerminalConfiguration,
  { amountMinor, remainderMinor }: ReceiptFacts['report'],
): readonly string[] {
  if (remainderMinor === undefined) return [];
  return [
    `REQUESTED ${amountText(amountMinor + remainderMinor, currencyExponent)}`,
    `STILL TO PAY ${amountText(remainderMinor, currencyExponent)}`,
  ];
}

/** An amount as people read it, by the currency's exponent. */
export function amountText(amountMinor: number, exponent: number): string {
  const digits = String(amountMinor).padStart(exponent + 1, '0');
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
