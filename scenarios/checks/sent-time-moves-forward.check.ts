import type { Check } from '../check.ts';
import { messagesToHost } from './trace.ts';

/**
 * Each new message says that it was sent no earlier than the one before it; a repeat says what it said at first. Where the
 * terminal's date was set wrong on purpose, there is nothing to hold it to.
 */
export const check: Check = {
  name: 'sent-time-moves-forward',
  clause: 'ISO 8583:1987 DE7',
  proves: ['ISO8583-DE7-1'],
  needs: ['host-message', 'fault'],
  judge: (events) => {
    if (events.some((event) => event.kind === 'fault' && event.name === 'clock-jump')) return [];
    const sent = messagesToHost(events).filter(({ mti }) => mti.endsWith('0'));
    return sent.slice(1).map((message, place) => {
      const [before, now] = [sent[place]?.fields['7'] ?? '', message.fields['7'] ?? ''];
      return {
        holds: /^\d{10}$/u.test(now) && now >= before,
        text: 'a message is sent no earlier than the one before it',
        expected: `DE7 not before ${before}`,
        observed: now === '' ? 'no DE7' : now,
        eventIndex: message.index,
      };
    });
  },
};
