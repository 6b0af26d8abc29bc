import type { ContactlessApplication, TerminalConfiguration } from '#terminal';

/** How a terminal differs from the one of `reference-terminal.yaml`. What is not said is the same. */
export interface ProfileChanges {
  readonly terminal?: Partial<Omit<TerminalConfiguration, 'contact'>>;
  readonly contact?: Partial<NonNullable<TerminalConfiguration['contact']>>;
  /** Of the contactless applications only this one is there, changed so. */
  readonly contactless?: { readonly aidHex: string; readonly change: Partial<ContactlessApplication> };
  /** Nobody stands at the terminal, or it has no means to ask. */
  readonly hasNobodyToAsk?: true;
  /** It has no key for online PINs. */
  readonly lacksPinKey?: true;
  /** Under DUKPT: the serial number that the terminal used last, hexadecimal text. */
  readonly lastKeySerialNumberHex?: string;
}

/**
 * Initial keys for PINs, as the base keys of `pin-keys.table.ts` give them: published examples of ANSI X9.24-1:2009, Annex A, and
 * X9.24-3:2017, quoted by openemv/dukpt (LGPL 2.1; facts only).
 */
const tripleDesInitial = {
  scheme: 'dukpt-tdes',
  keyHex: '6AC292FAA1315B4D858AB3A3D7D5933A',
  keySerialNumberHex: 'FFFF9876543210E00000',
} as const;
const aesCodes = {
  scheme: 'dukpt-aes',
  keyHex: '1273671EA26AC29AFA4D1084127652A1',
  keySerialNumberHex: '123456789012345600000000',
  keyType: 'aes-128',
} as const;
const aesInitial = { ...aesCodes, format: 4 } as const;

const zoneCodes = { scheme: 'zone-tdes', keyHex: '7FC24D13A85B960EE91C3742B6D05A8F' } as const;
const aesZoneCodes = { scheme: 'zone-aes', keyHex: 'B84F0C6215D9A37E4C810D5F92E6A37B' } as const;
const aesZonePins = { scheme: 'zone-aes', format: 4, keyHex: '39B69B1B91FE05D48F7EF0D68EB2CBD6' } as const;
const keyEncryptingKeyHex = '5DA2C80B61F4973E0EBC497A38D61F85';
const signsOnLate = { signOn: 'before-first-transaction' } as const;
const twoHosts = { names: ['primary', 'secondary'], returnAfterMs: 4000 } as const;
const growingPauses = { reversalRetryBackOff: { capMs: 4000, jitterPercent: 50 } } as const;

/** Kernel 8 as `reference-terminal.yaml` has it, without relay resistance. */
const kernel8 = {
  capabilityVerificationRequiredHex: '64',
  capabilityNoVerificationHex: '08',
  localAuthentication: true,
  issuerDataMacOffset: 24,
} as const;

/** A key and a token for tests. */
const byGateway = {
  gateway: {
    accessToken: 'touchstone-test-terminal',
    keyId: 'card-data-1',
    keyHex: '5D41402ABC4B2A76B9719D911017C592AD6B0F2D9C3E8A4417F0E5B1C2D3A4F6',
  },
} as const;

