import type { ContactApplication, ContactSettings } from '../contact-settings.ts';
import { refusedIf } from './configuration-problem.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

type Path = readonly (string | number)[];

const unpredictableNumberTag = '9F37';
const combinedAuthenticationMask = 0x08;
const pinMask = 0xd1;
const onlinePinMask = 0x40;

/**
 * The chip slot: one application a name, percentages in order, lists that can be used, modes that the capabilities have.
 *
 * @clause EMV 4.4 Book 1, 12.3.1 (one entry a name); Book 2, 6.5.1 (a DDOL holds the unpredictable number); Book 3,
 *   10.6.2 (random selection); Book 4, 6.3.4.3 (PIN bypass)
 */
export function lintContact(contact: ContactSettings): readonly ConfigurationProblem[] {
  const seen = new Map<string, number>();
  const problems = contact.applications.flatMap((application, index) => {
    const path = ['contact', 'applications', index];
    const name = application.aidHex.toUpperCase();
    const earlier = seen.get(name);
    seen.set(name, index);
    return [
      ...refusedIf(earlier !== undefined, {
        path: [...path, 'aidHex'],
        expected: 'an application that is not listed yet',
        found: `${name} again, see [${earlier}]`,
      }),
      ...applicationProblems(application, path),
    ];
  });
  return [...problems, ...modeProblems(contact)];
}

function applicationProblems(application: ContactApplication, path: Path): readonly ConfigurationProblem[] {
  const { targetPercent, maximumTargetPercent, thresholdMinor } = application.randomSelection;
  const list = application.defaultDynamicDataObjectListHex;
  return [
    ...refusedIf(maximumTargetPercent < targetPercent, {
      path: [...path, 'randomSelection', 'maximumTargetPercent'],
      expected: 'a maximum not below the target percentage',
      found: `${maximumTargetPercent} below ${targetPercent}`,
    }),
    ...refusedIf(
      targetPercent > 0 && application.floorLimitMinor > 0 && thresholdMinor >= application.floorLimitMinor,
      {
        path: [...path, 'randomSelection', 'thresholdMinor'],
        expected: 'a threshold below the floor limit',
        found: `${thresholdMinor} with a floor limit of ${application.floorLimitMinor}`,
      },
    ),
    ...refusedIf(list !== undefined && !list.toUpperCase().includes(unpredictableNumberTag), {
      path: [...path, 'defaultDynamicDataObjectListHex'],
      expected: 'a list with the unpredictable number (9F37), without which every signature is refused',
      found: list ?? '',
    }),
  ];
}

function modeProblems(contact: ContactSettings): readonly ConfigurationProblem[] {
  const [, verification = 0, security = 0] = Buffer.from(contact.terminalCapabilitiesHex, 'hex');
  const hasOnlinePin = (verification & onlinePinMask) !== 0;
  return [
    ...(hasOnlinePin && contact.onlinePin === undefined
      ? [
          {
            weight: 'advice' as const,
            path: ['contact', 'terminalCapabilitiesHex'],
            expected: 'a key for online PINs (onlinePin); without it the PIN pad counts as broken',
            found: 'none',
          },
        ]
      : []),
    ...refusedIf(!hasOnlinePin && contact.onlinePin !== undefined, {
      path: ['contact', 'onlinePin'],
      expected: 'a key for online PINs only where 9F33 byte 2 b7 has them',
      found: 'a key',
    }),
    ...refusedIf(contact.allowsPinBypass && (verification & pinMask) === 0, {
      path: ['contact', 'allowsPinBypass'],
      expected: 'a PIN bypass only where a PIN can be entered (9F33 byte 2)',
      found: 'no PIN method',
    }),
    ...(contact.combinedAuthenticationMode !== 1 && (security & combinedAuthenticationMask) === 0
      ? [
          {
            weight: 'advice' as const,
            path: ['contact', 'combinedAuthenticationMode'],
            expected: 'combined authentication in 9F33 byte 3 b4, without which the mode has no effect',
            found: `mode ${contact.combinedAuthenticationMode}`,
          },
        ]
      : []),
  ];
}
