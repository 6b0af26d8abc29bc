import type { CryptogramVersionName } from '../cryptography/cryptogram-versions.table.ts';
import type { CurveName } from '../cryptography/curve-signature.ts';
import type { authorityKeys, cardKeys, issuerKeys } from './scheme-keys.ts';

/** Ways in which a card's own computations lie. */
export const quirks = {
  'bad-dynamic-signature': 'the dynamic signature recovers well, but was made over another unpredictable number',
  'bad-transaction-data-hash': 'the dynamic signature is sound, but says another hash of the transaction data',
  'constant-unpredictable-number': 'the dynamic signature is a replay: made over the unpredictable number 00000000',
  'wrong-cryptogram': 'the application cryptogram comes from a key that the issuer does not have',
  'wrong-amount': 'the application cryptogram is made over an amount of one minor unit',
  'signs-other-type': 'the signature says another kind of cryptogram than the answer beside it',
  'promotes-decline': 'the answer says approved (TC) although the card was asked to decline or go online',
  'undefined-type': 'the answer names the fourth kind of cryptogram, which no book defines',
  'counter-stands': 'the transaction counter never moves',
  'other-profile': 'GET PROCESSING OPTIONS answers another interchange profile than the signed one',
  'accepts-any-pin': 'every PIN is right',
  'challenge-repeats': 'GET CHALLENGE always gives the same eight bytes',
  'refuses-same-encipherment': 'VERIFY with the same enciphered bytes as before, since power-on, is refused (6985)',
  'signs-other-entropy': 'the signature covers another relay resistance entropy than the terminal sent',
  'other-proof-key':
    'the issuer’s proof is looked at with the other key: the card’s own for a session key, or the reverse',
  'other-script-key':
    'script MACs are looked at with the other method’s key: the counter’s for the cryptogram’s, or the reverse',
  'other-qualifiers': 'the card transaction qualifiers in the clear differ from the signed ones',
  'unproven-device': 'the device is said to have verified its holder, the card verification results say that it failed',
  'related-version-zero': 'the card authentication related data, signed, say version 00',
  'plain-records': 'records come in the clear, although the card opened a channel',
  'other-blinding-factor': 'the blinding factor that goes along is not the one that blinds the card’s key',
  'wrong-enhanced-mac': 'the code over the cryptogram has a bit turned',
  'other-issuer-data-mac': 'the code over the issuer’s data is made over something else than was said',
  'verification-not-offered': 'the card decides for a way to verify its holder that the terminal does not offer',
} as const satisfies Readonly<Record<string, string>>;

/** What is deliberately wrong with a card's own computations. */
export type Quirk = keyof typeof quirks;

/** Where a signature can be spoiled before it is made. */
export const flawPlaces = ['issuer-certificate', 'icc-certificate', 'pin-certificate', 'static-signature'] as const;
/** What of it is spoiled. `bit` turns one bit of the finished signature. */
export const flawParts = [
  'header',
  'format',
  'identity',
  'expiry',
  'hash-algorithm',
  'key-algorithm',
  'key-length',
  'hash',
  'trailer',
  'bit',
  'length',
  'missing',
] as const;

/** Ways to verify a cardholder that kernel 8 knows. */
export const verificationWays = ['no-cvm', 'signature', 'online-pin', 'device'] as const;
/** One of them. */
export type VerificationWay = (typeof verificationWays)[number];

/** One flaw of a certificate or signature. */
export interface Flaw {
  readonly place: (typeof flawPlaces)[number];
  readonly part: (typeof flawParts)[number];
}

/** Commands that a lie can hang on. */
export const lieCommands = [
  'select-directory',
  'select',
  'send-poi-information',
  'get-processing-options',
  'read-record',
  'get-data',
  'get-challenge',
  'verify',
  'internal-authenticate',
  'external-authenticate',
  'generate-ac',
  'compute-checksum',
  'exchange-relay',
  'recover-ac',
  'read-data',
  'write-data',
  'script',
  'any',
] as const;
/** Name of a command that a lie can hang on. */
export type LieCommand = (typeof lieCommands)[number];

/** What a lie does to an answer. */
export const lieDeeds = [
  'status',
  'replace',
  'append',
  'truncate',
  'set-byte',
  'replace-tag',
  'remove-tag',
  'duplicate-tag',
  'insert',
  'more-data',
  'wrong-length',
  'delay',
] as const;

/** A lie of the answers: what goes over the wire differs from what the card computed. */
export interface Lie {
  readonly on: LieCommand;
  /** File and record, `2.1`, for READ RECORD alone. */
  readonly record?: string;
  /** Which of the commands of this kind since power-on, from 1; every one when not given. */
  readonly nth?: number;
  readonly deed: (typeof lieDeeds)[number];
  /** Bytes to put there, or a status word. */
  readonly hex: string;
  readonly tagHex: string;
  /** Index of a byte, count of bytes, or milliseconds. */
  readonly number: number;
}

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

/** Names of the RSA keys of an application. */
export interface KeyNames {
  readonly authority: keyof typeof authorityKeys;
  readonly issuer: keyof typeof issuerKeys;
  readonly icc: keyof typeof cardKeys;
  /** Key that enciphered PINs are meant for; the card's own when not given. */
  readonly pin?: keyof typeof cardKeys;
}