/** Terminals that a scenario may ask for by name. */
export const profileChanges: Readonly<Record<string, ProfileChanges>> = {
  // The keys of the test authority got into it all the same.
  production: { terminal: { environment: 'production' } },
  // The cards curves-revoked and books-revoked of the library; another card has the same number under another key.
  'certificates-taken-back': {
    terminal: {
      revokedIssuerCertificates: [
        { ridHex: 'A000000004', index: 0xf1, serialHex: '00BADD' },
        { ridHex: 'A000000004', index: 0x10, serialHex: '00BADD' },
      ],
    },
  },
  'combined-mode-2': { contact: { combinedAuthenticationMode: 2 } },
  'combined-mode-3': { contact: { combinedAuthenticationMode: 3 } },
  'combined-mode-4': { contact: { combinedAuthenticationMode: 4 } },
  'host-in-characters': {
    terminal: {
      hostMessages: { dialect: 'touchstone-1987-characters', lengthHeader: 'ascii-4' },
    },
  },
  'host-with-transport-unit': {
    terminal: {
      hostMessages: { dialect: 'touchstone-1987', lengthHeader: 'binary-4', tpduHex: '6000010002' },
    },
  },
  // Ring of two listeners before one ledger; pauses of background delivery grow.
  'two-hosts': { terminal: { hosts: { ...twoHosts, connections: 'persistent' }, ...growingPauses } },
  'two-hosts-called-anew': { terminal: { hosts: { ...twoHosts, connections: 'one-a-request' }, ...growingPauses } },
  'iso-1993': { terminal: { hostMessages: { dialect: 'touchstone-1993' } } },
  'iso-1993-characters': {
    terminal: { hostMessages: { dialect: 'touchstone-1993-characters', lengthHeader: 'ascii-4' } },
  },
  'iso-1993-changes-keys': {
    terminal: {
      hostMessages: { dialect: 'touchstone-1993' },
      messageAuthentication: zoneCodes,
      networkManagement: {
        ...signsOnLate,
        keyChange: { keyEncryptingKeyHex, atSignOn: true },
        onFailure: 'refuse-sales',
      },
    },
  },
  'signs-on-at-start': {
    terminal: {
      messageAuthentication: zoneCodes,
      networkManagement: {
        signOn: 'at-start',
        keyChange: { keyEncryptingKeyHex, atSignOn: true },
        onFailure: 'refuse-sales',
      },
    },
  },
  'signs-on-late': { terminal: { networkManagement: { ...signsOnLate, onFailure: 'refuse-sales' } } },
  'signs-on-late-and-goes-on': { terminal: { networkManagement: { ...signsOnLate, onFailure: 'go-on' } } },
  'signs-on-late-and-tries-again': {
    terminal: { networkManagement: { ...signsOnLate, onFailure: 'retry', triesMax: 3 } },
  },
  'tests-the-line': {
    terminal: { networkManagement: { ...signsOnLate, echoEveryMs: 2000, onFailure: 'refuse-sales' } },
  },
  'changes-keys': {
    terminal: {
      messageAuthentication: zoneCodes,
      networkManagement: {
        ...signsOnLate,
        keyChange: { keyEncryptingKeyHex, atSignOn: false, afterTransactionCount: 1 },
        onFailure: 'go-on',
      },
    },
  },
  'changes-keys-by-time': {
    terminal: {
      messageAuthentication: zoneCodes,
      networkManagement: {
        ...signsOnLate,
        keyChange: { keyEncryptingKeyHex, atSignOn: false, everyMs: 5000 },
        onFailure: 'refuse-sales',
      },
    },
  },
  'changes-aes-keys': {
    terminal: {
      messageAuthentication: aesZoneCodes,
      networkManagement: {
        ...signsOnLate,
        keyChange: {
          keyEncryptingKeyHex: '4C8E13D7A90B652F7E31C4089AD5F26B',
          atSignOn: false,
          afterTransactionCount: 1,
        },
        onFailure: 'refuse-sales',
      },
    },
    contact: { onlinePin: aesZonePins },
  },
  // Everything at once: for sweeps.
  'changes-keys-always': {
    terminal: {
      reversalRetryBackOff: { capMs: 60_000, jitterPercent: 50 },
      messageAuthentication: zoneCodes,
      networkManagement: {
        signOn: 'at-start',
        keyChange: { keyEncryptingKeyHex, atSignOn: true, afterTransactionCount: 1 },
        onFailure: 'retry',
        triesMax: 2,
      },
    },
  },
  'accepts-partial-approvals-by-gateway': {
    terminal: { ...byGateway, acceptsPartialApprovals: true, completionReversesRest: true },
  },
  'accepts-partial-approvals': { terminal: { acceptsPartialApprovals: true, completionReversesRest: true } },
  // While the cell still carries it: below 3 percent it is dead at rest.
  'switches-itself-off': { terminal: { batterySwitchOffPercent: 4 } },
  'sells-offline': { terminal: { storeAndForward: { countMax: 3, amountMinorMax: 12_000, ageMsMax: 86_400_000 } } },
  // The bit of byte 1 that says that the reader never goes online.
  'reader-offline-only': {
    contactless: { aidHex: 'A0000000031010', change: { terminalTransactionQualifiersHex: '3A004000' } },
  },
  'devices-have-a-limit': {
    contactless: {
      aidHex: 'A0000000043060',
      change: { kernel2: { acceptsDeviceVerification: true, transactionLimitOnDeviceMinor: 20_000 } },
    },
  },
  'extended-selection': {
    contactless: { aidHex: 'A0000000031010', change: { extendedSelectionSupported: true } },
  },
  'by-gateway': { terminal: byGateway },
  'keeps-a-log': {
    terminal: { storeAndForward: { countMax: 3, amountMinorMax: 30_000, ageMsMax: 86_400_000 } },
    contact: { keepsTransactionLog: true },
  },
  // Attended, offline only.
  'never-online': {
    terminal: { terminalTypeHex: '23' },
    contact: { terminalCapabilitiesHex: 'E0B8C8' },
    lacksPinKey: true,
    contactless: { aidHex: 'A0000000031010', change: { terminalTransactionQualifiersHex: '3A004000' } },
  },
  'forces-acceptance': { contact: { forcedAcceptance: { amountMinorMax: 5000 } } },
  'takes-pins-by-curve': { contact: { terminalCapabilitiesHex: 'E0F9CC' } },
  // Of offline PINs those that are enciphered by RSA.
  'takes-no-clear-pins': { contact: { terminalCapabilitiesHex: 'E078CC' } },
  // Enciphered PINs by curves alone.
  'takes-pins-by-curve-only': { contact: { terminalCapabilitiesHex: 'E0E9CC' } },
  'tells-its-category': { terminal: { terminalCategoryHex: '0001' } },
  'speaks-languages': { terminal: { languages: ['en', 'de', 'fr'] } },
  'speaks-german-first': { terminal: { languages: ['de', 'en'] }, hasNobodyToAsk: true },
  // Nobody who could compare a signature, and no paper for one.
  unattended: {
    terminal: { terminalTypeHex: '25', terminalCapabilitiesHex: '0008C8', additionalCapabilitiesHex: '7000F02001' },
    contact: { terminalCapabilitiesHex: 'E0D8CC' },
    contactless: { aidHex: 'A0000000041010', change: {} },
  },
  'selects-at-random': {
    contact: {
      applications: [
        {
          aidHex: 'A0000000043060',
          label: 'Touchstone Debit',
          allowsPartialSelection: false,
          applicationVersionNumberHex: '0002',
          floorLimitMinor: 10_000,
          terminalActionCodes: { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' },
          randomSelection: { targetPercent: 20, maximumTargetPercent: 99, thresholdMinor: 5000 },
          defaultDynamicDataObjectListHex: '9F3704',
        },
      ],
    },
  },
  'kernel-8-offline': {
    terminal: { storeAndForward: { countMax: 3, amountMinorMax: 12_000, ageMsMax: 86_400_000 } },
    contactless: { aidHex: 'A0000009990808', change: { floorLimitMinor: 5000 } },
  },
  'kernel-8-without-authentication': {
    contactless: { aidHex: 'A0000009990808', change: { kernel8: { ...kernel8, localAuthentication: false } } },
  },
  'kernel-8-keeps-envelopes': {
    contactless: {
      aidHex: 'A0000009990808',
      change: {
        kernel8: { ...kernel8, readsEnvelopes: ['9F8113'], writesEnvelopes: [{ tagHex: '9F8111', valueHex: '0102' }] },
      },
    },
  },
  // Its codes decline nothing by themselves.
  'kernel-8-tells-failures': {
    contactless: {
      aidHex: 'A0000009990808',
      change: {
        kernel8: { ...kernel8, reportsFailedAuthentication: true },
        terminalActionCodes: { denialHex: '0000000000', onlineHex: '8410848000', defaultHex: '0000000000' },
      },
    },
  },
  'nobody-to-ask': { hasNobodyToAsk: true },
  // Online PIN, signature, no CVM.
  'no-offline-pin': { contact: { terminalCapabilitiesHex: 'E068CC' } },
  'pin-format-0-derived': { contact: { onlinePin: { ...tripleDesInitial, format: 0 } } },
  'pin-format-3-derived': { contact: { onlinePin: { ...tripleDesInitial, format: 3 } } },
  'pin-format-4-derived': { contact: { onlinePin: aesInitial } },
  'pin-format-3-zone': {
    contact: { onlinePin: { scheme: 'zone-tdes', format: 3, keyHex: 'C1D0F8FB4958670DBA40AB1F3752EF0D' } },
  },
  'pin-format-4-zone': {
    contact: { onlinePin: aesZonePins },
  },
  'codes-of-a-zone': {
    terminal: { messageAuthentication: zoneCodes },
  },
  'codes-of-an-aes-zone': {
    terminal: { messageAuthentication: aesZoneCodes },
  },
  'codes-derived': {
    terminal: { messageAuthentication: tripleDesInitial },
    contact: { onlinePin: { ...tripleDesInitial, format: 3 } },
  },
  'codes-derived-aes': {
    terminal: { messageAuthentication: aesCodes },
    contact: { onlinePin: aesInitial },
  },
  // One key is left: counter 1FF800, the highest with ten bits set.
  'pin-keys-almost-used-up': {
    contact: { onlinePin: { ...tripleDesInitial, format: 0 } },
    lastKeySerialNumberHex: 'FFFF9876543210FFF400',
  },
  // Counter FFFF0000, the highest with sixteen bits set.
  'pin-keys-almost-used-up-aes': {
    contact: { onlinePin: aesInitial },
    lastKeySerialNumberHex: '1234567890123456FFFE8000',
  },
};
