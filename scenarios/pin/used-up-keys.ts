import { expectEqual } from '../expectation.ts';
import { defineScenario, type Scenario } from '../scenario.ts';
import { payWithPin, pinNeeds, serialNumbers } from './pin-payments.ts';

const proves = ['X9.24-DUKPT-3'] as const;

/** The last key of an initial key, and what comes after it. */
export function usedUpKeys(title: string, profile: string): Scenario {
  return defineScenario(title, { proves, needs: pinNeeds, profile }, async (rig) => {
    const [last, after, again] = await payWithPin(rig, 3);
    expectEqual(rig, { text: 'the last key is still good', expected: 'approved', observed: last?.outcome, proves });
    for (const report of [after, again]) {
      expectEqual(rig, {
        text: 'the PIN pad says that it is out of service, and the method fails',
        expected: { verification: 'failed', isSaid: true },
        observed: {
          verification: report?.cardholderVerification,
          isSaid: report?.displayed.includes('PIN PAD OUT OF SERVICE'),
        },
        proves,
      });
    }
    const asked = rig.journal.events.filter((event) => event.kind === 'cardholder' && event.asked === 'online PIN');
    expectEqual(rig, {
      text: 'questions for a PIN, and PINs that left',
      expected: [1, 1],
      observed: [asked.length, serialNumbers(rig).length],
      proves,
    });
  });
}
