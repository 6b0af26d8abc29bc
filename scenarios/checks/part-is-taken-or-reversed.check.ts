import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { TransactionReport } from '#drivers/ports/terminal.ts';
import type { Check, CheckFinding } from '../check.ts';
import { isStillOwed, reversalsOf } from './doubt.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/** A part that the host approved is taken, and the rest shown as due, or it is reversed whole. */
export const check: Check = {
  name: 'part-is-taken-or-reversed',
  clause: 'ISO 8583:1987 DE39 10; L3 partial approval',
  proves: ['L3-PART-01'],
  needs: ['host-message', 'reported', 'receipt'],
  judge: (events) =>
    messagesFromHost(events).flatMap((answer) => {
      const { mti, fields, index } = answer;
      if (!['0210', '0110'].includes(mti) || fields['39'] !== '10') return [];
      const request = messagesToHost(events).find(
        (each) => ['0200', '0100'].includes(each.mti) && each.fields['11'] === fields['11'] && each.index < index,
      );
      if (request === undefined || Number(fields['4']) >= Number(request.fields['4'])) return [];
      const end = events.find((event) => event.kind === 'reported' && event.index > index);
      return end?.kind === 'reported' && end.report.outcome === 'approved'
        ? judgeTaken({ request, answer, report: end.report }, receiptBefore(end.index, index, events))
        : judgeReversed(request, answer, events);
    }),
};

function receiptBefore(endIndex: number, fromIndex: number, events: readonly Recorded[]): string | undefined {
  const found = events.find(({ kind, index }) => kind === 'receipt' && index > fromIndex && index < endIndex);
  return found?.kind === 'receipt' ? found.text : undefined;
}

function judgeTaken(
  {
    request,
    answer,
    report,
  }: { readonly request: HostMessage; readonly answer: HostMessage & Recorded; readonly report: TransactionReport },
  receipt: string | undefined,
): readonly CheckFinding[] {
  const approvedMinor = Number(answer.fields['4']);
  const restMinor = Number(request.fields['4']) - approvedMinor;
  const digits = String(restMinor).padStart(3, '0');
  const due = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  const finding = (
    text: string,
    judged: { readonly holds: boolean; readonly expected: string; readonly observed: string },
  ) => ({
    ...judged,
    text,
    eventIndex: answer.index,
  });
  return [
    finding('only a terminal that said so takes a part', {
      holds: request.fields['61'] === '1',
      expected: 'DE61 1 in the request',
      observed: request.fields['61'] ?? 'no DE61',
    }),
    finding('the part is what merchant and cardholder hold, and the rest is due', {
      holds: report.amountMinor === approvedMinor && report.remainderMinor === restMinor,
      expected: `${approvedMinor}, ${restMinor} due`,
      observed: `${report.amountMinor}, ${report.remainderMinor ?? 'nothing'} due`,
    }),
    finding('display and receipt say what is due', {
      holds: report.displayed.at(-1)?.includes(due) === true && receipt?.includes(due) === true,
      expected: due,
      observed: `${report.displayed.at(-1) ?? 'nothing shown'}; ${receipt === undefined ? 'no receipt' : receipt.includes(due) ? 'receipt as expected' : 'not on the receipt'}`,
    }),
  ];
}

function judgeReversed(
  request: HostMessage & Recorded,
  answer: HostMessage & Recorded,
  events: readonly Recorded[],
): readonly CheckFinding[] {
  const whole = reversalsOf(events, request).filter(({ fields }) => fields['95'] === undefined);
  if (whole.length === 0 && isStillOwed(events, request.fields['11'])) return [];
  return [
    {
      holds: whole.length > 0,
      text: 'a part that is not taken is reversed whole',
      expected: 'a reversal without DE95',
      observed: whole.length === 0 ? 'none' : `${whole.length} sent`,
      eventIndex: answer.index,
    },
  ];
}
