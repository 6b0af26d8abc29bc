import type { KeyObject } from 'node:crypto';
import type { DolEntry } from '../tlv.ts';
import type { ProcessingTimes, Quirk } from './card-profile.ts';

/** What the issuer must know of the account behind a card. */
export interface AccountFacts {
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
  /** YYMM, the card's last good month. */
  readonly expiryDate: string;
  /** Minor unit of the currency. */
  readonly balanceMinor: number;
  /** ISO 4217 numeric, three digits. */
  readonly currencyCode: string;
}

/** One record of one file, as READ RECORD gives it back. */
export interface CardRecord {
  readonly shortFileIdentifier: number;
  /** From 1, as on the wire. */
  readonly recordNumber: number;
  /** Template 70 and all that is in it. */
  readonly content: Uint8Array;
}

/** Everything that personalisation wrote into a card. Nothing in it changes; what changes is in the card's memory. */
export interface CardImage {
  readonly name: string;
  readonly uid: Uint8Array;
  readonly applicationIdentifier: Uint8Array;
  /** Templates 6F that SELECT gives back. */
  readonly directoryInformation: Uint8Array;
  readonly applicationInformation: Uint8Array;
  readonly applicationInterchangeProfile: Uint8Array;
  readonly applicationFileLocator: Uint8Array;
  readonly records: readonly CardRecord[];
  readonly processingOptionsDol: readonly DolEntry[];
  readonly cardRiskManagementDol1: readonly DolEntry[];
  readonly cardRiskManagementDol2: readonly DolEntry[];
  /** Two bytes, tag 5F28. */
  readonly issuerCountryCode: Uint8Array;
  /** Two bytes, tag 9F42. */
  readonly applicationCurrencyCode: Uint8Array;
  readonly iccPrivateKey: KeyObject;
  readonly iccMasterKey: Uint8Array;
  readonly consecutiveOfflineMax: number;
  readonly quirk: Quirk;
  readonly processing: ProcessingTimes;
  readonly account: AccountFacts;
}
