import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { attendantsApproval } from './attendant.ts';
import { wordsFor } from './display-words.table.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/** What answers a request, an authorization, an advice, and a request to undo. */
const answers: ReadonlySet<string> = new Set(['0210', '0110', '0230', '0410']);

/**
 * An online approval needs an answer 00 to this very request, which came before the terminal reported; or 10 for the part
 * that it reports, where the request said that parts are taken; or the attendant's word after a referral or in spite of a decline.
 */
export const check: Check = {
  name: 'only-00-approves',
  clause: 'ISO 8583:1987 DE39 and late responses',
  proves: ['ISO8583-DE39-1', 'ISO8583-LATE-1'],
  needs: ['host-message', 'reported'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'reported') return [];
      const shown = judgeDisplay(event, events);
      if (!event.report.wentOnline) return shown;
      // A message that a bad line gave this number before is not one of this sale.
      const asked = begunAt(event, events);
      const answered = messagesFromHost(events).filter(
        ({ mti, index, fields }) =>
          answers.has(mti) && index > asked && index < event.index && fields['11'] === event.report.stan,
      );
      const codes = answered.map(({ fields }) => fields['39'] ?? 'no DE39');
      const isApproved = event.report.outcome === 'approved';
      // What the attendant answers for needs no host: the advice that tells it comes later.
      if (isApproved && attendantsApproval(events, event) !== undefined) return shown;
      return [
        {
          holds: !isApproved || codes[0] === '00' || approvesThePart(event, answered[0], events),
          text: 'an approval rests on an answer 00 to the same request',
          expected: isApproved ? '00' : 'no approval needed',
          observed: isApproved
            ? codes.join(', ') || 'no answer'
            : `${event.report.outcome} after ${codes.join(', ') || 'no answer'}`,
          eventIndex: event.index,
        },
        ...shown,
      ];
    }),
};

type Reported = Extract<Recorded, { readonly kind: 'reported' }>;

/** Where the transaction began that this was reported of first: goods that come back are reported of under its number. */
function begunAt(reported: Reported, events: readonly Recorded[]): number {
  const { stan } = reported.report;
  const first = events.find((event): event is Reported => event.kind === 'reported' && event.report.stan === stan);
  return askedAt(first ?? reported, events);
}

/** Where the order was given that ended so. */
function askedAt(reported: Reported, events: readonly Recorded[]): number {
  return events.findLast(({ kind, index }) => kind === 'requested' && index < reported.index)?.index ?? -1;
}

/** @clause ISO 8583:1987, response code 10: DE 4 of the answer is what was approved */
function approvesThePart({ report }: Reported, answer: HostMessage | undefined, events: readonly Recorded[]): boolean {
  const request = messagesToHost(events).find(
    ({ mti, fields }) => ['0200', '0100'].includes(mti) && fields['11'] === report.stan,
  );
  const approvedMinor = Number(answer?.fields['4']);
  return (
    answer?.fields['39'] === '10' &&
    request?.fields['61'] === '1' &&
    approvedMinor < Number(request.fields['4']) &&
    report.amountMinor > 0 &&
    // Once it stands, less and nothing may be left of it.
    (report.remainderMinor === undefined || report.amountMinor === approvedMinor) &&
    report.amountMinor <= approvedMinor
  );
}

/** The cardholder, too, is told of no approval that is none. A terminal that lost its power had no say any more. */
function judgeDisplay(reported: Reported, events: readonly Recorded[]): readonly CheckFinding[] {
  const { outcome, wentOnline } = reported.report;
  if (outcome === 'approved' || outcome === 'no-answer') return [];
  const asked = askedAt(reported, events);
  const texts = events.flatMap((event) =>
    event.kind === 'display' && event.index > asked && event.index < reported.index ? [event.text] : [],
  );
  return texts.length === 0
    ? []
    : [
        {
          holds: !texts.some((text) => wordsFor('approved').test(text)),
          text: 'a cardholder who is not charged reads no approval',
          expected: `a text for: ${outcome}`,
          observed: texts.join(' / '),
          eventIndex: reported.index,
          requirementIds: wentOnline ? ['ISO8583-DE39-1'] : [],
        },
      ];
}
