import type { Check } from '../check.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/** While a reversal is not acknowledged, no new financial request leaves the terminal. */
export const check: Check = {
  name: 'reversal-goes-first',
  clause: 'ISO 8583:1987 0400/0420 ordering',
  proves: ['ISO8583-04xx-4'],
  needs: ['host-message'],
  judge: (events) => {
    const sent = messagesToHost(events);
    const acknowledged = messagesFromHost(events).filter(({ mti }) => mti === '0430');
    const firstReversal = sent.find(({ mti }) => mti === '0420');
    if (firstReversal === undefined) return [];
    return sent
      .filter(({ mti, index }) => mti === '0200' && index > firstReversal.index)
      .map((request) => {
        const before = new Set(
          sent.filter(({ mti, index }) => mti === '0420' && index < request.index).map(({ fields }) => fields['11']),
        );
        const closed = new Set(
          acknowledged.filter(({ index }) => index < request.index).map(({ fields }) => fields['11']),
        );
        const pending = [...before].filter((stan) => !closed.has(stan));
        return {
          holds: pending.length === 0,
          text: 'pending reversals are delivered before a new request',
          expected: 'no reversal pending',
          observed: pending.length === 0 ? 'none' : `STAN ${pending.join(', ')} pending`,
          eventIndex: request.index,
        };
      });
  },
};
