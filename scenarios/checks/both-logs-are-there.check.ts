import type { Check } from '../check.ts';

/** The card log and the host log of an online transaction exist, on one clock that never runs backwards. */
export const check: Check = {
  name: 'both-logs-are-there',
  clause: 'EMV L3 logs',
  proves: ['L3-LOG-01'],
  needs: ['apdu', 'host-message'],
  judge: (events) => {
    const apdus = events.filter(({ kind }) => kind === 'apdu').length;
    const messages = events.filter(({ kind }) => kind === 'host-message').length;
    if (apdus === 0 || messages === 0) return [];
    const backwards = events.find((event, place) => place > 0 && event.atMs < (events[place - 1]?.atMs ?? 0));
    return [
      {
        holds: backwards === undefined,
        text: 'card log and host log share one clock that never runs backwards',
        expected: 'times that only grow',
        observed: backwards === undefined ? `${apdus} APDUs, ${messages} host messages` : 'a step back in time',
        ...(backwards === undefined ? {} : { eventIndex: backwards.index }),
      },
    ];
  },
};
