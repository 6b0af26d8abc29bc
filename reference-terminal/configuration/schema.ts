import { z } from 'zod';

/**
 * What a terminal configuration may look like in a file, as `zod` schemas. The members are those of
 * `TerminalConfiguration`; what is said here is only their form, what goes together is said in `lint.ts`.
 */

const hexOf = (lengthBytes: number, what: string) =>
  z
    .string({
      error: `${what}: ${lengthBytes === 1 ? '1 byte' : `${lengthBytes} bytes`} of hexadecimal text in quotes`,
    })
    .regex(
      new RegExp(`^[0-9A-Fa-f]{${lengthBytes * 2}}$`, 'u'),
      `${what}: ${lengthBytes === 1 ? '1 byte' : `${lengthBytes} bytes`} of hexadecimal text in quotes`,
    );
const anyHex = (range: { readonly min: number; readonly max: number }, what: string) =>
  z
    .string({ error: `${what}: ${range.min} to ${range.max} bytes of hexadecimal text in quotes` })
    .regex(
      new RegExp(`^(?:[0-9A-Fa-f]{2}){${range.min},${range.max}}$`, 'u'),
      `${what}: ${range.min} to ${range.max} bytes of hexadecimal text in quotes`,
    );
const digits = (count: string, what: string) =>
  z
    .string({ error: `${what}: ${count} digits in quotes` })
    .regex(new RegExp(`^[0-9]{${count}}$`, 'u'), `${what}: ${count} digits in quotes`);
const whole = (range: { readonly min: number; readonly max: number }) => {
  const error = `a whole number from ${range.min} to ${range.max}`;
  return z.int({ error }).min(range.min, error).max(range.max, error);
};
/** Twelve digits of minor units are the most that tag 9F02 holds. */
const amountMinor = whole({ min: 0, max: 999_999_999_999 });
const delayMs = whole({ min: 1, max: 3_600_000 });
const hundredUs = whole({ min: 0, max: 0xffff });
const percent = whole({ min: 0, max: 100 });
const applicationIdentifier = anyHex({ min: 5, max: 16 }, 'application identifier');
const applicationVersionNumberHex = hexOf(2, 'application version number (tag 9F09)');

const terminalActionCodes = z.strictObject({
  denialHex: hexOf(5, 'action code'),
  onlineHex: hexOf(5, 'action code'),
  defaultHex: hexOf(5, 'action code'),
});

const verificationWay = z.enum(['signature', 'online-pin', 'none']);
const zeroAmount = z.enum(['online', 'refused']);

const relayResistance = z.strictObject({
  graceMinHundredUs: hundredUs,
  graceMaxHundredUs: hundredUs,
  commandTransmissionHundredUs: hundredUs,
  responseTransmissionHundredUs: hundredUs,
  accuracyThresholdHundredUs: hundredUs,
  transmissionMismatchPercent: percent,
});

const kernel2 = z.strictObject({
  acceptsDeviceVerification: z.boolean(),
  transactionLimitOnDeviceMinor: amountMinor.exactOptional(),
  capabilityVerificationRequiredHex: hexOf(1, 'capability byte').exactOptional(),
  capabilityNoVerificationHex: hexOf(1, 'capability byte').exactOptional(),
  relayResistance: relayResistance.exactOptional(),
  tornTransactions: z
    .strictObject({ recordCountMax: whole({ min: 1, max: 100 }), lifetimeMs: delayMs })
    .exactOptional(),
  magneticStripe: z
    .strictObject({
      applicationVersionNumberHex,
      verificationRequired: verificationWay,
      verificationNotRequired: verificationWay,
    })
    .exactOptional(),
});

