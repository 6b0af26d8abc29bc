import type { Check } from '../check.ts';
import { cardObjects, sessions, type ApduPair } from './trace.ts';

/** READ RECORD follows the application file locator, entry by entry, each record once. */
export const check: Check = {
  name: 'records-are-read-in-order',
  clause: 'EMV 4.4 Book 3, 10.2',
  proves: ['EMV-B3-10.2-1'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events).flatMap((session) => {
      const locator = cardObjects(session).get('94');
      const generate = session.find(({ commandHex }) => commandHex.startsWith('80AE'));
      if (locator === undefined || generate === undefined) return [];
      // Records of the directory of a chip slot are read before, and are not meant.
      const options = session.findLast(
        ({ commandHex, responseHex }) => commandHex.startsWith('80A8') && responseHex?.endsWith('9000') === true,
      );
      const read = session
        .filter(
          ({ commandHex, eventIndex }) => commandHex.startsWith('00B2') && eventIndex > (options?.eventIndex ?? 0),
        )
        .map(recordAddress);
      return [
        {
          holds: read.join(' ') === recordsOf(locator).join(' '),
          text: 'the records of the AFL are read, all and in order, before GENERATE AC',
          expected: recordsOf(locator).join(' '),
          observed: read.join(' '),
          eventIndex: generate.eventIndex,
        },
      ];
    }),
};

/** SFI.record as the command's P1 and P2 say. */
function recordAddress({ commandHex }: ApduPair): string {
  return `${Number.parseInt(commandHex.slice(6, 8), 16) >> 3}.${Number.parseInt(commandHex.slice(4, 6), 16)}`;
}

function recordsOf(locatorHex: string): readonly string[] {
  const entries = locatorHex.match(/.{8}/gu) ?? [];
  return entries.flatMap((entry) => {
    const [sfi, first, last] = [0, 2, 4].map((at) => Number.parseInt(entry.slice(at, at + 2), 16));
    if (sfi === undefined || first === undefined || last === undefined) return [];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => `${sfi >> 3}.${first + step}`);
  });
}
