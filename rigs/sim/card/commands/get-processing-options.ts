import type { CardInside } from '../memory.ts';
import { dolLength, encodeTlv, splitByDol } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

const counterMax = 0xffff;

/**
 * GET PROCESSING OPTIONS: a transaction begins and the counter moves, also when the card is torn away at once.
 *
 * @clause EMV 4.4 Book 3, 6.5.8
 */
export function getProcessingOptions(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  if (card.session.phase !== 'application-selected') return refuse('conditionsNotSatisfied');
  const [template, length] = data;
  if (template !== 0x83 || length !== data.length - 2) return refuse('incorrectData');
  const dol = card.image.processingOptionsDol;
  if (length !== dolLength(dol)) return refuse('wrongLength');
  // A counter at its end closes the application for ever.
  if (card.kept.applicationTransactionCounter >= counterMax) return refuse('conditionsNotSatisfied');
  card.kept.applicationTransactionCounter += 1;
  const bytes = data.slice(2);
  card.session = { phase: 'initiated', processingOptions: { bytes, byTag: splitByDol(dol, bytes) } };
  const profile = encodeTlv('82', card.image.applicationInterchangeProfile);
  return done(encodeTlv('77', profile, encodeTlv('94', card.image.applicationFileLocator)));
}
