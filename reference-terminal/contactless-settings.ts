/** Settings of one contactless application beyond the limits that every application has. All are optional. */
export interface ContactlessSettings {
  /** Tag 9F66, 4 bytes: what the reader can do. The two dynamic bits of byte 2 are the entry point's, whatever is here. */
  readonly terminalTransactionQualifiersHex?: string;
  /** Whether a purchase of one single unit of the currency asks for the card's status. */
  readonly statusCheckSupported?: boolean;
  /** What becomes of an amount of zero: an online cryptogram (option 1, the default) or no contactless (option 2). */
  readonly zeroAmount?: 'online' | 'refused';
  /** Whether the card's extended selection (tag 9F29) is appended to the name that is selected. */
  readonly extendedSelectionSupported?: boolean;
  /** Account numbers of this application's brand begin so; another one ends the transaction. Absent: not checked. */
  readonly accountPrefixes?: readonly string[];
  readonly kernel2?: Kernel2Settings;
  readonly kernel3?: Kernel3Settings;
  readonly kernel4?: Kernel4Settings;
  readonly kernel5?: Kernel5Settings;
  readonly kernel8?: Kernel8Settings;
}

/** Settings of the M/Chip-style kernel. With them it keeps C-2 in full; without them it is a plain EMV mode kernel. */
export interface Kernel2Settings {
  /** Verification by the cardholder's own device counts (kernel configuration DF811B, bit 6). */
  readonly acceptsDeviceVerification: boolean;
  /** Limit for a device that verifies its holder itself (DF8125); the application's limit is DF8124. Minor unit. */
  readonly transactionLimitOnDeviceMinor?: number;
  /** Byte 2 of tag 9F33 above and up to the CVM required limit (DF8118, DF8119). */
  readonly capabilityVerificationRequiredHex?: string;
  readonly capabilityNoVerificationHex?: string;
  /** Absent: the protocol is not run. */
  readonly relayResistance?: RelayResistanceSettings;
  /** Absent: a torn cryptogram is not recovered. */
  readonly tornTransactions?: TornTransactionSettings;
  /** Absent: cards that know mag-stripe mode only are refused. */
  readonly magneticStripe?: MagneticStripeSettings;
}

/** Times of the relay resistance protocol, all in units of 100 microseconds but the percentage. */
export interface RelayResistanceSettings {
  /** DF8132, DF8133. */
  readonly graceMinHundredUs: number;
  readonly graceMaxHundredUs: number;
  /** DF8134, DF8135: how long command and answer are expected to be in the air. */
  readonly commandTransmissionHundredUs: number;
  readonly responseTransmissionHundredUs: number;
  /** DF8136. */
  readonly accuracyThresholdHundredUs: number;
  /** DF8137. */
  readonly transmissionMismatchPercent: number;
}

/** The log of torn transactions (DF811D, DF811C). */
export interface TornTransactionSettings {
  readonly recordCountMax: number;
  readonly lifetimeMs: number;
}

/** Mag-stripe mode of kernel 2: the card answers with a dynamic CVC3 instead of a cryptogram. */
export interface MagneticStripeSettings {
  /** Tag 9F6D, 2 bytes. */
  readonly applicationVersionNumberHex: string;
  /** Verification above the CVM required limit by a card, and up to it (DF811E, DF812C). */
  readonly verificationRequired: 'signature' | 'online-pin' | 'none';
  readonly verificationNotRequired: 'signature' | 'online-pin' | 'none';
}

/** Settings of the qVSDC-style kernel. */
export interface Kernel3Settings {
  /** Cash and cashback are checked against the card's usage control. */
  readonly checksCashUsage?: boolean;
  readonly checksCashbackUsage?: boolean;
  /**
   * A cardholder who is said to be verified by the own device is believed only when the card's signature vouches for it
   * (tag 9F69 under 9F4B); otherwise the transaction is declined. Stricter than C-3, which believes an ARQC.
   */
  readonly requiresAuthenticatedQualifiers?: boolean;
  /** Limits by application program identifier (tag 9F5A), first match counts. */
  readonly dynamicReaderLimits?: readonly DynamicReaderLimits[];
}

/** Settings of the Expresspay-style kernel: what the reader tells the card. The dynamic bits are the kernel's. */
export interface Kernel4Settings {
  /** Tag 9F6D, 1 byte. */
  readonly readerCapabilitiesHex: string;
  /** Tag 9F6E, 4 bytes. */
  readonly enhancedReaderCapabilitiesHex: string;
}

/** Settings of the JCB-style kernel. */
export interface Kernel5Settings {
  /** Tag 9F53, 3 bytes: what the reader can do. Byte 1 b8 is the kernel's own. Absent: it can verify nobody. */
  readonly terminalInterchangeProfileHex: string;
}

/**
 * Settings of the kernel of elliptic curves. Ways to verify the cardholder are bits of one byte: 40 online PIN, 20 signature,
 * 08 none, 04 the cardholder's own device.
 */
export interface Kernel8Settings {
  /** What is offered above and up to the CVM required limit (9F8207, 9F8208), 1 byte. */
  readonly capabilityVerificationRequiredHex: string;
  readonly capabilityNoVerificationHex: string;
  /** Whether the card's key is authenticated by its certificates (security capability 9F820A). */
  readonly localAuthentication: boolean;
  /** Whether a failure of that stays in tag 95 for the host (kernel configuration 9F8209); the cryptogram does not cover it. */
  readonly reportsFailedAuthentication?: boolean;
  /** Absent: the protocol is not run (kernel configuration 9F8209). */
  readonly relayResistance?: RelayResistanceSettings;
  /** Tag 9F1D as it begins, 8 bytes; bytes 1 and 2 change with the amount. Zeros when absent. */
  readonly terminalRiskManagementDataHex?: string;
  /** CDOL1 of a card that gives none (9F8220). */
  readonly defaultRiskListHex?: string;
  /** Where the MAC goes into the issuer's data (9F821E), from 0; 0 when absent. */
  readonly issuerDataMacOffset?: number;
  /** Tags of data envelopes that are read before the cryptogram, and envelopes that are written after it. */
  readonly readsEnvelopes?: readonly string[];
  readonly writesEnvelopes?: readonly DataEnvelope[];
  /** Whether records may come in the clear; absent: they end the transaction. */
  readonly acceptsPlainRecords?: boolean;
}

/** An object that is kept on a card for whoever put it there: tag 9F8111 to 9F811A, 3 bytes, and up to 229 bytes of value. */
export interface DataEnvelope {
  readonly tagHex: string;
  readonly valueHex: string;
}

/** Limits for cards whose program identifier begins so. An absent limit is not checked. Minor unit. */
export interface DynamicReaderLimits {
  readonly programIdHex: string;
  readonly transactionLimitMinor?: number;
  readonly floorLimitMinor?: number;
  readonly cvmRequiredLimitMinor?: number;
  readonly statusCheckSupported?: boolean;
  readonly zeroAmount?: 'online' | 'refused';
}
