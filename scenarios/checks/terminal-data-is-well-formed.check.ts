import type { Check, CheckFinding } from '../check.ts';
import { bitsOf, isOfKernel8, messagesToHost, tracedObjects } from './trace.ts';

/** 9F33: byte 1 b5 to b1, byte 3 b5, b2 and b1. Byte 2 b3 to b1 belong to biometrics, of which not every version knows. */
const reservedCapabilities = 0x1f_00_13n;
/** Attended or not; online alone, offline with online, offline alone; run by bank, merchant or cardholder. */
const terminalTypes = /^(?:1[1-6]|2[1-6]|3[4-6])$/u;
/** What kernel 8 has at byte 3 b5: authentication of the card's key (C-8 A.1.115). */
const localAuthentication = 0x00_00_10n;
const staticAndDynamic = 0x00_00_c0n;

/**
 * Terminal type and capabilities as the host gets them are lawful values that go together: one that can approve offline
 * authenticates static and dynamic data.
 */
export const check: Check = {
  name: 'terminal-data-is-well-formed',
  clause: 'EMV 4.4 Book 4, 6.4 and Annex A1, A2',
  proves: ['EMV-B4-A1-1', 'EMV-B4-6.4-1'],
  needs: ['host-message'],
  judge: (events) => {
    const requests = messagesToHost(events).filter(({ mti }) => mti === '0200');
    const types = new Set<string>();
    return requests.flatMap((request): readonly CheckFinding[] => {
      const objects = tracedObjects(request.fields['55'] ?? '') ?? [];
      const valueOf = (wanted: string): string => objects.find(({ tag }) => tag === wanted)?.valueHex ?? '';
      const [type, capabilitiesHex] = [valueOf('9F35'), valueOf('9F33')];
      const capabilities = bitsOf(capabilitiesHex, 3);
      if (type === '' || capabilities === undefined) return [];
      types.add(type);
      const isKernel8 = isOfKernel8(request.fields['22'] ?? '', valueOf('95'));
      const reserved = isKernel8 ? reservedCapabilities & ~localAuthentication : reservedCapabilities;
      // Its own kind of authentication is one bit, and all that the kernel has.
      const isOfflineCapable = /[2356]$/u.test(type) && !isKernel8;
      const observed = `9F35 ${type}, 9F33 ${capabilitiesHex}`;
      return [
        {
          holds: terminalTypes.test(type) && types.size === 1 && (capabilities & reserved) === 0n,
          text: 'terminal type is a lawful one that stays, and reserved capability bits are zero',
          expected: 'one of 11 to 16, 21 to 26, 34 to 36, always the same',
          observed,
          eventIndex: request.index,
          requirementIds: ['EMV-B4-A1-1'],
        },
        ...(isOfflineCapable
          ? [
              {
                holds: (capabilities & staticAndDynamic) === staticAndDynamic,
                text: 'a terminal that can approve offline authenticates static and dynamic data',
                expected: '9F33 byte 3 b8 and b7',
                observed,
                eventIndex: request.index,
                requirementIds: ['EMV-B4-6.4-1'],
              },
            ]
          : []),
      ];
    });
  },
};
