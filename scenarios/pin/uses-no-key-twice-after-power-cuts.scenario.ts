import type { Recorded } from '#drivers/ports/evidence.ts';
import { brownOut } from '#rigs/faults/brown-out.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { defineScenario } from '../scenario.ts';
import { expectAllApproved, payWithPin, pinNeeds, serialNumbers } from './pin-payments.ts';

const proves = ['X9.24-DUKPT-1'] as const;

/** From the moment at which the PIN is there to the one at which the answer is. */
const moments: readonly { readonly at: string; readonly when: (event: Recorded) => boolean }[] = [
  { at: 'the PIN has been entered', when: (event) => event.kind === 'cardholder' },
  {
    at: 'the PIN has been enciphered',
    when: (event) => event.kind === 'kernel' && event.step === 'cardholder-verification',
  },
  { at: 'the card gave its cryptogram', when: (event) => event.kind === 'kernel' && event.step === 'cryptogram' },
  { at: 'the request left', when: (event) => event.kind === 'host-message' && event.direction === 'to-host' },
  { at: 'the host decided', when: (event) => event.kind === 'host-decision' },
  { at: 'the answer came', when: (event) => event.kind === 'kernel' && event.step === 'host-answer' },
];

export const scenario = defineScenario(
  'uses no key twice, wherever its power is cut',
  { proves: [...proves], needs: [...pinNeeds, 'battery', 'virtual-time'], profile: 'pin-format-4-derived' },
  async (rig) => {
    const reports = [...(await payWithPin(rig))];
    for (const moment of moments) {
      await payUntilCut(rig, moment);
      reports.push(...(await payWithPin(rig)));
    }
    expectAllApproved(rig, reports, proves);
    const serials = serialNumbers(rig);
    expectEqual(rig, {
      text: 'serial numbers that left more than once',
      expected: 0,
      observed: serials.length - new Set(serials).size,
      proves,
    });
    expectEqual(rig, {
      text: 'requests with a serial number, those of transactions that were cut off among them',
      expected: true,
      observed: serials.length > reports.length,
      proves,
    });
  },
);

async function payUntilCut(rig: Rig, moment: (typeof moments)[number]): Promise<void> {
  const dip = await rig.inject(brownOut({ ...moment, voltageMv: 2600 }));
  await payWithPin(rig);
  await dip[Symbol.asyncDispose]();
  await rig.terminal.restart();
  await rig.terminal.settle({ timeoutMs: 12_000 });
}
