import type { Check } from '../check.ts';

/** Every message on the wire is what its bitmap says: an independent decoder reads it to the last byte. */
export const check: Check = {
  name: 'host-messages-decode',
  clause: 'ISO 8583:1987 bitmap',
  proves: ['ISO8583-BMP-1'],
  needs: ['host-message'],
  judge: (events) =>
    events.flatMap((event) =>
      event.kind === 'host-message' && event.direction === 'to-host'
        ? [
            {
              holds: event.mti !== '',
              text: 'an independent decoder reads the message to its last byte',
              expected: 'a message whose fields are those of its bitmap',
              observed:
                event.mti === ''
                  ? `${event.length} bytes that can not be decoded`
                  : `${event.mti}, ${event.length} bytes`,
              eventIndex: event.index,
            },
          ]
        : [],
    ),
};
