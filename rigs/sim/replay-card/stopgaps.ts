import { locatorIn } from './session.ts';
import { hexOf } from './tlv.ts';
import type { Recorded } from './transcript.ts';

const selectByName = '00A40400';
const directories = { contact: hexOfText('1PAY.SYS.DDF01'), contactless: hexOfText('2PAY.SYS.DDF01') } as const;
const emptyRecord = Uint8Array.of(0x70, 0x00, 0x90, 0x00);
const fileNotFound = Uint8Array.of(0x6a, 0x82);

/** An answer that nobody recorded, and what it is. */
export interface Stopgap {
  readonly response: Uint8Array;
  readonly made: 'made directory' | 'empty record';
}

/**
 * What lets a recording be played to a terminal that does more than the recorded one: a directory, where the recorded one
 * named the application at once, and an empty record, where it passed over a record that the file locator names.
 *
 * @returns undefined for every other command
 */
export function stopgapFor(command: Uint8Array, exchanges: readonly Recorded[]): Stopgap | undefined {
  const directory = directoryFor(command, exchanges);
  if (directory !== undefined) return { response: directory, made: 'made directory' };
  return isLocated(command, exchanges) ? { response: emptyRecord, made: 'empty record' } : undefined;
}

/**
 * The contact directory is not there, which sends a terminal to its own list; the contactless one is made of the
 * applications that were recorded, as without it a terminal goes nowhere.
 *
 * @clause EMV 4.4 Book 1, 12.3.2 (6A82: the list of the terminal); Contactless Book B, 3.3.2.3 (FCI of the PPSE)
 */
function directoryFor(command: Uint8Array, exchanges: readonly Recorded[]): Uint8Array | undefined {
  const wanted = nameIn(command);
  if (wanted !== directories.contact && wanted !== directories.contactless) return undefined;
  if (wanted === directories.contact) return fileNotFound;
  const names = new Set(
    exchanges
      .filter(({ response }) => hexOf(response.slice(-2)) === '9000')
      .map(({ command: recorded }) => nameIn(recorded))
      .filter((name) => name !== undefined && !Object.values(directories).includes(name)),
  );
  const entries = [...names].map((name, index) =>
    object('61', object('4F', name ?? '') + object('87', `0${index + 1}`.slice(-2))),
  );
  if (entries.length === 0) return fileNotFound;
  const information = object('A5', object('BF0C', entries.join('')));
  return Uint8Array.from(Buffer.from(`${object('6F', object('84', wanted) + information)}9000`, 'hex'));
}

/** Whether a READ RECORD is for a record that the recorded file locator (94) names. @clause EMV 4.4 Book 3, 10.2 */
function isLocated(command: Uint8Array, exchanges: readonly Recorded[]): boolean {
  if (!hexOf(command).startsWith('00B2') || ((command[3] ?? 0) & 0x07) !== 0x04) return false;
  const locator = locatorIn(exchanges);
  const [record, file] = [command[2] ?? 0, (command[3] ?? 0) >> 3];
  for (let at = 0; at + 4 <= locator.length; at += 4) {
    const [place = 0, first = 0, last = 0] = locator.slice(at);
    if (place >> 3 === file && record >= first && record <= last) return true;
  }
  return false;
}

function nameIn(command: Uint8Array): string | undefined {
  const hex = hexOf(command);
  return hex.startsWith(selectByName) ? hexOf(command.slice(5, 5 + (command[4] ?? 0))) : undefined;
}

function object(tag: string, value: string): string {
  const length = (value.length / 2).toString(16).toUpperCase().padStart(2, '0');
  return `${tag}${value.length > 254 ? '81' : ''}${length}${value}`;
}

function hexOfText(text: string): string {
  return Buffer.from(text, 'ascii').toString('hex').toUpperCase();
}
