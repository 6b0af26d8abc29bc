import type { Check } from '../check.ts';

/** The bench is true to itself: a card that the field model holds to be without power can't have answered. */
export const check: Check = {
  name: 'card-had-power',
  clause: 'bench consistency',
  proves: [],
  needs: ['apdu', 'field'],
  breach: 'error',
  judge: (events) => {
    const powered = new Set<string>();
    const unpowered = events.filter((event) => {
      if (event.kind === 'field') {
        if (event.isPowered) powered.add(event.card);
        else powered.delete(event.card);
      }
      return event.kind === 'apdu' && event.direction === 'response' && powered.size === 0;
    });
    const answers = events.filter((event) => event.kind === 'apdu' && event.direction === 'response').length;
    if (answers === 0) return [];
    const [first] = unpowered;
    return [
      {
        holds: first === undefined,
        text: 'every answer came from a card that had power',
        expected: 'a card in the field at each answer',
        observed: `${unpowered.length} of ${answers} answers without one`,
        ...(first === undefined ? {} : { eventIndex: first.index }),
      },
    ];
  },
};
