import type { CryptogramVersionName } from './cryptogram-versions.table.ts';
import type { ScriptOrder } from './script-commands.ts';

/** A cardholder's account and the one card that belongs to it. */
export interface Account {
  /** Digits only. */
  readonly pan: string;
  /** Two digits, '00' when the card carries none. */
  readonly panSequenceNumber: string;
  /** What may still be spent, in the currency's minor unit. */
  readonly balanceMinor: number;
  /** ISO 4217 numeric, three digits. No other currency is converted. */
  readonly currencyCode: string;
  /** YYMM, the card's last good month; without it the issuer never answers 54. */
  readonly expiryDate?: string;
  /** How the card makes its cryptograms; 14 (hexadecimal) unless told. */
  readonly cryptogramVersion?: CryptogramVersionName;
  /** 4 to 12 digits; empty or absent when the cardholder has none. */
  readonly pin?: string;
  readonly rules?: AccountRules;
  /** Commands that go to the card with the answers to its next requests, one list an answer. */
  readonly scripts?: readonly (readonly ScriptOrder[])[];
}

/** What the issuer allows on an account besides what its balance allows. */
export interface AccountRules {
  /** A card reported lost or stolen is refused whatever else holds. */
  readonly status?: 'good' | 'lost' | 'stolen';
  /** The most that one purchase may cost, in the minor unit. */
  readonly amountMaxMinor?: number;
  /** From this amount on the merchant is told to call. */
  readonly referralFromMinor?: number;
  /** The most purchases that are approved before the account is looked at. */
  readonly purchaseCountMax?: number;
  /** Wrong PINs in a row after which no PIN is taken any more; 3 unless told. */
  readonly pinTryMax?: number;
}
