import type { Rng } from '#drivers/ports/surroundings.ts';
import type { CardChannel } from './cryptography/secure-channel.ts';
import type { CardPinChannel } from './cryptography/pin-channel.ts';
import type { ApplicationImage, CardImage } from './personalisation/card-image.ts';

/** Values that a terminal sent with a command, by tag and as one string of bytes. */
export interface TerminalValues {
  readonly byTag: ReadonlyMap<string, Uint8Array>;
  readonly bytes: Uint8Array;
}

/** A relay resistance exchange that took place: what both sides said. */
export interface RelayExchange {
  readonly terminalEntropy: Uint8Array;
  /** Device entropy and the three times, 10 bytes. */
  readonly answered: Uint8Array;
}

interface Begun {
  readonly processingOptions: TerminalValues;
}

/** Where in a transaction the card is. Lost when power goes. */
export type Session =
  | { readonly phase: 'idle' }
  | { readonly phase: 'directory-selected' }
  | { readonly phase: 'application-selected' }
  | ({ readonly phase: 'initiated' } & Begun)
  | ({
      /** The card gave an ARQC and waits for what the issuer says. */
      readonly phase: 'online';
      readonly first: TerminalValues;
      readonly cryptogram: Uint8Array;
      readonly hadSignature: boolean;
    } & Begun)
  | {
      readonly phase: 'finished';
      /** The last cryptogram: issuer scripts are bound to it. Absent after a decline without one. */
      readonly cryptogram?: Uint8Array;
      /** Counted unpredictable number, for keys that take it. */
      readonly unpredictableNumber?: Uint8Array;
    };

/** What an application keeps without power. */
export interface KeptByApplication {
  /** Transactions begun, 0 to 65535. */
  transactionCounter: number;
  /** The counter's value when the issuer last spoke to the card. */
  lastOnlineCounter: number;
  /** Offline approvals in a row, and what they sum up to in the application's currency. */
  consecutiveOffline: number;
  cumulativeOfflineMinor: number;
  isBlocked: boolean;
  /** Issuer script commands since the last online transaction, 0 to 15, and whether one failed. */
  scriptCount: number;
  hasScriptFailed: boolean;
  /** Objects and records that issuer scripts wrote, by tag or by `file.record`. */
  written: ReadonlyMap<string, Uint8Array>;
  /** What GENERATE AC answered last, for RECOVER AC, and the unpredictable number that it answered. */
  torn: { readonly data: Uint8Array; readonly unpredictableNumber: Uint8Array } | undefined;
}

/** What the whole card keeps without power. */
export interface KeptByCard {
  isBlocked: boolean;
  pin: string;
  pinTriesLeft: number;
  /** By application identifier, in hexadecimal text: two styles of one application count together. */
  readonly applications: ReadonlyMap<string, KeptByApplication>;
}

/** What a session remembers besides its phase. Lost when power goes. */
export interface Remembered {
  session: Session;
  /** Index of the selected application among the image's; undefined before SELECT. */
  selectedIndex: number | undefined;
  challenge: Uint8Array | undefined;
  /** What card and terminal share for PINs by curves, since the first of them. */
  pinChannel: CardPinChannel | undefined;
  /** Data of every VERIFY that came enciphered, in hexadecimal text. */
  readonly enciphered: Set<string>;
  offlinePin: 'not-verified' | 'succeeded' | 'failed';
  hasDynamicSignature: boolean;
  issuerAuthentication: 'not-performed' | 'succeeded' | 'failed';
  relay: RelayExchange | undefined;
  /** The channel of kernel 8, once it is open. */
  channel: CardChannel | undefined;
  /** Whether the terminal said that data envelopes follow. */
  awaitsEnvelopes: boolean;
  /** What the present contactless transaction signed (tags 9F69 and 9F4B), for the record that carries it. */
  dynamicRecord: Uint8Array | undefined;
}

/** A card from inside: what commands read and change. */
export interface CardInside {
  readonly image: CardImage;
  readonly rng: Rng;
  readonly interface: 'contact' | 'contactless';
  readonly kept: KeptByCard;
  readonly remembered: Remembered;
}

/** A card with its selected application. */
export interface SelectedCard extends CardInside {
  readonly application: ApplicationImage;
  readonly own: KeptByApplication;
}

/** Memory as power-on finds it. */
export function freshMemory(): Remembered {
  return {
    session: { phase: 'idle' },
    selectedIndex: undefined,
    challenge: undefined,
    pinChannel: undefined,
    enciphered: new Set(),
    offlinePin: 'not-verified',
    hasDynamicSignature: false,
    issuerAuthentication: 'not-performed',
    relay: undefined,
    channel: undefined,
    awaitsEnvelopes: false,
    dynamicRecord: undefined,
  };
}

/** Non-volatile memory as it left the personaliser. */
export function personalisedMemory(image: CardImage): KeptByCard {
  const applications = image.applications.map((application): [string, KeptByApplication] => [
    application.profile.aidHex,
    {
      transactionCounter: 0,
      lastOnlineCounter: 0,
      consecutiveOffline: 0,
      cumulativeOfflineMinor: 0,
      isBlocked: application.profile.isBlocked,
      scriptCount: 0,
      hasScriptFailed: false,
      written: new Map(),
      torn: undefined,
    },
  ]);
  return { isBlocked: false, pin: image.pin, pinTriesLeft: image.pinTries, applications: new Map(applications) };
}

/** A copy that later changes do not reach. */
export function copyOfKept(kept: KeptByCard): KeptByCard {
  return { ...kept, applications: new Map([...kept.applications].map(([aid, own]) => [aid, { ...own }])) };
}

/** The card with the application that was selected; undefined before SELECT. */
export function selectedCard(card: CardInside): SelectedCard | undefined {
  const application = card.image.applications[card.remembered.selectedIndex ?? -1];
  const own = application && card.kept.applications.get(application.profile.aidHex);
  return application && own && { ...card, application, own };
}
