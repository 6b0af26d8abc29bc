import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check } from '../check.ts';
import { messagesToHost } from './trace.ts';

/** One transaction is asked for once, at whichever host: what may have left is reversed, not said anew by another way. */
export const check: Check = {
  name: 'one-request-a-transaction',
  clause: 'ISO 8583:1987 4.2; Touchstone robustness targets, network drop',
  proves: ['PERF-NET-01'],
  needs: ['host-message', 'requested', 'reported'],
  judge: (events) =>
    transactions(events).flatMap(({ from, to }) => {
      const asked = messagesToHost(events).filter(
        (message) => message.index > from && message.index < to && isRequestForMoney(message),
      );
      const [first] = asked;
      if (first === undefined) return [];
      const hosts = asked.map(({ host, fields }) => `STAN ${fields['11'] ?? '?'} to ${host ?? 'the host'}`);
      return [
        {
          holds: asked.length === 1,
          text: 'a transaction is asked for once, whatever becomes of its connection',
          expected: 'one request',
          observed: hosts.join(', '),
          eventIndex: (asked[1] ?? first).index,
        },
      ];
    }),
};

function isRequestForMoney({ mti }: HostMessage): boolean {
  return mti === '0100' || mti === '0200';
}

/** From the cashier's key to the report, or to the end of the record where the terminal said nothing. */
function transactions(events: readonly Recorded[]): readonly { readonly from: number; readonly to: number }[] {
  return events
    .filter(({ kind }) => kind === 'requested')
    .map(({ index }) => {
      const end = events.find((event) => event.index > index && event.kind === 'reported');
      return { from: index, to: end?.index ?? events.length };
    });
}
