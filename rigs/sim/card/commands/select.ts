import { fromHex, startsWith, toHex } from '../bytes.ts';
import type { CardInside } from '../memory.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

/** 2PAY.SYS.DDF01 */
const directoryName = fromHex('325041592E5359532E4444463031');
/** A partial name has at least the registered application provider identifier. */
const partialNameMin = 5;

/**
 * SELECT by name, whole or beginning. A name that is not there leaves the selection as it was.
 *
 * @clause EMV 4.4 Book 1, 11.3
 */
export function select(card: CardInside, command: Command): Answer {
  const { parameter1, parameter2, data } = command;
  if (parameter1 !== 0x04 || (parameter2 !== 0x00 && parameter2 !== 0x02)) return refuse('incorrectParameters');
  if (data.length < partialNameMin || data.length > 16) return refuse('wrongLength');
  // There is but one application, so that no name has a next occurrence.
  if (parameter2 === 0x02) return refuse('fileNotFound');
  if (toHex(data) === toHex(directoryName)) {
    card.session = { phase: 'directory-selected' };
    return done(card.image.directoryInformation);
  }
  if (!startsWith(card.image.applicationIdentifier, { prefix: data })) return refuse('fileNotFound');
  card.session = { phase: 'application-selected' };
  return done(card.image.applicationInformation);
}
