import type { Check } from '../check.ts';
import { messagesToHost } from './trace.ts';

/** All messages of a terminal name the same terminal and merchant, in full length. */
export const check: Check = {
  name: 'terminal-is-named',
  clause: 'ISO 8583:1987 DE41, DE42',
  proves: ['ISO8583-DE41-1'],
  needs: ['host-message'],
  judge: (events) => {
    const sent = messagesToHost(events).filter(({ mti }) => mti !== '' && !mti.startsWith('08'));
    const [first] = sent;
    if (first === undefined) return [];
    return sent.map((message) => ({
      holds:
        message.fields['41']?.length === 8 &&
        message.fields['42']?.length === 15 &&
        message.fields['41'] === first.fields['41'] &&
        message.fields['42'] === first.fields['42'],
      text: 'a message names its terminal and merchant as the first one did',
      expected: `${first.fields['41'] ?? ''} / ${first.fields['42'] ?? ''}`,
      observed: `${message.fields['41'] ?? 'no DE41'} / ${message.fields['42'] ?? 'no DE42'}`,
      eventIndex: message.index,
    }));
  },
};
