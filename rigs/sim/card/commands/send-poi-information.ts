import { toHex } from '../bytes.ts';
import type { CardInside } from '../memory.ts';
import { dolLength, parseDol } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';
import { directoryFor } from './select.ts';

/** Identifier of the terminal category; two bytes, then length and value. */
const categoryIdentifier = '0001';
const headBytes = 3;

/**
 * SEND POI INFORMATION: the terminal tells what the directory asked for, and gets a directory made for it.
 *
 * @clause EMV Contactless 2.12 Book B, Annex C (as strexp/card42 quotes it: class 80, instruction 1A, template 83 with the
 *   values of the list 9F3F and objects of two bytes of identifier, one of length)
 * @reads A card that asked for nothing does not know the command. A category that it did not name is wrong data.
 */
export function sendPoiInformation(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const { categories, selectionDol } = card.image;
  if (categories.length === 0 && selectionDol.length === 0) return refuse('instructionUnknown');
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  if (card.remembered.session.phase !== 'directory-selected') return refuse('conditionsNotSatisfied');
  const [template, length] = data;
  if (template !== 0x83 || length !== data.length - 2) return refuse('incorrectData');
  const listBytes = dolLength(parseDol(toHex(selectionDol)));
  if (length < listBytes) return refuse('incorrectData');
  const told = categoryIn(data.slice(2 + listBytes));
  if (told === undefined) return refuse('incorrectData');
  const known = toHex(categories).match(/.{4}/gu) ?? [];
  if (told !== '' && !known.some((category) => category === told)) return refuse('incorrectData');
  return done(directoryFor(card, told));
}

/** The terminal's category; empty when nothing was told, undefined when the bytes are no objects of POI information. */
function categoryIn(objects: Uint8Array): string | undefined {
  let category = '';
  for (let at = 0; at < objects.length;) {
    const length = objects[at + 2];
    if (length === undefined || at + headBytes + length > objects.length) return undefined;
    const value = objects.slice(at + headBytes, at + headBytes + length);
    if (toHex(objects.slice(at, at + 2)) === categoryIdentifier) category = toHex(value);
    at += headBytes + length;
  }
  return category;
}
