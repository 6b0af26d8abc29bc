import {
  attackBefore,
  authorityKeys,
  libraryCards,
  presentToVirtualReader,
  type DeskCard,
  type LibraryCard,
} from '#rigs/benches/card-desk.ts';
import { createMask } from '#rigs/mask.ts';
import { recordedCardOf } from './card-recording.ts';
import { exitCodes } from './exit-codes.ts';
import { onInterrupt } from './interrupt.ts';
import { UsageError } from './usage-error.ts';

/** Prints all cards, one a line: name, whether it lies, what it exercises. */
export function listCards(options: { readonly json?: boolean }): number {
  const cards = libraryCards();
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(cards, undefined, 2)}\n`);
    return exitCodes.ok;
  }
  const width = Math.max(...cards.map(({ name }) => name.length));
  for (const { name, purpose, isLying } of cards) {
    process.stdout.write(`${name.padEnd(width)}  ${isLying ? 'lies' : '    '}  ${purpose}\n`);
  }
  return exitCodes.ok;
}

/** Prints the CA public keys that a third-party terminal needs in order to authenticate the cards. */
export function listAuthorityKeys(options: { readonly json?: boolean }): number {
  const keys = authorityKeys();
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(keys, undefined, 2)}\n`);
    return exitCodes.ok;
  }
  for (const key of keys) {
    const index = key.index.toString(16).toUpperCase().padStart(2, '0');
    process.stdout.write(
      `provider ${key.ridHex}  index ${index}  exponent ${key.exponentHex}  expires ${key.expiry} (YYMMDD)\n` +
        `modulus  ${key.modulusHex}\nSHA-1    ${key.checksumHex}\n`,
    );
  }
  return exitCodes.ok;
}

/** Prints what one card is for; of an attack also where it was published and how it may lawfully end. */
export function showCard(name: string): number {
  const { purpose, isLying } = knownCard(name);
  const attack = attackBefore(name);
  const lines =
    attack === undefined
      ? [`rules    ${isLying ? 'broken on purpose' : 'kept'}`]
      : [
          `attacks  ${attack.base}, ${attack.through}`,
          `source   ${attack.source}`,
          `lawful   ${attack.lawful.outcomes.join(', ')}: ${attack.lawful.because}`,
        ];
  process.stdout.write(`${name}\npurpose  ${purpose}\n${lines.join('\n')}\n`);
  return exitCodes.ok;
}

/** What the person chose for `card serve`. */
export interface ServeWords {
  readonly vpcd: string;
  readonly transcript?: string;
  readonly cardKeys?: string;
  readonly contactless?: boolean;
  readonly verbose?: boolean;
}

/**
 * Puts a card into the virtual reader of a PC/SC daemon and keeps it there until Ctrl-C, or until the daemon leaves.
 *
 * @param name  of a card; undefined when a recording is played
 * @returns 0 when the card was taken out by Ctrl-C or the daemon ended in an orderly way
 */
export async function serveCardAt(name: string | undefined, words: ServeWords): Promise<number> {
  const place = placeOf(words.vpcd);
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const wanted = wantedCard(name, words, say);
  const called = wanted.kind === 'library' ? wanted.name : 'the recorded card';
  using interrupt = onInterrupt('taking the card out');
  const mask = createMask();
  let exchangeCount = 0;
  await presentToVirtualReader({ wanted, by: words.contactless === true ? 'contactless' : 'contact' }, place, {
    signal: interrupt.signal,
    onInserted: () => say(`${called} is in the reader at ${words.vpcd}; Ctrl-C takes it out`),
    onEvent: (event) => {
      if (event.kind === 'exchange') exchangeCount += 1;
      if (words.verbose !== true) return;
      if (event.kind === 'power') say(`power ${event.state}`);
      else say(`> ${mask.command(event.command)}\n< ${mask.response(event.response)}`);
    },
  });
  say(`${called} is out of the reader after ${exchangeCount} commands`);
  return exitCodes.ok;
}

function wantedCard(name: string | undefined, words: ServeWords, say: (text: string) => void): DeskCard {
  const { transcript, cardKeys } = words;
  if (name !== undefined && transcript === undefined) return { kind: 'library', name: knownCard(name).name };
  if (name !== undefined || transcript === undefined) {
    throw new UsageError('name a card, or a recording with --transcript, and not both');
  }
  return recordedCardOf({ transcript, keys: cardKeys }, say);
}

/** @throws {UsageError} with a name that is near */
export function knownCard(name: string): LibraryCard {
  const cards = libraryCards();
  const card = cards.find((one) => one.name === name);
  if (card !== undefined) return card;
  const near = cards.find((one) => one.name.startsWith(name.slice(0, 4)));
  const hint = near === undefined ? '' : ` (${near.name}?)`;
  throw new UsageError(`no card is named ${name}${hint}; ./touchstone card list shows the names`);
}

const portMax = 65_535;

function placeOf(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):(?<port>[0-9]{1,5})$/u.exec(text);
  const port = Number(match?.groups?.['port']);
  const host = match?.groups?.['host']?.replace(/^\[|\]$/gu, '');
  if (host === undefined || !(port >= 1 && port <= portMax)) {
    throw new UsageError(`--vpcd ${text} is not HOST:PORT, such as localhost:35963`);
  }
  return { host, port };
}
