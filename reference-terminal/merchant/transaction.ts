import assert from 'node:assert/strict';

import type { KernelOutcome, KernelRequest, TransactionData } from '../kernel/outcome.ts';
import { toHex } from '../kernel/bytes.ts';
import type { HostSession } from '../host/host-session.ts';
import type { KeysInForce } from '../host/keys-in-force.ts';
import type { BatteryGuard } from '../device/battery-guard.ts';
import type { TerminalNeeds } from '../needs.ts';
import { authorise } from '../store-and-forward/authorisation.ts';
import type { Authorisation, AuthorisationParts } from '../store-and-forward/authorisation.ts';
import { approveOffline, offlineRefusal } from '../store-and-forward/offline-approval.ts';
import { StorageRefused, unlessRefused } from '../store-and-forward/store-failure.ts';
import type { TerminalConfiguration } from '../configuration.ts';
import type { TransactionReport, TransactionRequest } from '../transaction-report.ts';
import { displayText, textIn } from './display-text.ts';
import { forceAcceptance } from './forced-acceptance.ts';
import { maskedPan } from './masked-pan.ts';
import { completeTransaction, reduceTransaction, voidTransaction } from './standing-transaction.ts';
import type { TransactionLog } from './transaction-log.ts';
import { amountText, cardholderReceipt } from './receipt.ts';

/** The part of the terminal that talks to the card. */
export type Kernel = (
  needs: TerminalNeeds,
  configuration: TerminalConfiguration,
  request: KernelRequest,
  signal?: AbortSignal,
) => Promise<KernelOutcome>;

/** What one transaction works with. */
export interface TransactionParts extends AuthorisationParts {
  readonly keys: KeysInForce;
  readonly session: HostSession;
  readonly kernel: Kernel;
  readonly transactionLog: TransactionLog;
  readonly battery: BatteryGuard;
}

/** A transaction that is over. */
export interface FinishedTransaction {
  readonly report: TransactionReport;
  /** The cardholder's copy. Absent when no host decided. */
  readonly receipt: string | undefined;
}

/** Largest amount that data element 4 and tag 9F02 hold. */
const AMOUNT_MINOR_MAX = 999_999_999_999;

/**
 * One purchase or refund from the cashier's key to the report: what the terminal checks alone, then what it owes the
 * host, then the card, then the host.
 */
export async function performTransaction(
  parts: TransactionParts,
  request: TransactionRequest,
  signal?: AbortSignal,
): Promise<FinishedTransaction> {
  const displayed: string[] = [];
  const observed = watched(parts, displayed);
  const ending = await decide({ ...parts, needs: observed }, request, signal);
  const text = endText(parts.configuration, request, ending);
  observed.observer.display(text);
  // The cardholder has seen the end; what the host is owed for it may take as long as a response timer.
  if (ending.wentOnline && ending.outcome === 'declined') await parts.deliveries.deliver();
  const report: TransactionReport = { ...reportOf(request, ending), displayed };
  const hasReceipt = ending.data !== undefined && (ending.outcome === 'approved' || ending.outcome === 'declined');
  const receipt = hasReceipt
    ? cardholderReceipt(parts.configuration, {
        kind: request.kind,
        report,
        timeMs: observed.clock.nowMs(),
        objects: ending.data?.objects ?? new Map<string, Uint8Array>(),
      })
    : undefined;
  return { report, receipt };
}

/** How a transaction ended, and what is known of the card. */
interface Ending extends Omit<Authorisation, 'outcome' | 'reason'> {
  readonly outcome: TransactionReport['outcome'];
  readonly reason: string;
  readonly data?: TransactionData;
}

async function decide(parts: TransactionParts, request: TransactionRequest, signal?: AbortSignal): Promise<Ending> {
  const refusal = refusalOf(parts, request) ?? (await parts.session.beforeTransaction()) ?? (await debtRefusal(parts));
  if (refusal !== undefined) return { outcome: 'refused', reason: refusal, wentOnline: false };
  const warning = parts.battery.warning();
  if (warning !== undefined) parts.needs.observer.display(warning);
  if (request.kind === 'void') return voidTransaction(parts, request);
  if (request.kind === 'completion') return completeTransaction(parts, request);
  if (request.kind === 'partial-reversal') return reduceTransaction(parts, request);
  const ending = await decideWithCard(parts, request, signal);
  const forced = await forceAcceptance(parts, request, ending);
  return forced === undefined ? ending : { ...ending, ...forced };
}

