import type { Check } from '../check.ts';
import { messagesToHost } from './trace.ts';

/** Entry modes in which the data come from a chip: contact 05, contactless 07. */
const chip = /^0[57]/u;

/** Chip data travel with a chip's entry mode and with no other: stripe and chip are never mixed in one message. */
export const check: Check = {
  name: 'card-data-has-one-source',
  clause: 'EMV 4.4 Book 4, 12.1',
  proves: ['EMV-B4-12.1-1'],
  needs: ['host-message'],
  judge: (events) =>
    messagesToHost(events)
      .filter(({ mti }) => mti === '0200')
      .map((request) => {
        const entry = request.fields['22'] ?? '';
        const hasChipData = request.fields['55'] !== undefined;
        return {
          holds: chip.test(entry) === hasChipData,
          text: 'a message has chip data if, and only if, the card was read by its chip',
          expected: chip.test(entry) ? 'DE55' : 'no DE55',
          observed: `${hasChipData ? 'DE55' : 'no DE55'} with DE22 ${entry}`,
          eventIndex: request.index,
        };
      }),
};
