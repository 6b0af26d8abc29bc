import type { Check } from '../check.ts';
import { messagesToHost } from './trace.ts';

/** Each new message has a STAN of its own, six digits; a repeat keeps the one of what it repeats. */
export const check: Check = {
  name: 'stan-never-repeats',
  clause: 'ISO 8583:1987 DE11',
  proves: ['ISO8583-DE11-1', 'ISO8583-DE11-2'],
  needs: ['host-message'],
  judge: (events) => {
    const sent = messagesToHost(events).filter(({ mti }) => mti !== '');
    const fresh = sent.filter(({ mti }) => !mti.endsWith('1'));
    const repeats = sent.filter(({ mti }) => mti.endsWith('1'));
    const seen = new Set<string>();
    return [
      ...fresh.map((message) => {
        const stan = message.fields['11'] ?? '';
        const isNew = /^\d{6}$/u.test(stan) && !seen.has(stan);
        seen.add(stan);
        return {
          holds: isNew,
          text: 'a new message has a STAN of its own',
          expected: 'six digits, not used before',
          observed: stan === '' ? 'no DE11' : `${stan}${isNew ? '' : ', used before'}`,
          eventIndex: message.index,
          requirementIds: ['ISO8583-DE11-1'],
        };
      }),
      ...repeats.map((message) => {
        const original = fresh.find(
          ({ fields, index }) => index < message.index && fields['11'] === message.fields['11'],
        );
        return {
          holds: original !== undefined && original.mti.slice(0, 3) === message.mti.slice(0, 3),
          text: 'a repeat keeps the STAN of what it repeats',
          expected: `the STAN of an earlier ${message.mti.slice(0, 3)}0`,
          observed: message.fields['11'] ?? 'no DE11',
          eventIndex: message.index,
          requirementIds: ['ISO8583-DE11-2', 'ISO8583-MTI-1'],
        };
      }),
    ];
  },
};
