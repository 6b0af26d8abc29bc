import type { Check } from '../check.ts';
import { messagesToHost, tracedObjects } from './trace.ts';

/** The largest value of eight digits; the next one is 1. */
const counterMax = 99_999_999;

/** The transaction sequence counter (9F41) is never zero and moves by one a transaction; some never reach the host. */
export const check: Check = {
  name: 'sequence-counter-grows',
  clause: 'EMV 4.4 Book 4, 6.5.5',
  proves: ['EMV-B4-6.5.5-1'],
  needs: ['host-message', 'requested'],
  judge: (events) => {
    const counted = messagesToHost(events).flatMap((request) => {
      const value = tracedObjects(request.fields['55'] ?? '')?.find(({ tag }) => tag === '9F41')?.valueHex ?? '';
      return request.mti === '0200' && /^\d{1,8}$/u.test(value)
        ? [{ counter: Number(value), eventIndex: request.index }]
        : [];
    });
    return counted.map(({ counter, eventIndex }, place) => {
      const before = counted[place - 1];
      const begun = events.filter(
        ({ kind, index }) => kind === 'requested' && index > (before?.eventIndex ?? eventIndex) && index < eventIndex,
      ).length;
      const step = before === undefined ? 1 : (counter - before.counter + counterMax) % counterMax;
      const stepMax = before === undefined ? 1 : Math.max(1, begun);
      return {
        holds: counter > 0 && step >= 1 && step <= stepMax,
        text: 'the transaction sequence counter moves by one with every transaction and is never zero',
        expected: before === undefined ? 'not zero' : `1 to ${stepMax} more than ${before.counter}`,
        observed: String(counter),
        eventIndex,
      };
    });
  },
};
