import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['EMV-C2-uird-1'] as const;

export const scenario = defineScenario(
  'requests the user interface in thirteen bytes',
  { proves, needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const requests = rig.journal.events.flatMap((event) =>
      event.kind === 'kernel' && event.facts['DF8116'] !== undefined ? [event.facts['DF8116']] : [],
    );
    expectEqual(rig, {
      text: 'the kernel made one request',
      expected: 1,
      observed: requests.length,
      proves,
    });
    expectEqual(rig, {
      text: 'it has a message, a status, a hold time and languages',
      expected: true,
      observed: requests.every((hex) => /^(?:[0-9A-F]{2}){2}\d{6}(?:[0-9A-F]{2}){8}$/u.test(hex)),
      proves,
    });
  },
);
