import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check } from '../check.ts';
import { isAcknowledged, reversalsOf } from './doubt.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/** While a reversal is owed, sent already or not, no new financial request leaves the terminal. */
export const check: Check = {
  name: 'reversal-goes-first',
  clause: 'ISO 8583:1987 0400/0420 ordering',
  proves: ['ISO8583-04xx-4'],
  needs: ['host-message'],
  judge: (events) =>
    messagesToHost(events)
      .filter(({ mti }) => mti === '0200')
      .flatMap((request) => {
        const before = events.filter(({ index }) => index < request.index);
        const owed = toBeReversed(before);
        if (owed.length === 0) return [];
        const pending = owed.filter((original) => !isAcknowledged(before, reversalsOf(before, original)));
        return [
          {
            holds: pending.length === 0,
            text: 'pending reversals are delivered before a new request',
            expected: 'no reversal pending',
            observed:
              pending.length === 0 ? 'none' : `STAN ${pending.map(({ fields }) => fields['11']).join(', ')} pending`,
            eventIndex: request.index,
          },
        ];
      }),
};

/** Requests that were never answered, or that a reversal was begun for all the same. */
function toBeReversed(events: readonly Recorded[]): readonly (HostMessage & Recorded)[] {
  const answered = new Set(
    messagesFromHost(events)
      .filter(({ mti }) => mti === '0210')
      .map(({ fields }) => fields['11'] as string | undefined),
  );
  return messagesToHost(events).filter(
    (request) =>
      request.mti === '0200' && (!answered.has(request.fields['11']) || reversalsOf(events, request).length > 0),
  );
}