const kernel3 = z.strictObject({
  checksCashUsage: z.boolean().exactOptional(),
  checksCashbackUsage: z.boolean().exactOptional(),
  requiresAuthenticatedQualifiers: z.boolean().exactOptional(),
  dynamicReaderLimits: z
    .array(
      z.strictObject({
        programIdHex: anyHex({ min: 1, max: 16 }, 'application program identifier (tag 9F5A)'),
        transactionLimitMinor: amountMinor.exactOptional(),
        floorLimitMinor: amountMinor.exactOptional(),
        cvmRequiredLimitMinor: amountMinor.exactOptional(),
        statusCheckSupported: z.boolean().exactOptional(),
        zeroAmount: zeroAmount.exactOptional(),
      }),
    )
    .exactOptional(),
});

const envelopeForm = 'tag of a data envelope: 9F8111 to 9F811A in quotes';
const envelopeTag = z.string({ error: envelopeForm }).regex(/^9F81(?:1[1-9]|1A)$/u, envelopeForm);

const kernel8 = z.strictObject({
  capabilityVerificationRequiredHex: hexOf(1, 'capability byte'),
  capabilityNoVerificationHex: hexOf(1, 'capability byte'),
  localAuthentication: z.boolean(),
  reportsFailedAuthentication: z.boolean().exactOptional(),
  relayResistance: relayResistance.exactOptional(),
  terminalRiskManagementDataHex: hexOf(8, 'terminal risk management data (tag 9F1D)').exactOptional(),
  defaultRiskListHex: anyHex({ min: 2, max: 250 }, 'data object list').exactOptional(),
  issuerDataMacOffset: whole({ min: 0, max: 24 }).exactOptional(),
  acceptsPlainRecords: z.boolean().exactOptional(),
  readsEnvelopes: z.array(envelopeTag).exactOptional(),
  writesEnvelopes: z
    .array(z.strictObject({ tagHex: envelopeTag, valueHex: anyHex({ min: 0, max: 229 }, 'data envelope') }))
    .exactOptional(),
});

const contactlessApplication = z.strictObject({
  aidHex: applicationIdentifier,
  label: z.string().min(1).max(16),
  kernelId: whole({ min: 1, max: 0xffffff }),
  transactionLimitMinor: amountMinor,
  floorLimitMinor: amountMinor,
  cvmRequiredLimitMinor: amountMinor,
  terminalActionCodes,
  applicationVersionNumberHex,
  terminalTransactionQualifiersHex: hexOf(4, 'terminal transaction qualifiers (tag 9F66)').exactOptional(),
  statusCheckSupported: z.boolean().exactOptional(),
  zeroAmount: zeroAmount.exactOptional(),
  extendedSelectionSupported: z.boolean().exactOptional(),
  accountPrefixes: z.array(digits('1,10', 'account prefix')).exactOptional(),
  kernel2: kernel2.exactOptional(),
  kernel3: kernel3.exactOptional(),
  kernel4: z
    .strictObject({
      readerCapabilitiesHex: hexOf(1, 'contactless reader capabilities (tag 9F6D)'),
      enhancedReaderCapabilitiesHex: hexOf(4, 'enhanced contactless reader capabilities (tag 9F6E)'),
    })
    .exactOptional(),
  kernel5: z
    .strictObject({ terminalInterchangeProfileHex: hexOf(3, 'terminal interchange profile (tag 9F53)') })
    .exactOptional(),
  kernel8: kernel8.exactOptional(),
});

const contactApplication = z.strictObject({
  aidHex: applicationIdentifier,
  label: z.string().min(1).max(16),
  allowsPartialSelection: z.boolean(),
  applicationVersionNumberHex,
  floorLimitMinor: amountMinor,
  terminalActionCodes,
  randomSelection: z.strictObject({
    targetPercent: whole({ min: 0, max: 99 }),
    maximumTargetPercent: whole({ min: 0, max: 99 }),
    thresholdMinor: amountMinor,
  }),
  defaultDynamicDataObjectListHex: anyHex({ min: 2, max: 252 }, 'data object list').exactOptional(),
  defaultTransactionCertificateDataObjectListHex: anyHex({ min: 2, max: 252 }, 'data object list').exactOptional(),
  terminalRiskManagementDataHex: anyHex({ min: 1, max: 8 }, 'terminal risk management data (tag 9F1D)').exactOptional(),
});

