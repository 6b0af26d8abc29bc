import type { Check } from '../check.ts';
import { cardObjects, sessions, type ApduPair } from './trace.ts';

/** Key data of a card that opened a channel, and the template of a record in it. */
const cardKeyData = '9F8103';
const protectedTemplate = 'DA';

/** Once a card has opened a channel every record comes through it, or the card is asked for no cryptogram. */
export const check: Check = {
  name: 'records-come-through-the-channel',
  clause: 'EMV Contactless C-8, READ RECORD; Book E 8.6.2',
  proves: ['EMV-C8-sc-1'],
  needs: ['apdu', 'polled'],
  judge: (events) =>
    sessions(events).flatMap((session) => {
      const from = session.findLastIndex(({ commandHex }) => commandHex.startsWith('80A8'));
      const talk = session.slice(Math.max(0, from));
      if (from < 0 || !cardObjects(talk).has(cardKeyData)) return [];
      const records = talk.filter(isRecordRead);
      const inTheClear = records.filter(({ responseHex }) => responseHex?.startsWith(protectedTemplate) !== true);
      const asked = talk.find(({ commandHex }) => commandHex.startsWith('80AE'));
      const last = asked ?? inTheClear.at(-1) ?? records.at(-1);
      if (last === undefined) return [];
      return [
        {
          holds: inTheClear.length === 0 || asked === undefined,
          text: 'no cryptogram is asked for after a record in the clear',
          expected: 'all records in template DA, or no GENERATE AC',
          observed: `${inTheClear.length} of ${records.length} in the clear, ${asked === undefined ? 'no' : 'a'} GENERATE AC`,
          eventIndex: last.eventIndex,
        },
      ];
    }),
};

function isRecordRead({ commandHex, responseHex }: ApduPair): boolean {
  return commandHex.startsWith('00B2') && responseHex?.endsWith('9000') === true;
}
