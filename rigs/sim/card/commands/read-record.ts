import type { CardInside } from '../memory.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

/** Short file identifiers that EMV applications may use. */
const fileIdentifierMax = 30;

/**
 * READ RECORD by number and short file identifier, once a transaction has begun.
 *
 * @clause EMV 4.4 Book 3, 6.5.11
 */
export function readRecord(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const shortFileIdentifier = parameter2 >> 3;
  const isByNumber = (parameter2 & 0x07) === 0x04;
  if (!isByNumber || shortFileIdentifier === 0 || shortFileIdentifier > fileIdentifierMax || parameter1 === 0) {
    return refuse('incorrectParameters');
  }
  if (data.length > 0) return refuse('wrongLength');
  if (!hasBegun(card)) return refuse('conditionsNotSatisfied');
  const file = card.image.records.filter((record) => record.shortFileIdentifier === shortFileIdentifier);
  if (file.length === 0) return refuse('fileNotFound');
  const record = file.find((one) => one.recordNumber === parameter1);
  return record === undefined ? refuse('recordNotFound') : done(record.content);
}

function hasBegun({ session }: CardInside): boolean {
  return session.phase === 'initiated' || session.phase === 'online' || session.phase === 'finished';
}
