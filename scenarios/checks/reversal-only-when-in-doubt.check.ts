import type { Check } from '../check.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/** A purchase that was answered in time is not reversed; one that was not is reversed exactly once. */
export const check: Check = {
  name: 'reversal-only-when-in-doubt',
  clause: 'ISO 8583:1987 0400/0420 trigger',
  proves: ['ISO8583-04xx-1', 'ISO8583-04xx-2'],
  needs: ['host-message', 'reported'],
  judge: (events) => {
    const sent = messagesToHost(events);
    const approved = new Set(
      events.flatMap((event) =>
        event.kind === 'reported' && event.report.outcome === 'approved' ? [event.report.stan] : [],
      ),
    );
    const answered = new Set(
      messagesFromHost(events)
        .filter(({ mti }) => mti === '0210')
        .map(({ fields }) => fields['11'] as string | undefined),
    );
    return sent
      .filter(({ mti }) => mti === '0200')
      .map((request) => {
        const stan = request.fields['11'];
        const reversals = new Set(
          sent
            .filter(({ mti, fields }) => mti.startsWith('042') && fields['37'] === request.fields['37'])
            .map(({ fields }) => fields['11']),
        ).size;
        const isApproved = approved.has(stan);
        const isInDoubt = !answered.has(stan);
        const wanted = isApproved ? 'no reversal' : isInDoubt ? 'one reversal' : 'at most one reversal';
        return {
          holds: isApproved ? reversals === 0 : isInDoubt ? reversals === 1 : reversals <= 1,
          text: isApproved ? 'an approved sale is not reversed' : 'an unanswered request is reversed exactly once',
          expected: wanted,
          observed: `${reversals} reversals`,
          eventIndex: request.index,
          requirementIds: [isApproved ? 'ISO8583-04xx-2' : 'ISO8583-04xx-1'],
        };
      });
  },
};
