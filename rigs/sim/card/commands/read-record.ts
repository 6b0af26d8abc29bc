import { concat } from '../bytes.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside, SelectedCard } from '../memory.ts';
import { encodeTlv } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';
import { protectedRecord } from './kernel-eight.ts';
import { directoryEntries } from './select.ts';

/** Short file identifiers that EMV applications may use. */
const fileIdentifierMax = 30;
/** The directory's file, as its FCI names it. */
const directoryFile = 1;

/**
 * READ RECORD by number and short file identifier, of the directory or once a transaction has begun.
 *
 * @clause EMV 4.4 Book 3, 6.5.11; Book 1, 12.2.3
 */
export function readRecord(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const file = parameter2 >> 3;
  const isByNumber = (parameter2 & 0x07) === 0x04;
  if (!isByNumber || file === 0 || file > fileIdentifierMax || parameter1 === 0) return refuse('incorrectParameters');
  if (data.length > 0) return refuse('wrongLength');
  if (card.remembered.session.phase === 'directory-selected') return readDirectory(card, { file, number: parameter1 });
  const selected = selectedCard(card);
  if (selected === undefined || card.remembered.session.phase === 'application-selected') {
    return refuse('conditionsNotSatisfied');
  }
  return readFile(selected, { file, number: parameter1 });
}

interface RecordPlace {
  readonly file: number;
  readonly number: number;
}

/** Two applications to a record: so directories of more than two go on in the next one. */
function readDirectory(card: CardInside, { file, number }: RecordPlace): Answer {
  if (card.interface === 'contactless') return refuse('conditionsNotSatisfied');
  if (file !== directoryFile) return refuse('fileNotFound');
  const entries = directoryEntries(card).slice((number - 1) * 2, number * 2);
  return entries.length === 0 ? refuse('recordNotFound') : done(encodeTlv('70', ...entries));
}

function readFile(card: SelectedCard, { file, number }: RecordPlace): Answer {
  const records = card.application.records.filter((record) => record.shortFileIdentifier === file);
  if (records.length === 0) return refuse('fileNotFound');
  const record = records.find((one) => one.recordNumber === number);
  if (record === undefined) return refuse('recordNotFound');
  if (record.hasDynamicSignature === true) {
    const signed = card.remembered.dynamicRecord;
    return signed === undefined ? refuse('recordNotFound') : done(encodeTlv('70', concat(signed)));
  }
  return done(protectedRecord(card, card.own.written.get(`${file}.${number}`) ?? record.content));
}
