import type { Check } from '../check.ts';
import { bitsOf, generateAcData, sessions } from './trace.ts';

/** No two cards, nor one card twice, are given the same unpredictable number. */
export const check: Check = {
  name: 'unpredictable-number-changes',
  clause: 'EMV 4.4 Book 4, 6.5.6',
  proves: [],
  needs: ['apdu', 'polled'],
  judge: (events) => {
    const given = sessions(events).flatMap((session) => {
      const asked = generateAcData(session);
      const number = asked?.values.get('9F37');
      return asked === undefined || number === undefined || bitsOf(number, 4) === undefined
        ? []
        : [{ number, eventIndex: asked.pair.eventIndex }];
    });
    return given.slice(1).map(({ number, eventIndex }, place) => {
      const isNew = given.slice(0, place + 1).every((before) => before.number !== number);
      return {
        holds: isNew,
        text: 'each cryptogram is asked for with a new unpredictable number',
        expected: 'four bytes, not used before',
        observed: isNew ? number : `${number}, used before`,
        eventIndex,
      };
    });
  },
};
