import type { ContactSettings } from './contact-settings.ts';
import type { ContactlessSettings } from './contactless-settings.ts';
import type { HostsSettings, NetworkManagement, RetryBackOff } from './host-settings.ts';
import type { KeySettings } from './key-settings.ts';

/** One CA public key as the terminal holds it. */
export interface CertificationAuthorityKey {
  /** Registered application provider identifier, 5 bytes as hexadecimal text. */
  readonly ridHex: string;
  readonly index: number;
  readonly modulusHex: string;
  readonly exponentHex: string;
  /** SHA-1 over RID, index, modulus and exponent. */
  readonly checksumHex: string;
  /** Last day of use, YYMMDD. */
  readonly expiry: string;
  /** A key of somebody's own test authority. The published test keys of the brands are known without it. */
  readonly isTest?: boolean;
}

/** One CA public key of elliptic curves, as the terminal holds it. */
export interface CertificationAuthorityCurveKey {
  /** Registered application provider identifier, 5 bytes as hexadecimal text. */
  readonly ridHex: string;
  /** Never that of another key of the provider, of whichever kind. */
  readonly index: number;
  /** Algorithm suite indicator: 10 for P-256 with SHA-256, 11 for P-521 with SHA-512. */
  readonly algorithmSuiteHex: string;
  /** Both coordinates, 32 or 66 bytes each. */
  readonly publicKeyHex: string;
  /** The suite's hash over provider, index, suite and coordinates. */
  readonly checksumHex: string;
  /** Last day of use, YYMMDD. */
  readonly expiry: string;
  readonly isTest?: boolean;
}

/** A certificate of an issuer that its certification authority took back before its expiry. */
export interface RevokedIssuerCertificate {
  /** Provider and index of the authority's key, as in {@link CertificationAuthorityKey}. */
  readonly ridHex: string;
  readonly index: number;
  /** Serial number of the certificate, 3 bytes as hexadecimal text. */
  readonly serialHex: string;
}

/** Terminal action codes, 5 bytes each as hexadecimal text. */
export interface TerminalActionCodes {
  readonly denialHex: string;
  readonly onlineHex: string;
  readonly defaultHex: string;
}

/** One application that the terminal accepts on its contactless interface. */
export interface ContactlessApplication extends ContactlessSettings {
  readonly aidHex: string;
  readonly label: string;
  /** Kernel identifier of Book B table 3-5: 2 for the M/Chip-style kernel, 3 for the qVSDC-style one, 8 for the common one. */
  readonly kernelId: number;
  /** All in the minor unit of the terminal's currency. */
  readonly transactionLimitMinor: number;
  readonly floorLimitMinor: number;
  readonly cvmRequiredLimitMinor: number;
  readonly terminalActionCodes: TerminalActionCodes;
  readonly applicationVersionNumberHex: string;
}

/** A language of the display, ISO 639-1. */
export type Language = 'en' | 'de' | 'fr';

/** What a terminal is built for. A production build holds no test keys, and uses none that it was given. */
export type TerminalEnvironment = 'test' | 'production';

/** Everything about a terminal that is data. */
export interface TerminalConfiguration {
  /** A file that does not say it is one for production. */
  readonly environment?: TerminalEnvironment;
  readonly terminalId: string;
  readonly merchantId: string;
  readonly acquirerId: string;
  readonly merchantCategoryCode: string;
  readonly merchantName: string;
  /** ISO 3166-1 numeric, three digits. */
  readonly countryCode: string;
  /** ISO 4217 numeric, three digits. */
  readonly currencyCode: string;
  readonly currencyExponent: number;
  /** Tag 9F35, 9F33, 9F40. */
  readonly terminalTypeHex: string;
  readonly terminalCapabilitiesHex: string;
  readonly additionalCapabilitiesHex: string;
  readonly interfaceDeviceSerialNumber: string;
  /**
   * Category of the terminal, 2 bytes: what a card that asks is told before an application is chosen. Without it the terminal
   * sends no POI information.
   */
  readonly terminalCategoryHex?: string;
  /** Those in which the cardholder can be spoken to, the local one first; English alone without it. */
  readonly languages?: readonly Language[];
  readonly applications: readonly ContactlessApplication[];
  /** The chip slot; a terminal without it has none. */
  readonly contact?: ContactSettings;
  readonly certificationAuthorityKeys: readonly CertificationAuthorityKey[];
  /** Absent: no card is authenticated by extended data authentication. */
  readonly certificationAuthorityCurveKeys?: readonly CertificationAuthorityCurveKey[];
  /** The key for codes over the messages to and from the host; without it they have none. */
  readonly messageAuthentication?: KeySettings;
  /** Absent: none is revoked. */
  readonly revokedIssuerCertificates?: readonly RevokedIssuerCertificate[];
  /** How long the terminal waits for a card before it gives up. */
  readonly cardTimeoutMs: number;
  /** How long it waits for the host's answer before it reverses. */
  readonly hostResponseTimeoutMs: number;
  readonly hostConnectTimeoutMs: number;
  /** Pause before a reversal that was not acknowledged is sent again. */
  readonly reversalRetryMs: number;
  /** Absent: every pause is as long as the first. */
  readonly reversalRetryBackOff?: RetryBackOff;
  /** Absent: there is one host. */
  readonly hosts?: HostsSettings;
  /** Absent: the host wants no sign-on, and keys stay. */
  readonly networkManagement?: NetworkManagement;
  /** How messages to the host are written; packed, with two bytes of length, without this. */
  readonly hostMessages?: HostMessages;
  /** The host is reached by a gateway, and card data are encrypted for it; by ISO 8583 without this. */
  readonly gateway?: GatewaySettings;
  /** A part of the amount may be approved, and the rest is paid otherwise; without this an approval in part is reversed. */
  readonly acceptsPartialApprovals?: boolean;
  /** What a completion leaves of a pre-authorization is given back by a partial reversal; by the completion alone without this. */
  readonly completionReversesRest?: boolean;
  /** What may be approved without the host and delivered later; without this nothing is. */
  readonly storeAndForward?: StoreAndForwardLimits;
  /** Below this charge no transaction is started. */
  readonly batteryRefusePercent: number;
  /** At this charge it sells again after it refused; at the limit itself without this. */
  readonly batteryResumePercent?: number;
  /** Below this charge it warns before a transaction; never without this. */
  readonly batteryWarnPercent?: number;
  /** Below this charge it switches itself off when nothing is under way; never without this. */
  readonly batterySwitchOffPercent?: number;
}

/** How much may be approved here before the host knows of it. */
export interface StoreAndForwardLimits {
  /** Transactions. */
  readonly countMax: number;
  /** Their amounts together. */
  readonly amountMinorMax: number;
  /** Age of the oldest. */
  readonly ageMsMax: number;
}

/** How messages to the host are written. */
export interface HostMessages {
  /** Of the edition of 1987 or 1993, packed or in printable characters. */
  readonly dialect: 'touchstone-1987' | 'touchstone-1987-characters' | 'touchstone-1993' | 'touchstone-1993-characters';
  readonly lengthHeader?: 'binary-2' | 'binary-4' | 'ascii-4';
  /** Transport protocol data unit of requests, 5 bytes. */
  readonly tpduHex?: string;
}

/** How a gateway is spoken to. */
export interface GatewaySettings {
  readonly accessToken: string;
  /** Key for card data, and the name that the gateway knows it by. */
  readonly keyId: string;
  /** 32 bytes as hexadecimal text. */
  readonly keyHex: string;
}