const keySchemes = ['zone-tdes', 'zone-aes', 'dukpt-tdes', 'dukpt-aes'] as const;
const keyForm = 'key: 16, 24 or 32 bytes of hexadecimal text in quotes';
const serialNumberForm = 'key serial number: 10 bytes (TDES) or 12 (AES) of hexadecimal text in quotes';

const keyMembers = {
  scheme: z.enum(keySchemes, { error: `one of ${keySchemes.join(', ')}` }),
  keyHex: z.string({ error: keyForm }).regex(/^(?:[0-9A-Fa-f]{32}|[0-9A-Fa-f]{48}|[0-9A-Fa-f]{64})$/u, keyForm),
  keySerialNumberHex: z
    .string({ error: serialNumberForm })
    .regex(/^(?:[0-9A-Fa-f]{20}|[0-9A-Fa-f]{24})$/u, serialNumberForm)
    .exactOptional(),
  keyType: z.enum(['aes-128', 'aes-192', 'aes-256'], { error: 'aes-128, aes-192 or aes-256' }).exactOptional(),
};
const onlinePin = z.strictObject({
  ...keyMembers,
  format: z.union([z.literal(0), z.literal(3), z.literal(4)], { error: 'format 0, 3 or 4' }),
});

const contact = z.strictObject({
  applications: z.array(contactApplication),
  terminalCapabilitiesHex: hexOf(3, 'terminal capabilities (tag 9F33)'),
  usesDirectory: z.boolean(),
  combinedAuthenticationMode: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], {
    error: 'mode 1, 2, 3 or 4',
  }),
  allowsPinBypass: z.boolean(),
  forcedAcceptance: z.strictObject({ amountMinorMax: amountMinor }).exactOptional(),
  onlinePin: onlinePin.exactOptional(),
  keepsTransactionLog: z.boolean(),
  exceptionFile: z.array(
    z.strictObject({
      panDigits: digits('8,19', 'account number'),
      sequenceNumber: digits('2', 'sequence number').exactOptional(),
    }),
  ),
});

const certificationAuthorityKey = z.strictObject({
  ridHex: hexOf(5, 'registered application provider identifier'),
  index: whole({ min: 0, max: 255 }),
  modulusHex: anyHex({ min: 64, max: 248 }, 'modulus'),
  exponentHex: z.enum(['03', '010001'], { error: 'exponent: "03" or "010001"' }),
  checksumHex: hexOf(20, 'SHA-1 checksum'),
  expiry: digits('6', 'expiry as YYMMDD'),
  isTest: z.boolean().exactOptional(),
});

const certificationAuthorityCurveKey = z.strictObject({
  ridHex: hexOf(5, 'registered application provider identifier'),
  index: whole({ min: 0, max: 255 }),
  algorithmSuiteHex: z.enum(['10', '11'], { error: 'algorithm suite: "10" (P-256) or "11" (P-521)' }),
  publicKeyHex: anyHex({ min: 64, max: 132 }, 'public key, x and y'),
  checksumHex: anyHex({ min: 32, max: 64 }, 'checksum by the hash of the suite'),
  expiry: digits('6', 'expiry as YYMMDD'),
  isTest: z.boolean().exactOptional(),
});

const revokedIssuerCertificate = z.strictObject({
  ridHex: hexOf(5, 'registered application provider identifier'),
  index: whole({ min: 0, max: 255 }),
  serialHex: hexOf(3, 'serial number of the certificate'),
});