/** One application as a person describes it. */
export interface ApplicationProfile {
  /** 5 to 16 bytes. */
  readonly aidHex: string;
  readonly label: string;
  /** Tag 9F12; empty when there is none. */
  readonly preferredName: string;
  /** Tag 87. */
  readonly priorityHex: string;
  readonly interfaces: 'both' | 'contact' | 'contactless';
  /**
   * `chip`: GENERATE AC. `quick`: the cryptogram comes with GET PROCESSING OPTIONS. `stripe`: check values only. `channel`:
   * GENERATE AC of kernel 8, records enciphered.
   */
  readonly style: 'chip' | 'quick' | 'stripe' | 'channel';
  /** Tag 9F2A; empty when there is none. */
  readonly kernelHex: string;
  /** Whether SELECT warns that the application is blocked. */
  readonly isBlocked: boolean;
  readonly isInDirectory: boolean;
  readonly interchangeProfileHex: string;
  readonly usageControlHex: string;
  readonly versionHex: string;
  /** Tag 8E. */
  readonly cardholderVerificationListHex: string;
  readonly actionCodeDefaultHex: string;
  readonly actionCodeDenialHex: string;
  readonly actionCodeOnlineHex: string;
  /** Tag 9F38; empty for a card that wants nothing with GET PROCESSING OPTIONS. */
  readonly processingOptionsDolHex: string;
  readonly riskDol1Hex: string;
  readonly riskDol2Hex: string;
  /** Tag 9F49; empty when the terminal's default counts. */
  readonly dynamicDolHex: string;
  readonly answerFormat: '77' | '80';
  /** `local`: certificates of elliptic curves as kernel 8 has them. */
  readonly authentication: 'none' | 'static' | 'dynamic' | 'extended' | 'local';
  readonly keys: KeyNames;
  /** How a `channel` application likes its holder to be verified, best first. */
  readonly verificationWays: readonly VerificationWay[];
  /** Curve of all keys where the authentication is extended. */
  readonly curve: CurveName;
  /** Whether an application with extended authentication has a key of its own for PINs, and a certificate for it. */
  readonly takesPinsByCurve: boolean;
  /** Serial number of the issuer's certificate, 3 bytes. */
  readonly issuerSerialHex: string;
  readonly cryptogramVersion: CryptogramVersionName;
  readonly serviceCode: string;
  /** Minutes, days, months of the card's life as the bench's date sees them, in months. */
  readonly expiresInMonths: number;
  readonly effectiveInMonths: number;
  readonly certificatesExpireInMonths: number;
  /** Offline approvals in a row before the card insists on going online, and what they may sum up to. */
  readonly consecutiveOfflineMax: number;
  readonly cumulativeOfflineMinorMax: number;
  /**
   * Card transaction qualifiers (tag 9F6C) of a `quick` application, as far as they do not depend on the terminal. With kernel 5 how its
   * holder is verified (9F50), where the terminal requires that and where it does not.
   */
  readonly qualifiersHex: string;
  /** Tag 9F6E; empty when there is none. */
  readonly formFactorHex: string;
  /** Tags of records, by tag: replaces what is there, adds what is not, removes where empty. */
  readonly extra: ReadonlyMap<string, string>;
  /** The application is listed for terminals of this category alone, 2 bytes; for all the others when empty. */
  readonly terminalCategoryHex: string;
  /** Tag 5F2D, best first; empty when there is none. */
  readonly languages: string;
  /** A record of file 12, which EMV does not govern, as it is read; the locator says that it is signed. Empty: none. */
  readonly foreignRecordHex: string;
  /** Tag 9F29 of the directory entry; empty when there is none. A reader that knows it appends it to the name. */
  readonly extendedSelectionHex: string;
  /** Tags put into the answer to SELECT, inside BF0C. */
  readonly selectExtra: ReadonlyMap<string, string>;
  /** Further objects that GET DATA knows. */
  readonly dataObjects: ReadonlyMap<string, string>;
  readonly quirks: readonly Quirk[];
  readonly flaws: readonly Flaw[];
}

/** A card as a person describes it. Everything that a terminal sees of it follows from this, the keys and the date. */
export interface CardProfile {
  /** Name in the library, lower case with dashes: what the card exercises. Never an account number. */
  readonly name: string;
  /** One line: what the card exercises and, for a liar, what a wrong kernel would do. */
  readonly purpose: string;
  /** Whether the card lies or breaks a rule of the books. */
  readonly isLying: boolean;
  /** 4 bytes. */
  readonly uidHex: string;
  /** 13 to 19 digits in a test range, with a valid check digit. */
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
  /** 2 to 26 characters. */
  readonly cardholderName: string;
  /** 4 to 12 digits; empty when the card verifies none. */
  readonly pin: string;
  readonly pinTries: number;
  /** What the card answers to a reset in the chip slot; empty for a chip that does not. */
  readonly answerToResetHex: string;
  /** Whether the chip speaks T=0 and has its responses fetched (61xx, 6Cxx). */
  readonly transport: 'whole' | 't0';
  /** Tags 9F3E and 9F3F of the contactless directory: categories of terminals, and a list of what it wants to be told. */
  readonly categoriesHex: string;
  readonly selectionDolHex: string;
  readonly processing: ProcessingTimes;
  /** What the account behind the card holds, in the currency's minor unit. */
  readonly balanceMinor: number;
  readonly applications: readonly ApplicationProfile[];
  readonly lies: readonly Lie[];
}
