/** What is deliberately wrong with a card. */
export type Quirk =
  | 'none'
  /** One bit of tag 90 is turned. */
  | 'corrupted-issuer-certificate'
  /** One bit of tag 9F46 is turned. */
  | 'corrupted-icc-certificate'
  /** The dynamic signature recovers well, but was made over another unpredictable number. */
  | 'bad-dynamic-signature'
  /** The dynamic signature is right, but what it says about the transaction's data is not. */
  | 'bad-transaction-data-hash'
  /** The application cryptogram comes from a key that the issuer does not have. */
  | 'wrong-cryptogram';

/** How long the card thinks, in milliseconds, by command. */
export interface ProcessingTimes {
  readonly selectMs: number;
  readonly getProcessingOptionsMs: number;
  readonly readRecordMs: number;
  readonly getDataMs: number;
  /** Without a dynamic signature. */
  readonly generateAcMs: number;
  /** With one: an RSA private operation on a small processor. */
  readonly generateAcWithSignatureMs: number;
  /** To turn a command down. */
  readonly refusalMs: number;
}

/** A card as a person describes it. Everything that a terminal sees of it follows from this, the keys and the date. */
export interface CardProfile {
  /** Name in the library, lower case with dashes: what the card exercises. Never an account number. */
  readonly name: string;
  /** 4 bytes. */
  readonly uidHex: string;
  /** 16 digits, in the test range 541333, with a valid check digit. */
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
  /** 2 to 26 characters. */
  readonly cardholderName: string;
  /** Months from the bench's date to the month in which the application expires; negative when it did. */
  readonly expiresInMonths: number;
  /** Months from the bench's date to the month on whose first day the application begins. */
  readonly effectiveInMonths: number;
  /** Months from the bench's date to the month in which both certificates expire. */
  readonly certificatesExpireInMonths: number;
  /** Tag 9F38; empty for a card that wants nothing with GET PROCESSING OPTIONS. */
  readonly processingOptionsDolHex: string;
  /** Tag 8E. */
  readonly cardholderVerificationListHex: string;
  /** Tag 9F0E, 5 bytes: verification results for which the issuer wants the transaction denied at once. */
  readonly issuerActionCodeDenialHex: string;
  /** Offline approvals in a row before the card insists on going online. */
  readonly consecutiveOfflineMax: number;
  readonly quirk: Quirk;
  readonly processing: ProcessingTimes;
  /** What the account behind the card holds, in the currency's minor unit. */
  readonly balanceMinor: number;
}
