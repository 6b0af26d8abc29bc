import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { attendantsApproval } from './attendant.ts';
import { messagesToHost } from './trace.ts';

/** Element 62 of a capture record. */
const forced = '01';

/**
 * A sale that the attendant took although the card declined is captured with a mark, and bears the response code of the decline;
 * no other capture record is marked.
 */
export const check: Check = {
  name: 'forced-acceptance-is-marked',
  clause: 'EMV 4.4 Book 4, 6.5.4',
  proves: ['EMV-B4-6.5.4-1'],
  needs: ['reported', 'host-message', 'kernel'],
  judge: (events) =>
    messagesToHost(events)
      .filter(({ mti, fields }) => mti === '0220' && fields['90'] === undefined)
      .flatMap((record) => {
        const end = events.find((event) => event.kind === 'reported' && event.report.stan === record.fields['11']);
        const decision = end === undefined ? undefined : attendantsApproval(events, end);
        const isForced = decision?.asked === 'forced acceptance';
        const isMarked = record.fields['62'] === forced;
        if (end === undefined || (!isForced && !isMarked)) return [];
        const code = codeBefore(events, decision?.index ?? end.index);
        const finding = (facts: Omit<CheckFinding, 'eventIndex'>): CheckFinding => ({
          ...facts,
          eventIndex: record.index,
        });
        return [
          finding({
            holds: isForced === isMarked,
            text: 'a capture record is marked when the attendant forced it, and only then',
            expected: isForced ? `DE62 ${forced}` : 'no mark',
            observed: record.fields['62'] ?? 'no DE62',
          }),
          ...(code === undefined
            ? []
            : [
                finding({
                  holds: record.fields['39'] === code,
                  text: 'a forced acceptance leaves the response code as it was',
                  expected: code,
                  observed: record.fields['39'] ?? 'no DE39',
                }),
              ]),
        ];
      }),
};

/** The response code with which the card was finished, before anybody was asked. */
function codeBefore(events: readonly Recorded[], index: number): string | undefined {
  const step = events.findLast(
    (event) => event.kind === 'kernel' && event.facts['8A'] !== undefined && event.index < index,
  );
  return step?.kind === 'kernel' ? Buffer.from(step.facts['8A'] ?? '', 'hex').toString('latin1') : undefined;
}
