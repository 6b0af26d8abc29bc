import type { TerminalActionCodes } from './configuration.ts';
import type { OnlinePinSettings } from './key-settings.ts';

/** One application that the terminal accepts in its chip slot. */
export interface ContactApplication {
  readonly aidHex: string;
  readonly label: string;
  /** Whether a card's name that merely begins with `aidHex` will do (Book 1, application selection indicator). */
  readonly allowsPartialSelection: boolean;
  readonly applicationVersionNumberHex: string;
  /** In the minor unit of the terminal's currency; an amount that reaches it exceeds it. */
  readonly floorLimitMinor: number;
  readonly terminalActionCodes: TerminalActionCodes;
  readonly randomSelection: RandomSelection;
  /** Used when the card has no list of its own (tag 9F49), or no TDOL (tag 97). */
  readonly defaultDynamicDataObjectListHex?: string;
  readonly defaultTransactionCertificateDataObjectListHex?: string;
  /** Tag 9F1D. */
  readonly terminalRiskManagementDataHex?: string;
}

/**
 * Random transaction selection: below `thresholdMinor` the target percentage, from there up to the floor limit rising to
 * the maximum.
 *
 * @clause EMV 4.4 Book 3, 10.6.2
 */
export interface RandomSelection {
  /** 0 to 99. */
  readonly targetPercent: number;
  /** Not below `targetPercent`. */
  readonly maximumTargetPercent: number;
  readonly thresholdMinor: number;
}

/** A card that is not to be trusted. */
export interface ExceptionFileEntry {
  readonly panDigits: string;
  /** Two digits; without one every card of the number is meant. */
  readonly sequenceNumber?: string;
}

/**
 * What the attendant may take at the merchant's risk although the card declined.
 *
 * @clause EMV 4.4 Book 4, 6.5.4
 */
export interface ForcedAcceptance {
  /** In the minor unit of the terminal's currency. */
  readonly amountMinorMax: number;
}

/** Everything about the chip slot that is data. */
export interface ContactSettings {
  readonly applications: readonly ContactApplication[];
  /** Tag 9F33 in a contact transaction. */
  readonly terminalCapabilitiesHex: string;
  /** Whether the card's directory (1PAY.SYS.DDF01) is tried before the list of identifiers. */
  readonly usesDirectory: boolean;
  /**
   * When a combined signature is requested: mode 1 with every ARQC and TC, 2 with every ARQC but no second TC, 3 with TCs
   * only, 4 with the first TC only.
   *
   * @clause EMV 4.4 Book 4, 6.3.2.1
   */
  readonly combinedAuthenticationMode: 1 | 2 | 3 | 4;
  readonly allowsPinBypass: boolean;
  /** Absent: what the card declined stays declined, whatever the attendant says. */
  readonly forcedAcceptance?: ForcedAcceptance;
  /** Without it there is no online PIN. */
  readonly onlinePin?: OnlinePinSettings;
  /** Whether transactions of a card that already stand in the terminal's log count against the floor limit. */
  readonly keepsTransactionLog: boolean;
  readonly exceptionFile: readonly ExceptionFileEntry[];
}