async function decideWithCard(
  parts: TransactionParts,
  request: TransactionRequest,
  signal?: AbortSignal,
): Promise<Ending> {
  const sequenceCounter = unlessRefused(() => parts.needs.store.nextSequenceCounter());
  if (sequenceCounter instanceof StorageRefused) {
    return { outcome: 'refused', reason: sequenceCounter.reason, wentOnline: false };
  }
  const result = await withCard(
    parts,
    { ...kernelRequestOf(parts, request), sequenceCounter, transactionLog: parts.transactionLog.entries() },
    signal,
  );
  switch (result.kind) {
    case 'online-request': {
      const { data, completion } = result;
      const { amountMinor } = request;
      const takesPart = mayBePart(parts, request);
      const kind = bookKind(request);
      const authorisation = await authorise(parts, { kind, amountMinor, data, completion, takesPart });
      if (authorisation.outcome === 'approved' && request.kind !== 'refund') {
        const { approvedMinor = amountMinor } = authorisation;
        parts.transactionLog.add({ panDigits: panDigitsIn(data), amountMinor: approvedMinor });
      }
      return { data, ...authorisation };
    }
    case 'approved':
      return settleOffline(parts, request, result.data);
    case 'declined':
      return { outcome: 'declined', reason: result.reason, wentOnline: false, data: result.data };
    case 'try-another-interface':
      return { outcome: 'try-another-interface', reason: result.reason, wentOnline: false };
    case 'try-again':
    case 'end-application':
      break;
  }
  return { outcome: 'ended', reason: result.reason, wentOnline: false };
}

/** A pre-authorization is for the host to decide; else what terminal and card approved is advised. */
function settleOffline(parts: TransactionParts, request: TransactionRequest, data: TransactionData): Ending {
  const kind = bookKind(request);
  if (kind === 'pre-authorization') {
    return { outcome: 'declined', reason: 'offline-approval-unsupported', wentOnline: false, data };
  }
  const { amountMinor } = request;
  const ending = approveOffline(parts, { kind, amountMinor, data, responseCode: 'Y1' });
  if (ending.outcome === 'approved' && kind === 'purchase') {
    parts.transactionLog.add({ panDigits: panDigitsIn(data), amountMinor });
  }
  return { data, ...ending };
}

/** What the kernel is told of a request: to it a pre-authorization is a purchase that only the host may approve. */
function kernelRequestOf(
  parts: TransactionParts,
  request: TransactionRequest,
): Omit<KernelRequest, 'sequenceCounter' | 'transactionLog'> {
  const { kind, originalStan: _none, ...others } = request;
  const isForHost =
    kind === 'pre-authorization' || offlineRefusal(parts, request.amountMinor) === 'offline-limit-reached';
  return {
    ...others,
    kind: kind === 'refund' || kind === 'cash' ? kind : 'purchase',
    ...(isForHost ? { isForcedOnline: true } : {}),
  };
}

/** What goes out in cash, or comes back, is whole or not at all; so is what the host can't be told to approve a part of. */
function mayBePart({ configuration, dialect }: TransactionParts, request: TransactionRequest): boolean {
  const { kind, cashbackMinor = 0 } = request;
  const isSale = kind === 'purchase' || kind === 'pre-authorization';
  const isOffered = configuration.acceptsPartialApprovals === true && dialect.partialApprovals !== undefined;
  return isOffered && isSale && cashbackMinor === 0;
}

