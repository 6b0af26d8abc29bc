import { createMask } from '#rigs/mask.ts';
import { authorityKeys, libraryCards, presentToVirtualReader } from '#rigs/benches/card-desk.ts';
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

/**
 * Puts a card into the virtual reader of a PC/SC daemon and keeps it there until Ctrl-C, or until the daemon leaves.
 *
 * @returns 0 when the card was taken out by Ctrl-C or the daemon ended in an orderly way
 */
export async function serveLibraryCard(
  name: string,
  words: { readonly vpcd: string; readonly contactless?: boolean; readonly verbose?: boolean },
): Promise<number> {
  const place = placeOf(words.vpcd);
  const names = libraryCards().map((card) => card.name);
  if (!names.includes(name)) {
    const near = names.find((known) => known.startsWith(name.slice(0, 4)));
    const hint = near === undefined ? '' : ` (${near}?)`;
    throw new UsageError(`no card is named ${name}${hint}; ./touchstone card list shows the names`);
  }
  using interrupt = onInterrupt('taking the card out');
  const mask = createMask();
  let exchangeCount = 0;
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  await presentToVirtualReader({ cardName: name, by: words.contactless === true ? 'contactless' : 'contact' }, place, {
    signal: interrupt.signal,
    onInserted: () => say(`${name} is in the reader at ${words.vpcd}; Ctrl-C takes it out`),
    onEvent: (event) => {
      if (event.kind === 'exchange') exchangeCount += 1;
      if (words.verbose !== true) return;
      if (event.kind === 'power') say(`power ${event.state}`);
      else say(`> ${mask.command(event.command)}\n< ${mask.response(event.response)}`);
    },
  });
  say(`${name} is out of the reader after ${exchangeCount} commands`);
  return exitCodes.ok;
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
