import type { ContactlessApplication, TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';
import { lintKernel5 } from './lint-kernel-5.ts';
import { lintKernel8 } from './lint-kernel-8.ts';
import { lintReaderQualifiers } from './lint-reader-qualifiers.ts';

/** Kernels of Book B table 3-5 by provider, where a provider has one of its own. */
const kernelOfProvider: Readonly<Record<string, number>> = {
  A000000003: 3,
  A000000004: 2,
  A000000025: 4,
  A000000065: 5,
  A000000152: 6,
  A000000324: 6,
  A000000333: 7,
};
/** Online PIN, offline PIN in clear and enciphered, the latter by RSA and by curves: bits of 9F33 byte 2. */
const anyPin = 0xd1;
const qualifiers = { onlyOffline: 0x08, onlinePin: 0x04, signature: 0x02 } as const;

/**
 * Applications of the contactless interface: one of a kind, the kernel that goes with the provider, settings of that
 * kernel alone, limits and qualifiers that agree with the terminal.
 *
 * @clause EMV Book A 5.5 and Book B 3.1.1 (configuration per combination), Book B table 3-5 (kernel identifiers)
 */
export function lintContactlessApplications(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const seen = new Map<string, number>();
  return configuration.applications.flatMap((application, index) => {
    const path = ['applications', index];
    const name = `${application.aidHex.toUpperCase()} with kernel ${application.kernelId}`;
    const earlier = seen.get(name);
    seen.set(name, index);
    const doubled: readonly ConfigurationProblem[] =
      earlier === undefined
        ? []
        : [
            {
              weight: 'refused',
              path,
              expected: 'one combination of application and kernel',
              found: `${name} again, see [${earlier}]`,
            },
          ];
    return [
      ...doubled,
      ...kernelProblems(application, path),
      ...limitProblems(application, path),
      ...qualifierProblems(application, { path, configuration }),
      ...terminalProblems(application, { path, configuration }),
      ...lintReaderQualifiers(application, path),
      ...lintKernel5(application, { path, configuration }),
      ...lintKernel8(application, { path, configuration }),
    ];
  });
}

type Path = readonly (string | number)[];

function kernelProblems(application: ContactlessApplication, path: Path): readonly ConfigurationProblem[] {
  const { aidHex, kernelId, kernel2, kernel3, terminalTransactionQualifiersHex } = application;
  const problems: ConfigurationProblem[] = [];
  const own = kernelOfProvider[aidHex.slice(0, 10).toUpperCase()];
  if (own !== undefined && own !== kernelId) {
    problems.push({
      weight: 'refused',
      path: [...path, 'kernelId'],
      expected: `kernel ${own} for this provider`,
      found: String(kernelId),
    });
  }
  if (kernel2 !== undefined && kernelId !== 2) {
    problems.push({
      weight: 'refused',
      path: [...path, 'kernel2'],
      expected: 'settings of kernel 2 under kernel 2 alone',
      found: `kernel ${kernelId}`,
    });
  }
  if (kernel3 !== undefined && kernelId !== 3) {
    problems.push({
      weight: 'refused',
      path: [...path, 'kernel3'],
      expected: 'settings of kernel 3 under kernel 3 alone',
      found: `kernel ${kernelId}`,
    });
  }
  if (kernelId === 3 && terminalTransactionQualifiersHex === undefined) {
    problems.push({
      weight: 'refused',
      path,
      expected: 'terminalTransactionQualifiersHex (tag 9F66), which kernel 3 sends to every card',
      found: 'nothing',
    });
  }
  const relay = kernel2?.relayResistance;
  if (relay !== undefined && relay.graceMinHundredUs > relay.graceMaxHundredUs) {
    problems.push({
      weight: 'refused',
      path: [...path, 'kernel2', 'relayResistance', 'graceMinHundredUs'],
      expected: 'a shortest grace period not above the longest',
      found: `${relay.graceMinHundredUs} above ${relay.graceMaxHundredUs}`,
    });
  }
  return problems;
}

function limitProblems(application: ContactlessApplication, path: Path): readonly ConfigurationProblem[] {
  const { transactionLimitMinor, floorLimitMinor, cvmRequiredLimitMinor, kernel2 } = application;
  const problems: ConfigurationProblem[] = [];
  if (floorLimitMinor > transactionLimitMinor) {
    problems.push({
      weight: 'refused',
      path: [...path, 'floorLimitMinor'],
      expected: 'a floor limit that the transaction limit lets be reached',
      found: `${floorLimitMinor} above ${transactionLimitMinor}`,
    });
  }
  if (cvmRequiredLimitMinor > transactionLimitMinor) {
    problems.push({
      weight: 'advice',
      path: [...path, 'cvmRequiredLimitMinor'],
      expected: 'a verification limit that the transaction limit lets be reached; so no cardholder is ever verified',
      found: `${cvmRequiredLimitMinor} above ${transactionLimitMinor}`,
    });
  }
  const onDevice = kernel2?.transactionLimitOnDeviceMinor;
  if (onDevice !== undefined && onDevice < transactionLimitMinor) {
    problems.push({
      weight: 'advice',
      path: [...path, 'kernel2', 'transactionLimitOnDeviceMinor'],
      expected: 'a limit for verifying devices not below that of plain cards',
      found: `${onDevice} below ${transactionLimitMinor}`,
    });
  }
  return problems;
}

function qualifierProblems(
  application: ContactlessApplication,
  { path, configuration }: { readonly path: Path; readonly configuration: TerminalConfiguration },
): readonly ConfigurationProblem[] {
  const hex = application.terminalTransactionQualifiersHex;
  if (hex === undefined) return [];
  const place = [...path, 'terminalTransactionQualifiersHex'];
  const stated = Number.parseInt(hex.slice(0, 2), 16);
  const capabilities = Number.parseInt(configuration.terminalCapabilitiesHex.slice(2, 4), 16);
  const problems: ConfigurationProblem[] = [];
  if ((stated & qualifiers.onlinePin) !== 0 && (capabilities & 0x40) === 0) {
    problems.push({
      weight: 'refused',
      path: place,
      expected: 'online PIN in 9F66 only where 9F33 has it',
      found: '9F66 byte 1 b3 set, 9F33 byte 2 b7 not set',
    });
  }
  if ((stated & qualifiers.signature) !== 0 && (capabilities & 0x20) === 0) {
    problems.push({
      weight: 'refused',
      path: place,
      expected: 'signature in 9F66 only where 9F33 has it',
      found: '9F66 byte 1 b2 set, 9F33 byte 2 b6 not set',
    });
  }
  const lowDigit = configuration.terminalTypeHex.at(1) ?? '';
  if ((stated & qualifiers.onlyOffline) !== 0 && '14'.includes(lowDigit)) {
    problems.push({
      weight: 'refused',
      path: place,
      expected: 'no offline-only reader (9F66 byte 1 b4) on an online-only terminal (9F35)',
      found: hex,
    });
  }
  if ((stated & qualifiers.onlyOffline) === 0 && '36'.includes(lowDigit)) {
    problems.push({
      weight: 'refused',
      path: place,
      expected: 'an offline-only reader (9F66 byte 1 b4) on an offline-only terminal (9F35)',
      found: hex,
    });
  }
  return problems;
}

/** Verification that kernel 2 offers on its own account, and floor limits, against what the terminal is. */
function terminalProblems(
  application: ContactlessApplication,
  { path, configuration }: { readonly path: Path; readonly configuration: TerminalConfiguration },
): readonly ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const hasNumericKeys = (Number.parseInt(configuration.additionalCapabilitiesHex.slice(4, 6), 16) & 0x80) !== 0;
  for (const member of ['capabilityVerificationRequiredHex', 'capabilityNoVerificationHex'] as const) {
    const hex = application.kernel2?.[member] ?? '00';
    if ((Number.parseInt(hex, 16) & anyPin) !== 0 && !hasNumericKeys) {
      problems.push({
        weight: 'refused',
        path: [...path, 'kernel2', member],
        expected: 'numeric keys (9F40 byte 3 b8) where a PIN is entered',
        found: `${hex}, 9F40 byte 3 b8 not set`,
      });
    }
  }
  const isOnlineOnly = '14'.includes(configuration.terminalTypeHex.at(1) ?? '');
  if (isOnlineOnly && application.floorLimitMinor > 0) {
    problems.push({
      weight: 'advice',
      path: [...path, 'floorLimitMinor'],
      expected: 'a floor limit of 0 on an online-only terminal (9F35), which approves nothing by itself',
      found: String(application.floorLimitMinor),
    });
  }
  return problems;
}
