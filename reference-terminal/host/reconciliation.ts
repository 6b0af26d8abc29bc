import type { TerminalConfiguration } from '../configuration.ts';
import { momentOf } from '../device/calendar.ts';
import type { HostMessage } from './message-codec.ts';
import { message, originalDataElements } from './requests.ts';

/** What a batch came to: what was collected and still stands, by direction. Minor units, none negative. */
export interface BatchTotals {
  readonly debitCount: number;
  readonly debitMinor: number;
  readonly creditCount: number;
  readonly creditMinor: number;
}

/**
 * Acquirer reconciliation request 0500: what stands, so that nothing is counted as reversed; DE60 holds the number of the
 * batch.
 *
 * @clause ISO 8583:1987 4.4, data elements 74 to 89 and 97
 */
export function reconciliationRequest(
  configuration: TerminalConfiguration,
  request: { readonly stan: string; readonly timeMs: number; readonly batch: number; readonly totals: BatchTotals },
): HostMessage {
  const { totals } = request;
  const moment = momentOf(request.timeMs);
  const count = (value: number): string => String(value).padStart(10, '0');
  const amount = (value: number): string => String(value).padStart(16, '0');
  const net = totals.debitMinor - totals.creditMinor;
  return message('0500', [
    [7, moment.month + moment.day + moment.time],
    [11, request.stan],
    [41, configuration.terminalId],
    [42, configuration.merchantId],
    [49, configuration.currencyCode],
    [60, String(request.batch).padStart(6, '0')],
    [74, count(totals.creditCount)],
    [75, count(0)],
    [76, count(totals.debitCount)],
    [77, count(0)],
    [86, amount(totals.creditMinor)],
    [87, amount(0)],
    [88, amount(totals.debitMinor)],
    [89, amount(0)],
    [97, (net < 0 ? 'D' : 'C') + amount(Math.abs(net))],
  ]);
}

/** What the host says of a batch: DE66, 1 in balance, 2 out of balance. */
export function isInBalance(answer: HostMessage): boolean {
  return answer.fields.get(39) === '00' && answer.fields.get(66) === '1';
}

/**
 * One line of a batch that does not balance, for the host to look at: 0320 with the elements of its request, and what
 * stands of its amount.
 *
 * @clause ISO 8583:1987 4.1.2 (0320, acquirer file update advice)
 */
export function batchLine(
  original: HostMessage,
  line: { readonly stan: string; readonly timeMs: number; readonly amountMinor: number },
): HostMessage {
  const moment = momentOf(line.timeMs);
  return message('0320', [
    [4, String(line.amountMinor).padStart(12, '0')],
    ...[2, 3, 12, 13, 14, 22, 23, 25, 32, 37, 41, 42, 49].map(
      (number) => [number, original.fields.get(number)] as const,
    ),
    [7, moment.month + moment.day + moment.time],
    [11, line.stan],
    originalDataElements(original),
  ]);
}
