import { momentOf } from '../device/calendar.ts';
import type { HostMessage } from './message-codec.ts';
import { financialRequest, message, reversibleOf, type FinancialRequest, type RequestTerms } from './requests.ts';

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
  const kept = (number: number): string => original.fields.get(number) ?? '';
  return message('0220', [
    ...reversibleOf(original).fields,
    [4, String(completion.amountMinor).padStart(12, '0')],
    [7, moment.month + moment.day + moment.time],
    [11, completion.stan],
    [12, moment.time],
    [13, moment.month + moment.day],
    [38, completion.approvalCode],
    [39, '00'],
    [90, original.mti + kept(11) + kept(7) + kept(32).padStart(11, '0') + '0'.repeat(11)],
  ]);
}
