import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { makeCard, presentToVirtualReader, type DeskCard } from '#rigs/benches/card-desk.ts';
import { createMask } from '#rigs/mask.ts';
import type { VpcdEvent } from '#rigs/twins/vpcd/vpcd-card.ts';
import { knownCard } from './card.ts';
import { recordedCardOf } from './card-recording.ts';
import { exitCodes } from './exit-codes.ts';
import { onInterrupt } from './interrupt.ts';
import { sessionRecord } from './session-record.ts';
import { UsageError } from './usage-error.ts';

/** What the person chose for `card serve`. */
export interface ServeWords {
  readonly vpcd?: string;
  readonly stdio?: boolean;
  readonly transcript?: string;
  readonly cardKeys?: string;
  readonly contactless?: boolean;
  readonly verbose?: boolean;
  readonly record?: string;
}

/**
 * Presents a card to a terminal that is not ours: in the virtual reader of a PC/SC daemon, until Ctrl-C or until the
 * daemon leaves; or as lines of text, until the input ends.
 *
 * @param name  of a card; undefined when a recording is played
 * @returns 0 when the card was taken out by Ctrl-C or the other side ended in an orderly way
 */
export async function serveCardAt(name: string | undefined, words: ServeWords): Promise<number> {
  if ((words.vpcd === undefined) === (words.stdio !== true)) {
    throw new UsageError('say where the card goes: --vpcd HOST:PORT or --stdio, and not both');
  }
  // What is said goes beside what the other side reads.
  const stream = words.stdio === true ? process.stderr : process.stdout;
  const say = (text: string): void => void stream.write(`${text}\n`);
  const wanted = wantedCard(name, words, say);
  const called = wanted.kind === 'library' ? wanted.name : 'the recorded card';
  if (words.record !== undefined && wanted.kind !== 'library') {
    throw new UsageError('--record writes what was said down whole, and does so only for cards of the library');
  }
  const record = sessionRecord(called);
  const mask = createMask();
  const onEvent = (event: VpcdEvent): void => {
    record.note(event);
    if (words.verbose !== true) return;
    if (event.kind === 'power') say(`power ${event.state}`);
    else say(`> ${mask.command(event.command)}\n< ${mask.response(event.response)}`);
  };
  await (words.stdio === true
    ? serveLines(wanted, words, onEvent)
    : serveReader(wanted, { words, called, say, onEvent }));
  if (words.record !== undefined) keep(record.text(), words.record);
  say(`${called} is out of the reader after ${record.exchangeCount()} commands`);
  return exitCodes.ok;
}

async function serveReader(
  wanted: DeskCard,
  parts: {
    readonly words: ServeWords;
    readonly called: string;
    readonly say: (text: string) => void;
    readonly onEvent: (event: VpcdEvent) => void;
  },
): Promise<void> {
  const { words, called, say, onEvent } = parts;
  const { vpcd = '' } = words;
  const place = placeOf(vpcd);
  using interrupt = onInterrupt('taking the card out');
  await presentToVirtualReader({ wanted, by: words.contactless === true ? 'contactless' : 'contact' }, place, {
    signal: interrupt.signal,
    onInserted: () => say(`${called} is in the reader at ${vpcd}; Ctrl-C takes it out`),
    onEvent,
  });
}

/** One command a line in hexadecimal digits, one answer a line; `reset` takes the power away and gives it back. */
async function serveLines(wanted: DeskCard, words: ServeWords, onEvent: (event: VpcdEvent) => void): Promise<void> {
  const card = makeCard(wanted);
  const by = words.contactless === true ? 'contactless' : 'contact';
  card.powerOn(by);
  for await (const line of createInterface({ input: process.stdin })) {
    const text = line.replaceAll(/\s/gu, '');
    if (text === '') continue;
    if (text === 'reset') {
      card.powerOff();
      card.powerOn(by);
      onEvent({ kind: 'power', state: 'reset' });
      continue;
    }
    if (!/^(?:[0-9A-Fa-f]{2}){4,}$/u.test(text)) {
      throw new UsageError('a line is neither `reset` nor a command of four bytes or more in hexadecimal digits');
    }
    const command = Uint8Array.from(Buffer.from(text, 'hex'));
    const { response } = card.respond(command);
    onEvent({ kind: 'exchange', command, response });
    process.stdout.write(`${Buffer.from(response).toString('hex').toUpperCase()}\n`);
  }
  card.powerOff();
}

/** @throws {UsageError} when it can't be written */
function keep(text: string, file: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const why = Error.isError(error) && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`could not write the recording ${file}: ${why}`);
  }
}

function wantedCard(name: string | undefined, words: ServeWords, say: (text: string) => void): DeskCard {
  const { transcript, cardKeys } = words;
  if (name !== undefined && transcript === undefined) return { kind: 'library', name: knownCard(name).name };
  if (name !== undefined || transcript === undefined) {
    throw new UsageError('name a card, or a recording with --transcript, and not both');
  }
  return recordedCardOf({ transcript, keys: cardKeys }, say);
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
