import { fromHex, toHex } from '../bytes.ts';
import { counterBytes } from '../cryptography/application-keys.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside } from '../memory.ts';
import { encodeTlv } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

/** Log format, tag 9F4F: amount, currency, date, counter, information. The log itself stays empty. */
const logFormat = fromHex('9F02065F2A029A039F36029F2701');

/**
 * GET DATA for the counters that a terminal may ask for, and for whatever else the profile lets it see.
 *
 * @clause EMV 4.4 Book 3, 6.5.7
 */
export function getData(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  if (data.length > 0) return refuse('wrongLength');
  const selected = selectedCard(card);
  if (selected === undefined) return refuse('conditionsNotSatisfied');
  const tagHex = toHex(Uint8Array.of(parameter1, parameter2)).replace(/^00/u, '');
  const { own, application } = selected;
  const written = own.written.get(tagHex);
  if (written !== undefined) return done(encodeTlv(tagHex, written));
  const fromProfile = application.profile.dataObjects.get(tagHex);
  if (fromProfile !== undefined) {
    return fromProfile === '' ? refuse('dataNotFound') : done(encodeTlv(tagHex, fromHex(fromProfile)));
  }
  switch (tagHex) {
    case '9F36':
      return done(encodeTlv('9F36', counterBytes(own.transactionCounter)));
    case '9F13':
      return done(encodeTlv('9F13', counterBytes(own.lastOnlineCounter)));
    case '9F17':
      return done(encodeTlv('9F17', Uint8Array.of(card.kept.pinTriesLeft)));
    case '9F4F':
      return done(encodeTlv('9F4F', logFormat));
    default:
      return refuse('dataNotFound');
  }
}
