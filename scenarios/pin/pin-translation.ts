import type { PinFormat } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { defineScenario, type Scenario } from '../scenario.ts';
import { payWithPin, pinNeeds, wordsOnPins } from './pin-payments.ts';

const proves = ['PCI-PIN-3.1-3-3'] as const;
const lawful: readonly PinFormat[] = [0, 3, 4];
const unlawful: readonly PinFormat[] = [1, 2, 'private'];

/**
 * A row of the translation matrix: what becomes of PINs in one format when the issuer wants them in each other.
 *
 * @param profile  a terminal that sends PINs in that format; the usual one sends format 0
 */
export function translationRow(format: 0 | 3 | 4, profile?: string): Scenario {
  const facts = { proves, needs: pinNeeds, ...(profile === undefined ? {} : { profile }) };
  return defineScenario(`translates a PIN of format ${format} into bound formats alone`, facts, async (rig) => {
    for (const wanted of [...lawful, ...unlawful]) {
      rig.host.issuerWantsPins(wanted);
      const [report] = await payWithPin(rig);
      const words = wordsOnPins(rig).at(-1);
      const isLawful = lawful.includes(wanted);
      expectEqual(rig, {
        text: `an issuer that wants format ${wanted} ${isLawful ? 'gets and reads it' : 'gets no PIN'}`,
        expected: isLawful
          ? { outcome: 'approved', from: String(format), into: String(wanted) }
          : { outcome: 'declined', from: String(format), reason: 'translation-not-lawful' },
        observed: {
          outcome: report?.outcome,
          from: words?.['blockFormat'],
          ...(isLawful ? { into: words?.['translatedTo'] } : { reason: words?.['reason'] }),
        },
        proves,
      });
    }
  });
}
