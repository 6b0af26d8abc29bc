import { byteAt, concat, fromHex, toHex } from '../bytes.ts';
import { counterBytes } from '../cryptography/application-keys.ts';
import { checkValue } from '../cryptography/check-value.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside, SelectedCard } from '../memory.ts';
import { encodeTlv } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

/** Bit of the interchange profile's second byte that offers the relay resistance protocol. */
const relayResistanceBit = 0x01;
/** Least and most time that the card needs, and what it thinks the way takes: hundreds of microseconds. */
const relayTimes = fromHex('002800500014');

/**
 * EXCHANGE RELAY RESISTANCE DATA: the card answers the terminal's random number with its own, quickly.
 *
 * @clause C-2, 5.3
 */
export function exchangeRelayData(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const selected = selectedCard(card);
  if (selected === undefined || card.remembered.session.phase !== 'initiated') return refuse('conditionsNotSatisfied');
  if (!offersRelayResistance(selected)) return refuse('conditionsNotSatisfied');
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  if (data.length !== 4) return refuse('wrongLength');
  const answered = concat(card.rng.bytes(4), relayTimes);
  card.remembered.relay = { terminalEntropy: data, answered };
  return done(encodeTlv('80', answered));
}

/**
 * RECOVER AC: gives back what GENERATE AC answered before the card was torn away.
 *
 * @clause C-2, 5.6 (torn transactions)
 * @reads The card recognises the transaction by the unpredictable number at the end of the DRDOL's data.
 */
export function recoverAc(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const selected = selectedCard(card);
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  if (selected === undefined || card.remembered.session.phase !== 'initiated') return refuse('conditionsNotSatisfied');
  const { torn } = selected.own;
  if (torn === undefined || !toHex(data).includes(toHex(torn.unpredictableNumber))) {
    return refuse('conditionsNotSatisfied');
  }
  return done(torn.data);
}

/**
 * COMPUTE CRYPTOGRAPHIC CHECKSUM: the check values of mag-stripe mode.
 *
 * @clause C-2, 5.2
 */
export function computeChecksum(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const selected = selectedCard(card);
  if (parameter1 !== 0x8e || parameter2 !== 0x80) return refuse('incorrectParameters');
  if (selected === undefined || card.remembered.session.phase !== 'initiated') return refuse('conditionsNotSatisfied');
  if (selected.application.profile.style !== 'stripe') return refuse('conditionsNotSatisfied');
  if (data.length !== 4) return refuse('wrongLength');
  const counter = counterBytes(selected.own.transactionCounter);
  const key = selected.application.masterKeys.checksum;
  const { track1, track2 } = selected.application;
  const value = (track: Uint8Array): Uint8Array => checkValue({ key, track, unpredictableNumber: data, counter });
  card.remembered.session = { phase: 'finished' };
  return done(
    encodeTlv('77', encodeTlv('9F61', value(track2)), encodeTlv('9F60', value(track1)), encodeTlv('9F36', counter)),
  );
}

/** Whether the profile offers relay resistance. */
function offersRelayResistance({ application }: SelectedCard): boolean {
  return (byteAt(application.interchangeProfile, 1) & relayResistanceBit) !== 0;
}
