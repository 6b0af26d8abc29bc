import { withBitFlipped } from '../bytes.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside, SelectedCard, TerminalValues } from '../memory.ts';
import { dolLength, encodeTlv, splitByDol } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';
import { openOptions } from './kernel-eight.ts';
import { quickAnswer } from './quick-answer.ts';
import { requirementsAnswer, requirementsProvider } from './requirements-answer.ts';

const counterMax = 0xffff;

/**
 * GET PROCESSING OPTIONS: a transaction begins and the counter moves, also when the card is torn away at once.
 *
 * @clause EMV 4.4 Book 3, 6.5.8
 */
export function getProcessingOptions(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  const selected = selectedCard(card);
  if (selected === undefined || card.remembered.session.phase !== 'application-selected') {
    return refuse('conditionsNotSatisfied');
  }
  const { application, own } = selected;
  const [template, length] = data;
  if (template !== 0x83 || length !== data.length - 2) return refuse('incorrectData');
  const dol = application.processingOptionsDol;
  if (length !== dolLength(dol)) return refuse('wrongLength');
  // A counter at its end closes the application for ever.
  if (own.transactionCounter >= counterMax) return refuse('conditionsNotSatisfied');
  if (!application.quirks.has('counter-stands') || own.transactionCounter === 0) own.transactionCounter += 1;
  const bytes = data.slice(2);
  const processingOptions: TerminalValues = { bytes, byTag: splitByDol(dol, bytes) };
  card.remembered.session = { phase: 'initiated', processingOptions };
  if (application.profile.style === 'channel') return openOptions(selected, processingOptions);
  if (application.profile.style !== 'quick') return done(profileAndLocator(selected));
  return application.profile.aidHex.startsWith(requirementsProvider)
    ? requirementsAnswer(selected, processingOptions)
    : quickAnswer(selected, processingOptions);
}

function profileAndLocator({ application }: SelectedCard): Uint8Array {
  const { interchangeProfile, quirks, fileLocator } = application;
  // The lie hides the offer of a dynamic signature, so that the terminal goes without one.
  const profile = quirks.has('other-profile') ? withBitFlipped(interchangeProfile, 0) : interchangeProfile;
  return application.profile.answerFormat === '80'
    ? encodeTlv('80', profile, fileLocator)
    : encodeTlv('77', encodeTlv('82', profile), encodeTlv('94', fileLocator));
}