/** The last thing that the cardholder sees; of an approval in part, how much is approved and how much is left to pay. */
function endText({ currencyExponent }: TerminalConfiguration, request: TransactionRequest, ending: Ending): string {
  const { outcome, reason, approvedMinor } = ending;
  if (approvedMinor === undefined) return displayText(outcome, reason);
  const restMinor = request.amountMinor - approvedMinor;
  return `APPROVED ${amountText(approvedMinor, currencyExponent)} - DUE ${amountText(restMinor, currencyExponent)}`;
}

function panDigitsIn({ objects }: TransactionData): string {
  return toHex(objects.get('5A') ?? new Uint8Array()).replace(/F+$/, '');
}

/** Cash that is paid out is the cardholder's debt, as a purchase is. */
function bookKind(request: TransactionRequest): 'purchase' | 'refund' | 'pre-authorization' {
  return request.kind === 'refund' || request.kind === 'pre-authorization' ? request.kind : 'purchase';
}

/** Why the terminal doesn't even start, as far as it can tell alone; before reader and host are touched. */
function refusalOf(parts: TransactionParts, request: TransactionRequest): string | undefined {
  const { configuration } = parts;
  const battery = parts.battery.refusal();
  if (battery !== undefined) return battery;
  if (request.currencyCode !== configuration.currencyCode) return 'currency-not-supported';
  const { amountMinor } = request;
  // An amount of zero asks whether the card is good; only a purchase may ask that.
  const least = request.kind === 'purchase' ? 0 : 1;
  const isPayable = Number.isSafeInteger(amountMinor) && amountMinor >= least && amountMinor <= AMOUNT_MINOR_MAX;
  return isPayable ? undefined : 'amount-not-payable';
}

/** Pending reversals leave before any new request; with one that can't, no card is asked for. */
async function debtRefusal(parts: TransactionParts): Promise<string | undefined> {
  const recovered = unlessRefused(() => parts.deliveries.recover());
  if (recovered instanceof StorageRefused) return recovered.reason;
  return (await parts.deliveries.deliver()) > 0 ? 'reversal-pending' : undefined;
}

async function withCard(parts: TransactionParts, request: KernelRequest, signal?: AbortSignal): Promise<KernelOutcome> {
  try {
    signal?.throwIfAborted();
    return await parts.kernel(parts.needs, parts.keys.applyTo(parts.configuration), request, signal);
  } catch (error) {
    // Until the card's part is over the cashier may call it off; afterwards the host decides.
    if (signal?.aborted === true && error === signal.reason) return { kind: 'end-application', reason: 'cancelled' };
    throw error;
  }
}

function reportOf(request: TransactionRequest, ending: Ending): Omit<TransactionReport, 'displayed'> {
  const { data, approvedMinor, ...decision } = ending;
  const { currencyCode } = request;
  const amountMinor = approvedMinor ?? request.amountMinor;
  if (data === undefined) return { ...decision, amountMinor, currencyCode };
  const pan = maskedPan(data.objects);
  const verification = data.objects.get('95');
  const status = data.objects.get('9B');
  assert(verification === undefined || verification.length === 5, 'terminal verification results have 5 bytes');
  return {
    ...decision,
    amountMinor,
    ...(approvedMinor === undefined ? {} : { remainderMinor: request.amountMinor - approvedMinor }),
    currencyCode,
    cardholderVerification: data.cardholderVerification,
    ...(pan === undefined ? {} : { maskedPan: pan }),
    ...(verification === undefined ? {} : { terminalVerificationResultsHex: toHex(verification) }),
    ...(status === undefined ? {} : { transactionStatusInformationHex: toHex(status) }),
  };
}

/**
 * The same needs, with a note of everything that is displayed, in the local language until another is chosen.
 *
 * @clause EMV 4.4 Book 4, 11.1
 */
function watched({ needs, configuration }: TransactionParts, displayed: string[]): TerminalNeeds {
  let language: string = configuration.languages?.[0] ?? 'en';
  return {
    ...needs,
    observer: {
      display(text) {
        const shown = textIn(language, text);
        needs.observer.display(shown);
        displayed.push(shown);
      },
      useLanguage(chosen) {
        language = chosen;
      },
      kernelStep: (step, facts) => needs.observer.kernelStep(step, facts),
    },
  };
}