/** The form of a whole configuration file. */
export const terminalConfigurationSchema = z.strictObject({
  environment: z.enum(['test', 'production'], { error: 'test or production' }).default('production'),
  terminalId: z.string().length(8, 'terminal identifier: 8 characters'),
  merchantId: z.string().length(15, 'merchant identifier: 15 characters'),
  acquirerId: digits('6,11', 'acquirer identifier'),
  merchantCategoryCode: digits('4', 'merchant category code'),
  merchantName: z.string().min(1).max(40),
  countryCode: digits('3', 'ISO 3166-1 country'),
  currencyCode: digits('3', 'ISO 4217 currency'),
  currencyExponent: whole({ min: 0, max: 4 }),
  terminalTypeHex: hexOf(1, 'terminal type (tag 9F35)'),
  terminalCapabilitiesHex: hexOf(3, 'terminal capabilities (tag 9F33)'),
  additionalCapabilitiesHex: hexOf(5, 'additional terminal capabilities (tag 9F40)'),
  interfaceDeviceSerialNumber: z.string().length(8, 'serial number: 8 characters'),
  terminalCategoryHex: hexOf(2, 'terminal category').exactOptional(),
  languages: z
    .array(z.enum(['en', 'de', 'fr'], { error: 'one of en, de, fr' }))
    .min(1, 'one language at least, the local one first')
    .exactOptional(),
  applications: z.array(contactlessApplication),
  contact: contact.exactOptional(),
  messageAuthentication: z.strictObject(keyMembers).exactOptional(),
  certificationAuthorityKeys: z.array(certificationAuthorityKey).default([]),
  certificationAuthorityCurveKeys: z.array(certificationAuthorityCurveKey).exactOptional(),
  revokedIssuerCertificates: z.array(revokedIssuerCertificate).exactOptional(),
  cardTimeoutMs: delayMs,
  hostResponseTimeoutMs: delayMs,
  hostConnectTimeoutMs: delayMs,
  reversalRetryMs: delayMs,
  reversalRetryBackOff: z.strictObject({ capMs: delayMs, jitterPercent: percent }).exactOptional(),
  hosts: z
    .strictObject({
      names: z.array(z.string().min(1).max(32)).min(2, 'at least two hosts; with one, leave the member out').max(8),
      returnAfterMs: delayMs,
      connections: z.enum(['persistent', 'one-a-request'], { error: 'persistent or one-a-request' }),
    })
    .exactOptional(),
  networkManagement: z
    .strictObject({
      signOn: z.enum(['at-start', 'before-first-transaction'], { error: 'at-start or before-first-transaction' }),
      echoEveryMs: whole({ min: 1000, max: 86_400_000 }).exactOptional(),
      keyChange: z
        .strictObject({
          keyEncryptingKeyHex: keyMembers.keyHex,
          atSignOn: z.boolean(),
          afterTransactionCount: whole({ min: 1, max: 1_000_000 }).exactOptional(),
          everyMs: whole({ min: 1000, max: 2_592_000_000 }).exactOptional(),
        })
        .exactOptional(),
      onFailure: z.enum(['refuse-sales', 'go-on', 'retry'], { error: 'refuse-sales, go-on or retry' }),
      triesMax: whole({ min: 2, max: 10 }).exactOptional(),
    })
    .exactOptional(),
  hostMessages: z
    .strictObject({
      dialect: z.enum([
        'touchstone-1987',
        'touchstone-1987-characters',
        'touchstone-1993',
        'touchstone-1993-characters',
      ]),
      lengthHeader: z.enum(['binary-2', 'binary-4', 'ascii-4']).exactOptional(),
      tpduHex: hexOf(5, 'transport protocol data unit').exactOptional(),
    })
    .exactOptional(),
  gateway: z
    .strictObject({
      accessToken: z.string().regex(/^[\w.~+/-]{8,200}=*$/u, 'access token: 8 to 200 characters of a bearer token'),
      keyId: z.string().min(1).max(64),
      keyHex: hexOf(32, 'key for card data'),
    })
    .exactOptional(),
  acceptsPartialApprovals: z.boolean().exactOptional(),
  completionReversesRest: z.boolean().exactOptional(),
  storeAndForward: z
    .strictObject({
      countMax: whole({ min: 1, max: 10_000 }),
      amountMinorMax: amountMinor,
      ageMsMax: whole({ min: 1000, max: 2_592_000_000 }),
    })
    .exactOptional(),
  batteryRefusePercent: percent,
  batteryResumePercent: percent.exactOptional(),
  batteryWarnPercent: percent.exactOptional(),
  batterySwitchOffPercent: percent.exactOptional(),
});
