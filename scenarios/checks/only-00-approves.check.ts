import type { Check } from '../check.ts';
import { messagesFromHost } from './trace.ts';

/** An online approval needs an answer 00 to this very request, which came before the terminal reported. */
export const check: Check = {
  name: 'only-00-approves',
  clause: 'ISO 8583:1987 DE39 and late responses',
  proves: ['ISO8583-DE39-1', 'ISO8583-LATE-1'],
  needs: ['host-message', 'reported'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'reported' || !event.report.wentOnline) return [];
      const answers = messagesFromHost(events).filter(
        ({ mti, index, fields }) => mti === '0210' && index < event.index && fields['11'] === event.report.stan,
      );
      const codes = answers.map(({ fields }) => fields['39'] ?? 'no DE39');
      const isApproved = event.report.outcome === 'approved';
      return [
        {
          holds: !isApproved || codes[0] === '00',
          text: 'an approval rests on an answer 00 to the same request',
          expected: isApproved ? '00' : 'no approval needed',
          observed: isApproved
            ? codes.join(', ') || 'no answer'
            : `${event.report.outcome} after ${codes.join(', ') || 'no answer'}`,
          eventIndex: event.index,
        },
      ];
    }),
};
