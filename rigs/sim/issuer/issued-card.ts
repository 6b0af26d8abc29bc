import { joinBytes } from './bytes.ts';
import type { CryptogramVersion } from './cryptogram-versions.table.ts';
import { computeResponseCryptogram, computeStatusUpdateCryptogram, terminalInputTags } from './cryptogram.ts';
import { deriveCardKey, deriveCounterKey, deriveSessionKey } from './keys.ts';
import type { CardIdentity } from './keys.ts';
import { computeScriptMac, encipherCommandData, formatTwoPinBlock, keyedPinBlock } from './secure-messaging.ts';
import { retailMac } from './triple-des.ts';

/** The issuer's three keys, 16 bytes each, from which the keys of all its cards follow. */
export interface MasterKeys {
  readonly cryptograms: Uint8Array;
  readonly scriptIntegrity: Uint8Array;
  readonly scriptConfidentiality: Uint8Array;
}

/** What distinguishes one transaction of a card. */
export interface TransactionMarks {
  /** Tag 9F36. */
  readonly counter: Uint8Array;
  /** Tag 9F37. */
  readonly unpredictableNumber: Uint8Array;
  /** Tag 9F26. */
  readonly cryptogram: Uint8Array;
}

/** One card as its issuer sees it: what it must have computed, and what it will believe. */
export interface IssuedCard {
  /** The card's own key for cryptograms. */
  readonly cardKey: Uint8Array;
  sessionKey(marks: TransactionMarks): Uint8Array;
  /** @param values  of the terminal's input tags and 9F36; @param issuerPart  what follows the counter */
  message(values: (tag: string) => Uint8Array, issuerPart: Uint8Array): Uint8Array;
  cryptogramOver(message: Uint8Array, marks: TransactionMarks): Uint8Array;
  /** Eight bytes from a response code, or four from a card status update, as the version has it. */
  responseCryptogram(
    marks: TransactionMarks,
    answer: { readonly word: Uint8Array; readonly proprietaryData?: Uint8Array },
  ): Uint8Array;
  scriptKeys(marks: TransactionMarks): { readonly integrity: Uint8Array; readonly confidentiality: Uint8Array };
  scriptMacMessage(marks: TransactionMarks, command: ScriptCommand): Uint8Array;
  scriptMac(marks: TransactionMarks, command: ScriptCommand): Uint8Array;
  encipher(marks: TransactionMarks, data: Uint8Array): Uint8Array;
  pinChange(marks: TransactionMarks, pins: { readonly pin: string; readonly currentPin?: string }): PinChange;
}

/** A script command without its MAC. */
export interface ScriptCommand {
  /** CLA INS P1 P2 Lc; the length counts the MAC. */
  readonly header: Uint8Array;
  readonly data: Uint8Array;
}

/** A PIN CHANGE/UNBLOCK command and the two steps to it. */
export interface PinChange {
  readonly pinBlock: Uint8Array;
  readonly enciphered: Uint8Array;
  readonly command: Uint8Array;
}

/** Derives a card's keys from its issuer's. */
export function issuedCard(masterKeys: MasterKeys, identity: CardIdentity, version: CryptogramVersion): IssuedCard {
  const derive = (masterKey: Uint8Array): Uint8Array => deriveCardKey(masterKey, identity, version.derivationOption);
  const cardKey = derive(masterKeys.cryptograms);
  const sessionKey = (marks: TransactionMarks): Uint8Array => sessionKeyOf(cardKey, version, marks);
  const scriptKeys = (marks: TransactionMarks) => ({
    integrity: scriptKeyOf(derive(masterKeys.scriptIntegrity), version, marks),
    confidentiality: scriptKeyOf(derive(masterKeys.scriptConfidentiality), version, marks),
  });
  const scriptMacMessage = (marks: TransactionMarks, { header, data }: ScriptCommand): Uint8Array =>
    joinBytes(version.isScriptBound ? [header, marks.counter, marks.cryptogram, data] : [header, data]);
  const card: IssuedCard = {
    cardKey,
    sessionKey,
    message: (values, issuerPart) =>
      version.issuerPart === 'minimum'
        ? joinBytes([values('9F02'), values('9F37'), values('9F36'), issuerPart])
        : joinBytes([...terminalInputTags.map(values), values('9F36'), issuerPart]),
    cryptogramOver: (message, marks) => retailMac(sessionKey(marks), message, version.padding),
    responseCryptogram: (marks, { word, proprietaryData }) => {
      const key = version.responseKey === 'card' ? cardKey : sessionKey(marks);
      const { cryptogram } = marks;
      if (version.responseMethod === 1) return computeResponseCryptogram(key, { cryptogram, responseCode: word });
      const update = { cryptogram, cardStatusUpdate: word };
      return computeStatusUpdateCryptogram(
        key,
        proprietaryData === undefined ? update : { ...update, proprietaryData },
      );
    },
    scriptKeys,
    scriptMacMessage,
    scriptMac: (marks, command) => computeScriptMac(scriptKeys(marks).integrity, scriptMacMessage(marks, command)),
    encipher: (marks, data) => encipherCommandData(scriptKeys(marks).confidentiality, data, version.encipherment),
    pinChange: (marks, pins) => {
      const isKeyed = pins.currentPin !== undefined || version.pinBlock === 'keyed';
      const pinBlock = isKeyed ? keyedPinBlock(cardKey, pins.pin, pins.currentPin) : formatTwoPinBlock(pins.pin);
      const enciphered = card.encipher(marks, pinBlock);
      const parameter = pins.currentPin === undefined ? 0x02 : 0x01;
      const header = Uint8Array.of(0x84, 0x24, 0x00, parameter, enciphered.length + 8);
      const mac = card.scriptMac(marks, { header, data: enciphered });
      return { pinBlock, enciphered, command: joinBytes([header, enciphered, mac]) };
    },
  };
  return card;
}

function sessionKeyOf(cardKey: Uint8Array, version: CryptogramVersion, marks: TransactionMarks): Uint8Array {
  switch (version.sessionKeyMethod) {
    case 'card-key-itself':
      return cardKey;
    case 'common':
      return deriveSessionKey(cardKey, joinBytes([marks.counter, new Uint8Array(6)]));
    case 'counter-and-unpredictable-number':
      return deriveSessionKey(cardKey, joinBytes([marks.counter, new Uint8Array(2), marks.unpredictableNumber]));
    default:
      return version.sessionKeyMethod satisfies never;
  }
}

function scriptKeyOf(cardKey: Uint8Array, version: CryptogramVersion, marks: TransactionMarks): Uint8Array {
  return version.scriptKey === 'counter'
    ? deriveCounterKey(cardKey, marks.counter)
    : deriveSessionKey(cardKey, marks.cryptogram);
}
