import { sameBytes, toHex } from '../bytes.ts';
import { comparableDate } from '../civil-date.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { cardQualifiers } from './card-transaction-qualifiers.ts';
import { panDigitsOf } from './kernel-context.ts';
import type { KernelResult } from './kernel-result.ts';
import type { Standing } from './kernel-3-standing.ts';
import { terminalQualifiers } from './terminal-transaction-qualifiers.ts';

type OtherInterface = Extract<KernelResult, { kind: 'try-another-interface' }>;

const approvalCryptogram = 0x40;
const transactionTypes = { cash: 0x01, cashback: 0x09, cashDisbursement: 0x17 } as const;
/** Usage control: byte index, then the domestic and the international mask. */
const cashUsage = [0, 0x80, 0x40] as const;
const cashbackUsage = [1, 0x80, 0x40] as const;

/**
 * Processing restrictions of kernel 3.
 *
 * @clause C-3 5.5.1.1 (expiry, only for an approval offline: online if the card wants that, else declined; no date
 *   counts as expired), 5.5.1.2 (exception file, only for a card that approves), 5.5.1.3 (cash), 5.5.1.4 (cashback)
 * @reads A terminal has one exception file: the one that is configured with its chip slot.
 */
export function restrict(context: TransactionContext, standing: Standing): Standing | OtherInterface {
  if (standing.kind === 'decline' || standing.kind === 'refund') return standing;
  const dated = standing.kind === 'offline' && isExpired(context) ? expired(context) : standing;
  if (dated.kind === 'decline') return dated;
  if (approvesOffline(context) && isListed(context)) return { kind: 'decline', reason: 'card-on-exception-file' };
  return usage(context, dated);
}

function approvesOffline({ data }: TransactionContext): boolean {
  return ((data.get('9F27')?.[0] ?? 0) & 0xc0) === approvalCryptogram;
}

/** Whether the terminal's exception file names the card. */
export function isListed(context: TransactionContext): boolean {
  const panDigits = panDigitsOf(context);
  const sequenceNumber = toHex(context.data.get('5F34') ?? new Uint8Array());
  const file = context.configuration.contact?.exceptionFile ?? [];
  return file.some(
    (entry) =>
      entry.panDigits === panDigits && (entry.sequenceNumber === undefined || entry.sequenceNumber === sequenceNumber),
  );
}

/** What becomes of an expired card: online where it says so and the reader can. */
export function expired(context: TransactionContext): Standing {
  const reader = terminalQualifiers(context.data.get('9F66') ?? new Uint8Array(4));
  const card = cardQualifiers(context.data.get('9F6C'));
  const mayGoOnline = card?.has('online-if-expired') === true && !reader.has('offline-only');
  return mayGoOnline ? { kind: 'online' } : { kind: 'decline', reason: 'expired-application' };
}

/** Whether the card's last day is over; no date counts as expired. */
export function isExpired({ data }: TransactionContext): boolean {
  const today = comparableDate(toHex(data.get('9A') ?? new Uint8Array()));
  const expiry = comparableDate(toHex(data.get('5F24') ?? new Uint8Array()));
  return today === undefined || expiry === undefined || today > expiry;
}

function usage(context: TransactionContext, standing: Standing): Standing | OtherInterface {
  const settings = context.application.kernel3;
  const card = cardQualifiers(context.data.get('9F6C'));
  const refused = { kind: 'decline', reason: 'service-not-allowed' } as const;
  const elsewhere = {
    kind: 'try-another-interface',
    reason: 'service-not-allowed',
    message: 'insert-or-swipe',
    alternate: 'none',
  } as const;
  switch (context.data.get('9C')?.[0] ?? 0) {
    case transactionTypes.cash:
    case transactionTypes.cashDisbursement:
      if (settings?.checksCashUsage !== true || isAllowed(context, cashUsage)) return standing;
      return card?.has('switch-interface-for-cash') === true ? elsewhere : refused;
    case transactionTypes.cashback:
      if (settings?.checksCashbackUsage !== true || isAllowed(context, cashbackUsage)) return standing;
      return card?.has('switch-interface-for-cashback') === true ? elsewhere : refused;
    default:
      return standing;
  }
}

/** Not allowed either when the card does not say where it comes from or what it may be used for. */
function isAllowed({ data }: TransactionContext, usageBits: typeof cashUsage | typeof cashbackUsage): boolean {
  const [byteIndex, domesticMask, internationalMask] = usageBits;
  const issuerCountry = data.get('5F28');
  const control = data.get('9F07');
  if (issuerCountry === undefined || control === undefined) return false;
  const isDomestic = sameBytes(issuerCountry, data.get('9F1A') ?? new Uint8Array());
  return ((control[byteIndex] ?? 0) & (isDomestic ? domesticMask : internationalMask)) !== 0;
}
