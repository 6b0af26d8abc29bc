import type { Check, CheckFinding } from '../check.ts';
import { messagesToHost } from './trace.ts';

const networkWords: ReadonlySet<string> = new Set(['repeated', 'overtaken']);

/**
 * Where codes over messages are agreed, the host's security module finds a right one over every message, under a key that was
 * never used before; of the keys of a transaction the one for codes alone gives it.
 */
export const check: Check = {
  name: 'message-codes-are-right',
  clause: 'ISO 8583:1987 DE64, DE128; ANSI X9.24-1:2009 A.4.1 table A-1; ANSI X9.24-3:2017 6.3.3 table 2',
  proves: ['ISO8583-DE128-1', 'X9.24-DUKPT-2'],
  needs: ['host-decision'],
  judge: (events) =>
    events.flatMap((event): readonly CheckFinding[] => {
      if (event.kind !== 'host-decision') return [];
      const { messageCode, usagesThatSign, mti = '' } = event.facts;
      // A message that came twice, or late, is the network's.
      if (messageCode === undefined || networkWords.has(messageCode)) return [];
      // So is what it changed on the way.
      const message = messagesToHost(events).findLast(({ index }) => index < event.index);
      if (message !== undefined && !message.isDelivered) return [];
      return [
        {
          holds: messageCode === 'right',
          text: `the code over ${mti} is right`,
          expected: 'right',
          observed: messageCode,
          eventIndex: event.index,
          requirementIds: ['ISO8583-DE128-1'],
        },
        // A code that no key gives says nothing about uses.
        ...(usagesThatSign === undefined || usagesThatSign === 'none'
          ? []
          : [
              {
                holds: usagesThatSign === 'mac-request',
                text: 'of the keys of one transaction the one for codes gives the code, and no other',
                expected: 'mac-request',
                observed: usagesThatSign,
                eventIndex: event.index,
                requirementIds: ['X9.24-DUKPT-2'],
              },
            ]),
      ];
    }),
};
