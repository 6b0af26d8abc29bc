import { concat, fromHex, startsWith, toHex } from '../bytes.ts';
import { freshMemory } from '../memory.ts';
import type { CardInside } from '../memory.ts';
import type { ApplicationImage } from '../personalisation/card-image.ts';
import { encodeTlv } from '../tlv.ts';
import { done, refuse, warned } from './answer.ts';
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';

/** 2PAY.SYS.DDF01 and 1PAY.SYS.DDF01. */
const contactlessDirectory = fromHex('325041592E5359532E4444463031');
const contactDirectory = fromHex('315041592E5359532E4444463031');
/** A partial name has at least the registered application provider identifier. */
const partialNameMin = 5;

/**
 * SELECT by name, whole or beginning, first or next occurrence. A name that is not there leaves the selection as it was.
 *
 * @clause EMV 4.4 Book 1, 11.3
 */
export function select(card: CardInside, command: Command): Answer {
  const { parameter1, parameter2, data } = command;
  if (card.kept.isBlocked) return refuse('functionNotSupported');
  if (parameter1 !== 0x04 || (parameter2 !== 0x00 && parameter2 !== 0x02)) return refuse('incorrectParameters');
  if (data.length < partialNameMin || data.length > 16) return refuse('wrongLength');
  const directory = card.interface === 'contact' ? contactDirectory : contactlessDirectory;
  if (toHex(data) === toHex(directory)) return selectDirectory(card, directory);
  return selectApplication(card, { name: data, isNext: parameter2 === 0x02 });
}

/** Whether a command selects one of the two directories. */
export function namesDirectory({ data }: Command): boolean {
  return toHex(data) === toHex(contactDirectory) || toHex(data) === toHex(contactlessDirectory);
}

/** Directory entries of the applications that this interface shows, in the order of the profile. */
export function directoryEntries(card: CardInside): readonly Uint8Array[] {
  return listed(card, '').map((one) => one.directoryEntry);
}

/**
 * The contactless directory as a terminal of this category sees it: with what is meant for it, or else with what is for all.
 *
 * @param categoryHex  empty when the terminal told none
 */
export function directoryFor(card: CardInside, categoryHex: string): Uint8Array {
  const own = categoryHex === '' ? [] : listed(card, categoryHex);
  const shown = own.length > 0 ? own : listed(card, '');
  return fileInformation(contactlessDirectory, [encodeTlv('BF0C', ...shown.map((one) => one.directoryEntry))]);
}

function listed({ image, interface: on }: CardInside, categoryHex: string): readonly ApplicationImage[] {
  return image.applications.filter(
    (one) => isReachable(one, on) && one.profile.isInDirectory && one.profile.terminalCategoryHex === categoryHex,
  );
}

function fileInformation(name: Uint8Array, content: readonly Uint8Array[]): Uint8Array {
  return encodeTlv('6F', encodeTlv('84', name), encodeTlv('A5', ...content));
}

function selectDirectory(card: CardInside, name: Uint8Array): Answer {
  const entries = directoryEntries(card);
  if (entries.length === 0) return refuse('fileNotFound');
  Object.assign(card.remembered, freshMemory(), { session: { phase: 'directory-selected' } });
  const content =
    card.interface === 'contact'
      ? [encodeTlv('88', Uint8Array.of(0x01)), encodeTlv('5F2D', Buffer.from('en')), ...alphabet(card)]
      : [encodeTlv('BF0C', ...entries, ...wishes(card))];
  return done(fileInformation(name, content));
}

/** What the card wants to know of the terminal before it lists its applications. */
function wishes({ image: { categories, selectionDol } }: CardInside): readonly Uint8Array[] {
  return [
    ...(categories.length === 0 ? [] : [encodeTlv('9F3E', categories)]),
    ...(selectionDol.length === 0 ? [] : [encodeTlv('9F3F', selectionDol)]),
  ];
}

/** Tag 9F11, ISO 8859-1, where the directory has preferred names. */
function alphabet({ image }: CardInside): readonly Uint8Array[] {
  const hasNames = image.applications.some(({ profile }) => profile.preferredName !== '');
  return hasNames ? [encodeTlv('9F11', Uint8Array.of(0x01))] : [];
}

function selectApplication(
  card: CardInside,
  { name, isNext }: { readonly name: Uint8Array; readonly isNext: boolean },
): Answer {
  const { applications } = card.image;
  const fromIndex = isNext ? (card.remembered.selectedIndex ?? -1) + 1 : 0;
  if (isNext && card.remembered.selectedIndex === undefined) return refuse('fileNotFound');
  const index = applications.findIndex(
    (one, at) => at >= fromIndex && isReachable(one, card.interface) && isNamed(one, name),
  );
  const found = applications[index];
  if (found === undefined) return refuse('fileNotFound');
  Object.assign(card.remembered, freshMemory(), { session: { phase: 'application-selected' }, selectedIndex: index });
  const isBlocked = card.kept.applications.get(found.profile.aidHex)?.isBlocked === true;
  return isBlocked ? warned(found.information, 'selectedFileInvalidated') : done(found.information);
}

/** By its name or the beginning of it, or by the whole name with its extended selection behind. */
function isNamed({ identifier, profile }: ApplicationImage, name: Uint8Array): boolean {
  const extended = concat(identifier, fromHex(profile.extendedSelectionHex));
  return startsWith(identifier, { prefix: name }) || toHex(extended) === toHex(name);
}

function isReachable({ profile }: ApplicationImage, on: CardInside['interface']): boolean {
  return profile.interfaces === 'both' || profile.interfaces === on;
}
