import type { Check } from '../check.ts';
import { apduPairs, messagesToHost } from './trace.ts';

/** A transaction made by contactless chip says 07x in DE22. */
export const check: Check = {
  name: 'entry-mode-is-contactless',
  clause: 'ISO 8583:1987 DE22; L3 entry modes',
  proves: ['L3-DE22-01'],
  needs: ['host-message', 'apdu'],
  judge: (events) =>
    messagesToHost(events)
      .filter(({ mti, index }) => mti === '0200' && apduPairs(events).some((pair) => pair.eventIndex < index))
      .map((request) => ({
        holds: /^07\d$/u.test(request.fields['22'] ?? ''),
        text: 'DE22 says contactless chip',
        expected: '07x',
        observed: request.fields['22'] ?? 'no DE22',
        eventIndex: request.index,
      })),
};
