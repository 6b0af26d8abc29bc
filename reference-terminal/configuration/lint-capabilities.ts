import type { TerminalConfiguration } from '../configuration.ts';
import { refusedIf } from './configuration-problem.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/** Bits of tags 9F33 and 9F40, as byte index and mask. */
const capability = {
  plaintextPin: [1, 0x80],
  onlinePin: [1, 0x40],
  signature: [1, 0x20],
  encipheredPin: [1, 0x10],
  pinByCurve: [1, 0x01],
  staticAuthentication: [2, 0x80],
  dynamicAuthentication: [2, 0x40],
  combinedAuthentication: [2, 0x08],
} as const;
const additional = { numericKeys: [2, 0x80], printsForAttendant: [3, 0x80] } as const;

/** Terminal types of Book 4, Annex A1, table 24: who operates it (high digit), how it reaches the host (low digit). */
const terminalTypes: ReadonlySet<string> = new Set(
  ['11 12 13 14 15 16', '21 22 23 24 25 26', '34 35 36'].flatMap((row) => row.split(' ')),
);

/**
 * Terminal type, capabilities and additional capabilities against one another.
 *
 * @clause EMV 4.4 Book 4, Annex A1 (type), A2 (capabilities), A3 (additional capabilities); 6.3.4 (PIN pad); 6.5.4 (forced
 *   acceptance)
 */
export function lintCapabilities(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const { terminalTypeHex } = configuration;
  if (!terminalTypes.has(terminalTypeHex)) {
    const expected = `a terminal type of Book 4, one of ${[...terminalTypes].join(', ')}`;
    return [{ weight: 'refused', path: ['terminalTypeHex'], expected, found: terminalTypeHex }];
  }
  const lowDigit = Number(terminalTypeHex.at(1));
  const facts: Omit<TerminalFacts, 'can'> = {
    isAttended: lowDigit <= 3,
    isOfflineOnly: lowDigit === 3 || lowDigit === 6,
    canApproveOffline: lowDigit !== 1 && lowDigit !== 4,
    has: (name) => isSet(configuration.additionalCapabilitiesHex, additional[name]),
  };
  const { contact } = configuration;
  return [
    ...brokenRules(facts, { hex: configuration.terminalCapabilitiesHex, path: ['terminalCapabilitiesHex'] }),
    ...(contact === undefined
      ? []
      : brokenRules(facts, { hex: contact.terminalCapabilitiesHex, path: ['contact', 'terminalCapabilitiesHex'] })),
    ...refusedIf(!facts.isAttended && contact?.forcedAcceptance !== undefined, {
      path: ['contact', 'forcedAcceptance'],
      expected: 'no forced acceptance on an unattended terminal: nobody decides it',
      found: `9F35 ${terminalTypeHex}`,
    }),
  ];
}

function brokenRules(
  facts: Omit<TerminalFacts, 'can'>,
  { hex, path }: { readonly hex: string; readonly path: readonly (string | number)[] },
): readonly ConfigurationProblem[] {
  const all: TerminalFacts = { ...facts, can: (name) => isSet(hex, capability[name]) };
  return rules.flatMap(({ isBroken, expected, found }): readonly ConfigurationProblem[] =>
    isBroken(all) ? [{ weight: 'refused', path, expected, found }] : [],
  );
}

interface TerminalFacts {
  readonly isAttended: boolean;
  readonly isOfflineOnly: boolean;
  readonly canApproveOffline: boolean;
  readonly can: (name: keyof typeof capability) => boolean;
  readonly has: (name: keyof typeof additional) => boolean;
}

const rules: readonly {
  readonly isBroken: (facts: TerminalFacts) => boolean;
  readonly expected: string;
  readonly found: string;
}[] = [
  {
    isBroken: ({ can, isAttended }) => can('signature') && !isAttended,
    expected: 'no signature on an unattended terminal: nobody compares it',
    found: '9F33 byte 2 b6 set, 9F35 unattended',
  },
  {
    isBroken: ({ can, has }) => can('signature') && !has('printsForAttendant'),
    expected: 'a printer for the attendant (9F40 byte 4 b8) where signatures are taken',
    found: '9F33 byte 2 b6 set, 9F40 byte 4 b8 not set',
  },
  {
    isBroken: ({ can, has }) =>
      (can('plaintextPin') || can('encipheredPin') || can('pinByCurve') || can('onlinePin')) && !has('numericKeys'),
    expected: 'numeric keys (9F40 byte 3 b8) where a PIN is entered',
    found: 'a PIN method in 9F33 byte 2, 9F40 byte 3 b8 not set',
  },
  {
    isBroken: ({ can, isOfflineOnly }) => can('onlinePin') && isOfflineOnly,
    expected: 'no online PIN on an offline-only terminal',
    found: '9F33 byte 2 b7 set, 9F35 offline only',
  },
  {
    isBroken: ({ can }) => can('combinedAuthentication') && !can('dynamicAuthentication'),
    expected: 'dynamic data authentication (9F33 byte 3 b7) beside the combined one',
    found: '9F33 byte 3 b4 set, b7 not set',
  },
  {
    isBroken: ({ can, canApproveOffline }) =>
      canApproveOffline && !(can('staticAuthentication') && can('dynamicAuthentication')),
    expected: 'static and dynamic data authentication (9F33 byte 3 b8, b7) on a terminal that may approve offline',
    found: '9F35 offline capable without them',
  },
];

function isSet(hex: string, [byteIndex, mask]: readonly [number, number]): boolean {
  return (Number.parseInt(hex.slice(byteIndex * 2, byteIndex * 2 + 2), 16) & mask) !== 0;
}
