import { momentOf } from '../device/calendar.ts';
import type { HostMessage } from './message-codec.ts';
import { chipDataHex } from './chip-data.ts';
import { financialRequest, hasYear, message, originalDataElements, reversibleOf } from './requests.ts';
import type { FinancialRequest, RequestTerms, TransactionEnd } from './requests.ts';

/**
 * Advice 0220 of a transaction that was approved without the host: the elements of its request, and how it was approved.
 *
 * @clause ISO 8583:1987 4.4; EMV 4.4 Book 4, A6 (authorisation response codes of the terminal), 6.5.2.2 and 6.5.4 (the response
 *   code is not modified, and a forced acceptance is marked)
 */
export function offlineAdvice(
  terms: RequestTerms,
  advised: Omit<FinancialRequest, 'pin' | 'isPreAuthorization'> & AdvisedDecision,
): HostMessage {
  const request = financialRequest(terms, advised);
  return message('0220', [
    ...request.fields,
    [38, advised.approvalCode],
    [39, advised.responseCode],
    [62, advised.isForced === true ? FORCED_BY_ATTENDANT : undefined],
  ]);
}

/** Who approved what is advised, and how. */
interface AdvisedDecision {
  /** Y1 approved offline, Y3 approved because the host could not be reached; the issuer's own where the attendant decided. */
  readonly responseCode: string;
  /** What the issuer said by telephone. */
  readonly approvalCode?: string | undefined;
  /** The attendant took what the card had declined. */
  readonly isForced?: boolean;
}

/** The private element 62 of a capture record. */
const FORCED_BY_ATTENDANT = '01';

/** What completes a pre-authorization. */
export interface CompletionAdvice {
  /** The pre-authorization, as {@link reversibleOf} kept it. */
  readonly original: HostMessage;
  readonly stan: string;
  readonly timeMs: number;
  /** At most that of the original. */
  readonly amountMinor: number;
  readonly approvalCode: string | undefined;
}

/**
 * Advice 0220 that collects what a pre-authorization set aside, or less; DE90 names it.
 *
 * @clause ISO 8583:1987 4.4, data element 90; ISO 8583:1993 4.4.10, data element 30
 */
export function completionAdvice(completion: CompletionAdvice): HostMessage {
  const { original } = completion;
  const moment = momentOf(completion.timeMs);
  const amount = String(completion.amountMinor).padStart(12, '0');
  const authorized = original.fields.get(4);
  return message('0220', [
    ...[...reversibleOf(original).fields].filter(([number]) => number !== 55),
    [4, amount],
    [30, hasYear(original) && authorized !== amount ? authorized?.padEnd(24, '0') : undefined],
    [7, moment.month + moment.day + moment.time],
    [11, completion.stan],
    [12, moment.time],
    [13, (hasYear(original) ? moment.year.slice(2) : '') + moment.month + moment.day],
    [38, completion.approvalCode],
    [39, '00'],
    originalDataElements(original),
  ]);
}

/** What a confirmation is made from. */
export interface CompletionConfirmation {
  /** The request that is confirmed, as {@link reversibleOf} kept it. */
  readonly original: HostMessage;
  readonly stan: string;
  readonly timeMs: number;
  readonly ended: TransactionEnd;
}

/**
 * Completion confirmation 0202, or 0102 of a pre-authorization: how a transaction ended that the host has decided already. It
 * moves no money; this terminal sends it to bring back what became of the issuer's scripts.
 *
 * @clause ISO 8583:1987 4.1.2 (x2 and x3, completion confirmation); EMV 4.4 Book 4, 12.1.4 table 15, 6.3.9
 */
export function completionConfirmation(confirmation: CompletionConfirmation): HostMessage {
  const { original, ended } = confirmation;
  const moment = momentOf(confirmation.timeMs);
  return message(original.mti === '0100' ? '0102' : '0202', [
    ...[...original.fields].filter(([number]) => REPEATED_BY_CONFIRMATION.has(number)),
    [7, moment.month + moment.day + moment.time],
    [11, confirmation.stan],
    [39, ended.responseCode],
    [55, chipDataHex(ended.objects, 'confirmation')],
    originalDataElements(original),
  ]);
}

/** The original is named by DE90: the confirmation says what it was about, and on which terminal. */
const REPEATED_BY_CONFIRMATION = new Set([3, 4, 12, 13, 37, 41, 42, 49]);
