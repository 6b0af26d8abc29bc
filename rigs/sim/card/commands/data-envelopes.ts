import { fromHex, toHex } from '../bytes.ts';
import { openEnvelope, receiptFor, sealEnvelope } from '../cryptography/secure-channel.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside } from '../memory.ts';
import { encodeTlv, splitObjects } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

const envelopeTag = /^9F81(?:1[1-9]|1A)$/u;

/**
 * READ DATA: a data envelope through the channel, while a transaction runs.
 *
 * @clause C-8 5.5 (facts from github.com/Digrol/Denom, ApduEmv and EmvCrypt)
 */
export function readData(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  const selected = selectedCard(card);
  const { channel, session } = card.remembered;
  if (selected === undefined || channel === undefined || session.phase !== 'initiated') {
    return refuse('conditionsNotSatisfied');
  }
  const tagHex = toHex(data);
  const personalised = selected.application.profile.dataObjects.get(tagHex);
  const value = selected.own.written.get(tagHex) ?? (personalised === undefined ? undefined : fromHex(personalised));
  if (!envelopeTag.test(tagHex) || value === undefined) return refuse('dataNotFound');
  return done(sealEnvelope(channel, encodeTlv(tagHex, value)));
}

/**
 * WRITE DATA: a data envelope for good, after a cryptogram that was asked for with more to follow. The card answers with its code
 * over the envelope in the clear.
 *
 * @clause C-8 5.7
 */
export function writeData(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  if (parameter1 !== 0 || (parameter2 & 0x7f) !== 0) return refuse('incorrectParameters');
  const selected = selectedCard(card);
  const { channel } = card.remembered;
  if (selected === undefined || channel === undefined || !card.remembered.awaitsEnvelopes) {
    return refuse('conditionsNotSatisfied');
  }
  card.remembered.awaitsEnvelopes = parameter2 !== 0;
  const envelope = openEnvelope(channel, data);
  const [only, ...others] = splitObjects(envelope) ?? [];
  const tagHex = toHex(only?.tag ?? new Uint8Array());
  if (only === undefined || others.length > 0 || !envelopeTag.test(tagHex)) return refuse('incorrectData');
  selected.own.written = new Map([...selected.own.written, [tagHex, only.value]]);
  return done(receiptFor(channel, envelope));
}
