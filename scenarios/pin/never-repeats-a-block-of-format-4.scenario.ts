import { defineScenario } from '../scenario.ts';
import { expectAllApproved, expectDifferentFills, expectFormat, payWithPin, pinNeeds } from './pin-payments.ts';

const proves = ['ISO9564-F4-1'] as const;
const count = 50;

export const scenario = defineScenario(
  'encloses the same PIN under the same AES key in another block every time',
  { proves: [...proves], needs: [...pinNeeds, 'virtual-time'], profile: 'pin-format-4-zone' },
  async (rig) => {
    // One key, one PIN, one account: nothing but the random tail can make the blocks differ.
    const reports = await payWithPin(rig, count);
    expectAllApproved(rig, reports, proves);
    expectFormat(rig, { format: '4', scheme: 'zone-aes', count }, proves);
    expectDifferentFills(rig, count, proves);
  },
);
