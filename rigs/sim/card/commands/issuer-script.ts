import { byteAt, concat, toHex } from '../bytes.ts';
import { counterBytes, counterScriptKey, deriveSessionKey } from '../cryptography/application-keys.ts';
import { decryptBlocks, retailMac } from '../cryptography/triple-des.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside, SelectedCard } from '../memory.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';
import { takesCounterKey, whyScriptRefused } from './why-refused.ts';

const macMin = 4;
const macMax = 8;

/**
 * Carries out an issuer script command when its MAC is right: over header, transaction counter, application cryptogram
 * and data, with a key of this transaction.
 *
 * @clause EMV 4.4 Book 2, 9.2.1 (format 2); Book 3, 6.5.1 to 6.5.3, 6.5.10
 * @reads The book leaves length and place of the counter to the issuer; 4 to 8 bytes and in front are what the public
 *   vectors agree on.
 */
export function issuerScript(card: CardInside, command: Command): Answer {
  const selected = selectedCard(card);
  const { session } = card.remembered;
  if (selected === undefined || (session.phase !== 'online' && session.phase !== 'finished')) {
    return refuse('conditionsNotSatisfied');
  }
  const { cryptogram } = session;
  if (cryptogram === undefined) return refuse('conditionsNotSatisfied');
  const opened = openMessage(selected, command, cryptogram);
  const answer =
    opened === undefined
      ? refuse(
          'macIncorrect',
          whyScriptRefused(selected, { header: headerOf(command), data: command.data, cryptogram }),
        )
      : carryOut(selected, command, opened);
  selected.own.scriptCount = Math.min(selected.own.scriptCount + 1, 0x0f);
  if (answer.statusWord !== 0x9000) selected.own.hasScriptFailed = true;
  return answer;
}

interface OpenedMessage {
  readonly content: Uint8Array;
  readonly confidentialityKey: Uint8Array;
}

/** Data in front of the MAC; undefined when no MAC of a lawful length is right. */
function openMessage(card: SelectedCard, command: Command, cryptogram: Uint8Array): OpenedMessage | undefined {
  const { masterKeys } = card.application;
  const integrityKey = scriptKey(card, masterKeys.integrity, cryptogram);
  const confidentialityKey = scriptKey(card, masterKeys.confidentiality, cryptogram);
  const { data } = command;
  const header = headerOf(command);
  const counter = counterBytes(card.own.transactionCounter);
  for (let length = macMax; length >= macMin; length -= 1) {
    if (data.length < length) continue;
    const content = data.slice(0, data.length - length);
    const mac = retailMac({ key: integrityKey, data: concat(header, counter, cryptogram, content) }).slice(0, length);
    if (toHex(mac) === toHex(data.slice(data.length - length))) return { content, confidentialityKey };
  }
  return undefined;
}

function headerOf({ instructionClass, instruction, parameter1, parameter2, data }: Command): Uint8Array {
  return Uint8Array.of(instructionClass, instruction, parameter1, parameter2, data.length);
}

function scriptKey(card: SelectedCard, key: Uint8Array, cryptogram: Uint8Array): Uint8Array {
  return takesCounterKey(card)
    ? counterScriptKey(key, counterBytes(card.own.transactionCounter))
    : deriveSessionKey({ iccMasterKey: key, diversifier: cryptogram });
}

function carryOut(card: SelectedCard, command: Command, opened: OpenedMessage): Answer {
  switch (command.instruction) {
    case 0x1e:
      card.own.isBlocked = true;
      return done();
    case 0x18:
      card.own.isBlocked = false;
      return done();
    case 0x16:
      card.kept.isBlocked = true;
      return done();
    case 0x24:
      return changePin(card, command, opened);
    case 0xda:
      return write(card, toHex(Uint8Array.of(command.parameter1, command.parameter2)).replace(/^00/u, ''), opened);
    case 0xdc:
      return write(card, `${command.parameter2 >> 3}.${command.parameter1}`, opened);
    default:
      return refuse('instructionUnknown');
  }
}

function write(card: SelectedCard, place: string, { content }: OpenedMessage): Answer {
  if (content.length === 0) return refuse('wrongLength');
  card.own.written = new Map([...card.own.written, [place, content]]);
  return done();
}

/**
 * PIN CHANGE/UNBLOCK: without a PIN it sets the tries back, with one it changes the PIN as well.
 *
 * @clause EMV 4.4 Book 3, 6.5.10
 */
function changePin(card: SelectedCard, { parameter2 }: Command, opened: OpenedMessage): Answer {
  if (parameter2 !== 0x00) {
    const pin = readPin(card, parameter2, opened);
    if (pin === undefined) return refuse('incorrectData');
    card.kept.pin = pin;
  }
  card.kept.pinTriesLeft = card.image.pinTries;
  return done();
}

function readPin(card: SelectedCard, parameter2: number, opened: OpenedMessage): string | undefined {
  const { content, confidentialityKey } = opened;
  if (content.length === 0 || content.length % 8 !== 0) return undefined;
  const plain = decryptBlocks({ key: confidentialityKey, data: content });
  // Visa puts a length in front and padding behind, M/Chip enciphers the block alone.
  const isVisa = card.application.recipe.layout !== 'm-chip';
  const block = isVisa ? plain.slice(1, 9) : plain;
  if (block.length !== 8) return undefined;
  const isIso = byteAt(block, 0) >> 4 === 2;
  return isIso ? digitsOf(block) : digitsOf(unmasked(card, block, parameter2));
}

/** Visa's own block: the PIN combined with the right part of the card's key, and with the old PIN when P2 is 01. */
function unmasked(card: SelectedCard, block: Uint8Array, parameter2: number): Uint8Array {
  const mask = concat(new Uint8Array(4), card.application.masterKeys.cryptogram.slice(4, 8));
  const old = Buffer.from(card.kept.pin.padEnd(16, '0'), 'hex');
  return block.map((byte, index) => byte ^ byteAt(mask, index) ^ (parameter2 === 0x01 ? (old[index] ?? 0) : 0));
}

function digitsOf(block: Uint8Array): string | undefined {
  const text = toHex(block);
  const length = Number.parseInt(text.slice(1, 2), 16);
  const digits = text.slice(2, 2 + length);
  return length >= 4 && /^\d+$/u.test(digits) && /^F*$/u.test(text.slice(2 + length)) ? digits : undefined;
}
