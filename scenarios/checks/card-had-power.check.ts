import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check } from '../check.ts';

/** An answer that the card gave in its last moment is still on the serial line for so long: 256 bytes take 25 ms. */
const onTheWayMs = 100;

/** The bench is true to itself: a card that the field model holds to be without power can't have answered. */
export const check: Check = {
  name: 'card-had-power',
  clause: 'bench consistency',
  proves: [],
  needs: ['apdu', 'field'],
  breach: 'error',
  judge: (events) => {
    const powered = new Set<string>();
    let lastPowerMs = -Infinity;
    const unpowered = events.filter((event) => {
      if (event.kind === 'field') {
        if (event.isPowered) powered.add(event.card);
        else powered.delete(event.card);
        lastPowerMs = event.atMs;
      }
      const isPowered = powered.size > 0 || event.atMs - lastPowerMs <= onTheWayMs;
      return isContactlessAnswer(event) && !isPowered;
    });
    const answers = events.filter(isContactlessAnswer).length;
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

/** A chip slot feeds its card through the contacts, where the field says nothing. */
function isContactlessAnswer(event: Recorded): boolean {
  return event.kind === 'apdu' && event.direction === 'response' && event.interface !== 'contact';
}
