import { momentOf } from '../device/calendar.ts';
import type { HostMessage } from './message-codec.ts';
import { chipDataHex } from './chip-data.ts';
import { financialRequest, message, originalDataElements, reversibleOf } from './requests.ts';
import type { FinancialRequest, RequestTerms, TransactionEnd } from './requests.ts';

/**
 * Advice 0220 of a transaction that was approved without the host: the elements of its request, and how it was approved.
 *
 * @param advised.responseCode  Y1 approved offline, Y3 approved because the host could not be reached
 * @clause ISO 8583:1987 4.4; EMV 4.4 Book 4, A6 (authorisation response codes of the terminal)
 */
export function offlineAdvice(
  terms: RequestTerms,
  advised: Omit<FinancialRequest, 'pin' | 'isPreAuthorization'> & { readonly responseCode: 'Y1' | 'Y3' },
): HostMessage {
  const request = financialRequest(terms, advised);
  return { mti: '0220', fields: new Map([...request.fields, [39, advised.responseCode]]) };
}

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
 * @clause ISO 8583:1987 4.4, data element 90
 */
export function completionAdvice(completion: CompletionAdvice): HostMessage {
  const { original } = completion;
  const moment = momentOf(completion.timeMs);
  return message('0220', [
    ...[...reversibleOf(original).fields].filter(([number]) => number !== 55),
    [4, String(completion.amountMinor).padStart(12, '0')],
    [7, moment.month + moment.day + moment.time],
    [11, completion.stan],
    [12, moment.time],
    [13, moment.month + moment.day],
    [38, completion.approvalCode],
    [39, '00'],
    [90, originalDataElements(original)],
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
    [90, originalDataElements(original)],
  ]);
}

/** The original is named by DE90: the confirmation says what it was about, and on which terminal. */
const REPEATED_BY_CONFIRMATION = new Set([3, 4, 12, 13, 37, 41, 42, 49]);
