import { expectEqual } from '../expectation.ts';
import { defineScenario, type Scenario } from '../scenario.ts';
import { expectAllApproved, expectFormat, payWithPin, pinNeeds, serialNumbers, wordsOnPins } from './pin-payments.ts';

const count = 5;
const requirements = { '0': 'ISO9564-F0-1', '3': 'ISO9564-F3-1', '4': 'ISO9564-F4-1' } as const;

/**
 * PINs under keys that are derived for each: the issuer reads them, no serial number comes twice, and of all keys of a
 * transaction the one for PINs alone opens the block.
 */
export function derivedKeys(
  title: string,
  terms: {
    readonly format: '0' | '3' | '4';
    readonly scheme: 'dukpt-tdes' | 'dukpt-aes';
  },
): Scenario {
  const { format, scheme } = terms;
  const requirement = requirements[format];
  const proves = ['X9.24-DUKPT-1', 'X9.24-DUKPT-2', requirement];
  const facts = { proves, needs: pinNeeds, profile: `pin-format-${format}-derived` };
  return defineScenario(title, facts, async (rig) => {
    const reports = await payWithPin(rig, count);
    expectAllApproved(rig, reports, [requirement]);
    expectFormat(rig, { format, scheme, count }, [requirement]);
    expectEqual(rig, {
      text: 'different key serial numbers',
      expected: count,
      observed: new Set(serialNumbers(rig)).size,
      proves: ['X9.24-DUKPT-1'],
    });
    expectEqual(rig, {
      text: 'PINs that the key for PINs opens, and no key for anything else',
      expected: count,
      observed: wordsOnPins(rig).filter(({ usagesThatOpen }) => usagesThatOpen === 'pin-encryption').length,
      proves: ['X9.24-DUKPT-2'],
    });
  });
}
