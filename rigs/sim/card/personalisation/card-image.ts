import type { KeyObject } from 'node:crypto';
import type { CryptogramVersion, CryptogramVersionName } from '../cryptography/cryptogram-versions.table.ts';
import type { CurveSigner } from '../cryptography/curve-signature.ts';
import type { DolEntry } from '../tlv.ts';
import type { ApplicationProfile, Lie, ProcessingTimes, Quirk } from './card-profile.ts';

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
  /** As tag 9F10 names it, and what that stands for. */
  readonly cryptogramVersion: CryptogramVersionName;
  readonly recipe: CryptogramVersion;
  /** The cardholder's PIN; empty when there is none. */
  readonly pin: string;
}

/** One record of one file, as READ RECORD gives it back. */
export interface CardRecord {
  readonly shortFileIdentifier: number;
  /** From 1, as on the wire. */
  readonly recordNumber: number;
  /** Template 70 and all that is in it. */
  readonly content: Uint8Array;
  /** Whether the present transaction's fDDA signature and its data are put into the template. */
  readonly hasDynamicSignature?: boolean;
}

/** What personalisation wrote for one application. Nothing in it changes; what changes is in the card's memory. */
export interface ApplicationImage {
  readonly profile: ApplicationProfile;
  readonly identifier: Uint8Array;
  /** Template 61 as a directory lists it. */
  readonly directoryEntry: Uint8Array;
  /** Template 6F that SELECT gives back. */
  readonly information: Uint8Array;
  readonly interchangeProfile: Uint8Array;
  readonly fileLocator: Uint8Array;
  readonly records: readonly CardRecord[];
  readonly processingOptionsDol: readonly DolEntry[];
  readonly riskDol1: readonly DolEntry[];
  readonly riskDol2: readonly DolEntry[];
  /** Two bytes, tag 5F28. */
  readonly issuerCountryCode: Uint8Array;
  /** Two bytes, tag 9F42. */
  readonly currencyCode: Uint8Array;
  readonly iccPrivateKey: KeyObject;
  readonly pinPrivateKey: KeyObject;
  /** The card's key for extended authentication. */
  readonly curveSigner: CurveSigner;
  /** Its key for PINs that come enciphered by curves; undefined when it has none. */
  readonly curvePinKey: CurveSigner | undefined;
  readonly masterKeys: MasterKeys;
  readonly recipe: CryptogramVersion;
  readonly quirks: ReadonlySet<Quirk>;
  /** Track 1 of mag-stripe mode, tag 56. */
  readonly track1: Uint8Array;
  /** Track 2 equivalent, tag 57, and the PAN sequence number, tag 5F34. */
  readonly track2: Uint8Array;
  readonly panSequenceNumber: Uint8Array;
}

/** The card's own keys, 16 bytes each. */
export interface MasterKeys {
  readonly cryptogram: Uint8Array;
  readonly integrity: Uint8Array;
  readonly confidentiality: Uint8Array;
  readonly checksum: Uint8Array;
}

/** Everything that personalisation wrote into a card. */
export interface CardImage {
  readonly name: string;
  /** One line: what the card exercises. */
  readonly purpose: string;
  readonly isLying: boolean;
  readonly uid: Uint8Array;
  /** Empty for a chip that does not answer in the slot. */
  readonly answerToReset: Uint8Array;
  readonly transport: 'whole' | 't0';
  /** Written when first asked for: signing a card's certificates takes milliseconds, and most cards are never used. */
  readonly applications: readonly ApplicationImage[];
  /** What the contactless directory asks of a terminal; empty lists ask for nothing. */
  readonly categories: Uint8Array;
  readonly selectionDol: Uint8Array;
  readonly pin: string;
  readonly pinTries: number;
  readonly processing: ProcessingTimes;
  readonly lies: readonly Lie[];
  readonly account: AccountFacts;
}
