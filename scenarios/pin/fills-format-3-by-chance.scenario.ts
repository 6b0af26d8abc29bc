import { expectEqual } from '../expectation.ts';
import { defineScenario } from '../scenario.ts';
import {
  expectAllApproved,
  expectDifferentFills,
  expectFormat,
  payWithPin,
  pinNeeds,
  wordsOnPins,
} from './pin-payments.ts';

const proves = ['ISO9564-F3-1'] as const;
/** With ten fill digits a PIN, one of six values is missing among them once in 10 to the 38. */
const count = 50;

export const scenario = defineScenario(
  'fills blocks of format 3 with digits A to F by chance',
  { proves: [...proves], needs: [...pinNeeds, 'virtual-time'], profile: 'pin-format-3-zone' },
  async (rig) => {
    const reports = await payWithPin(rig, count);
    expectAllApproved(rig, reports, proves);
    expectFormat(rig, { format: '3', scheme: 'zone-tdes', count }, proves);
    expectDifferentFills(rig, count, proves);
    expectEqual(rig, {
      text: 'digits that blocks were filled with',
      expected: 'ABCDEF',
      observed: [...new Set(wordsOnPins(rig).flatMap(({ fillDigits = '' }) => fillDigits.split('')))]
        .toSorted()
        .join(''),
      proves,
    });
  },
);
