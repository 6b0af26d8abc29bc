import { fromHex, toHex } from '../bytes.ts';
import type { CurveSigner } from '../cryptography/curve-signature.ts';
import { openPinByCurve } from '../cryptography/pin-channel.ts';
import { decipher } from '../cryptography/signature.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside, SelectedCard } from '../memory.ts';
import { done, refuse, triesLeft } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

const challengeLength = 8;
const references = { plain: 0x80, enciphered: 0x88 } as const;

/**
 * GET CHALLENGE: eight bytes that the next enciphered PIN has to bring back.
 *
 * @clause EMV 4.4 Book 3, 6.5.6
 */
export function getChallenge(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  if (data.length > 0) return refuse('wrongLength');
  const selected = selectedCard(card);
  if (selected === undefined) return refuse('conditionsNotSatisfied');
  const repeats = selected.application.quirks.has('challenge-repeats');
  const challenge = repeats ? fromHex('0102030405060708') : card.rng.bytes(challengeLength);
  card.remembered.challenge = challenge;
  return done(challenge);
}

/**
 * VERIFY: the cardholder's PIN, in plain or enciphered with the card's key for PINs.
 *
 * @clause EMV 4.4 Book 3, 6.5.12; Book 2, 7.2 and 13.3
 */
export function verify(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const selected = selectedCard(card);
  if (selected === undefined || card.remembered.session.phase === 'application-selected') {
    return refuse('conditionsNotSatisfied');
  }
  if (parameter1 !== 0 || (parameter2 !== references.plain && parameter2 !== references.enciphered)) {
    return refuse('incorrectParameters');
  }
  if (card.image.pin === '') return refuse('referenceDataInvalidated');
  if (card.kept.pinTriesLeft === 0) return refuse('methodBlocked');
  if (parameter2 === references.enciphered && isRepeated(selected, data)) return refuse('conditionsNotSatisfied');
  const { curvePinKey } = selected.application;
  const isByCurve = parameter2 === references.enciphered && curvePinKey !== undefined;
  const open = (): Uint8Array | undefined =>
    curvePinKey === undefined ? openBlock(selected, data) : openByCurve(selected, curvePinKey, data);
  const block = parameter2 === references.plain ? data : open();
  // The challenge is good for one command, whatever comes of it.
  card.remembered.challenge = undefined;
  if (block === undefined) return refuse(isByCurve ? 'referenceDataInvalidated' : 'conditionsNotSatisfied');
  if (block.length !== 8) return refuse('wrongLength');
  return judge(selected, block);
}

/** Whether the same bytes came before, for a card that looks: with random padding they never do. */
function isRepeated({ application, remembered }: SelectedCard, data: Uint8Array): boolean {
  const hex = toHex(data);
  const isKnown = remembered.enciphered.has(hex);
  remembered.enciphered.add(hex);
  return isKnown && application.quirks.has('refuses-same-encipherment');
}

function judge(card: SelectedCard, block: Uint8Array): Answer {
  const isRight = card.application.quirks.has('accepts-any-pin') || toHex(block) === blockHex(card.kept.pin);
  card.remembered.offlinePin = isRight ? 'succeeded' : 'failed';
  card.kept.pinTriesLeft = isRight ? card.image.pinTries : card.kept.pinTriesLeft - 1;
  return isRight ? done() : triesLeft(card.kept.pinTriesLeft);
}

/** PIN block of an offline PIN: control 2, length, digits, filler F. */
function blockHex(pin: string): string {
  return `2${pin.length.toString(16).toUpperCase()}${pin}`.padEnd(16, 'F');
}

/**
 * What was enciphered: 7F, the block, our challenge, random bytes. Undefined when it was not made for the present
 * challenge.
 */
function openBlock(card: SelectedCard, enciphered: Uint8Array): Uint8Array | undefined {
  const { challenge } = card.remembered;
  const opened = decipher(card.application.pinPrivateKey, enciphered);
  if (opened === undefined || challenge === undefined || opened[0] !== 0x7f) return undefined;
  return toHex(opened.slice(9, 17)) === toHex(challenge) ? opened.slice(1, 9) : undefined;
}

/** The same of a PIN that comes through a channel of elliptic curves. What fails costs no try. */
function openByCurve({ remembered }: SelectedCard, key: CurveSigner, sent: Uint8Array): Uint8Array | undefined {
  const { challenge, pinChannel: known } = remembered;
  if (challenge === undefined) return undefined;
  const opened = openPinByCurve(key, sent, { challenge, known });
  remembered.pinChannel = opened?.channel ?? known;
  return opened?.block;
}
