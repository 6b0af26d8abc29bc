import type { Check, CheckFinding } from '../check.ts';
import { bitsOf, contactSessions, generateAcData, messagesToHost, tracedObjects } from './trace.ts';

/** 9F33 byte 2 b6; 9F40 byte 4 b8: print or electronic, for the attendant. */
const takesSignatures = 0x00_20_00n;
const printsForAttendant = 0x80_00n;
const attendedTypes = /^[123][1-3]$/u;

/**
 * A terminal that says that it takes signatures says that it is attended and, where the card asks for it, that the attendant
 * gets them on paper or by electronic means.
 */
export const check: Check = {
  name: 'signature-has-somebody-who-compares',
  clause: 'EMV 4.4 Book 4, Annex A2',
  proves: ['EMV-B4-A2-1'],
  needs: ['apdu', 'slot', 'host-message'],
  judge: (events) => {
    const told = [
      ...messagesToHost(events)
        .filter(({ mti }) => mti === '0200')
        .map(({ fields, index }) => ({
          values: new Map((tracedObjects(fields['55'] ?? '') ?? []).map(({ tag, valueHex }) => [tag, valueHex])),
          eventIndex: index,
        })),
      ...contactSessions(events).flatMap((session) => {
        const data = generateAcData(session);
        return data === undefined ? [] : [{ values: data.values, eventIndex: data.pair.eventIndex }];
      }),
    ];
    return told.flatMap(judgeClaim);
  },
};

function judgeClaim({
  values,
  eventIndex,
}: {
  readonly values: ReadonlyMap<string, string>;
  readonly eventIndex: number;
}): readonly CheckFinding[] {
  const capabilities = bitsOf(values.get('9F33'), 3);
  const type = values.get('9F35');
  if (capabilities === undefined || type === undefined || (capabilities & takesSignatures) === 0n) return [];
  const additional = bitsOf(values.get('9F40'), 5);
  const hasPaper = additional === undefined || (additional & printsForAttendant) !== 0n;
  return [
    {
      holds: attendedTypes.test(type) && hasPaper,
      text: 'who takes signatures is attended and prints them for the attendant',
      expected: '9F35 of an attended terminal, 9F40 byte 4 b8 where it is said',
      observed: `9F33 ${values.get('9F33')}, 9F35 ${type}, 9F40 ${values.get('9F40') ?? 'not said'}`,
      eventIndex,
    },
  ];
}
