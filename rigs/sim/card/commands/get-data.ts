import { counterBytes } from '../cryptography/application-keys.ts';
import type { CardInside } from '../memory.ts';
import { encodeTlv } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

/** Offline PINs are never verified here, so that all tries are left. */
const pinTriesLeft = 3;

/**
 * GET DATA for the counters that a terminal may ask for.
 *
 * @clause EMV 4.4 Book 3, 6.5.7
 */
export function getData(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  if (data.length > 0) return refuse('wrongLength');
  if (card.session.phase === 'idle' || card.session.phase === 'directory-selected') {
    return refuse('conditionsNotSatisfied');
  }
  switch ((parameter1 << 8) | parameter2) {
    case 0x9f36:
      return done(encodeTlv('9F36', counterBytes(card.kept.applicationTransactionCounter)));
    case 0x9f13:
      return done(encodeTlv('9F13', counterBytes(card.kept.lastOnlineCounter)));
    case 0x9f17:
      return done(encodeTlv('9F17', Uint8Array.of(pinTriesLeft)));
    default:
      return refuse('dataNotFound');
  }
}
