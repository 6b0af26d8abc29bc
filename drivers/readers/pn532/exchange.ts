import type { Exchange } from '#drivers/ports/card-reader.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import {
  EXCHANGE_PAYLOAD_BYTES_MAX,
  MORE_INFORMATION,
  STATUS_MASK,
  chipCommand,
  hex,
  statusMeaning,
} from './chip-commands.ts';
import type { Conversation } from './conversation.ts';
import { readerSilent } from './conversation.ts';
import { quickCommand } from './start-chip.ts';

/** One command APDU on its way to the card. */
export interface CardCommand {
  readonly command: Uint8Array;
  /** For everything together: the wire, the radio and the card. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly address: string;
}

/** The only card: polls with two end as a collision. */
const target = 0x01;
/** ISO/IEC 14443-4 presence check. */
const presenceTest = [0x06] as const;
/** Data of the longest response APDU, and its status word. */
const responseBytesMax = 65_538;

type Block =
  | { readonly kind: 'block'; readonly status: number; readonly data: Uint8Array }
  | { readonly kind: 'ended'; readonly exchange: Exchange };

/**
 * Takes one command to the active card and brings its response back, in as many blocks as it needs.
 *
 * Nothing here is ever sent twice: a card that gets the same command twice does it twice.
 *
 * @throws {LinkLost} code READER_SILENT when the chip acknowledges nothing, READER_GONE when the wire is dead
 * @throws {RigFailure} code READER_REFUSED when the chip cannot carry the command out
 * @clause UM0701-02 7.3.8
 */
export async function exchange(conversation: Conversation, card: CardCommand): Promise<Exchange> {
  const startMs = card.clock.nowMs();
  const parts: Uint8Array[] = [];
  for (let block = await sendAll(conversation, card, startMs); ; block = await send(conversation, card, { startMs })) {
    if (block.kind === 'ended') return block.exchange;
    parts.push(block.data);
    if ((block.status & MORE_INFORMATION) === 0) return { kind: 'answered', response: joined(parts) };
    if (parts.length * EXCHANGE_PAYLOAD_BYTES_MAX > responseBytesMax) throw refused(card, 'a response without end');
  }
}

/** Sends a command longer than one frame in blocks, of which all but the last say that more follows. */
async function sendAll(conversation: Conversation, card: CardCommand, startMs: number): Promise<Block> {
  const lastStart =
    Math.floor(Math.max(0, card.command.length - 1) / EXCHANGE_PAYLOAD_BYTES_MAX) * EXCHANGE_PAYLOAD_BYTES_MAX;
  for (let start = 0; start < lastStart; start += EXCHANGE_PAYLOAD_BYTES_MAX) {
    const payload = card.command.subarray(start, start + EXCHANGE_PAYLOAD_BYTES_MAX);
    const block = await send(conversation, card, { startMs, payload, hasMore: true });
    if (block.kind === 'ended') return block;
  }
  return send(conversation, card, { startMs, payload: card.command.subarray(lastStart) });
}

async function send(
  conversation: Conversation,
  card: CardCommand,
  part: { readonly startMs: number; readonly payload?: Uint8Array; readonly hasMore?: boolean },
): Promise<Block> {
  const { clock, timeoutMs, signal } = card;
  const remainingMs = Math.max(1, part.startMs + timeoutMs - clock.nowMs());
  const number = part.hasMore === true ? target | MORE_INFORMATION : target;
  const data = Uint8Array.of(number, ...(part.payload ?? []));
  const { inDataExchange: code } = chipCommand;
  const answer = await conversation.command({ code, data, timeoutMs: remainingMs, attempts: 1, signal });
  const afterMs = clock.nowMs() - part.startMs;
  if (answer.kind === 'unanswered') {
    if (!answer.wasAcknowledged) throw readerSilent(card.address, 'sent a command for the card');
    return { kind: 'ended', exchange: { kind: 'timed-out', afterMs } };
  }
  const [status = 0] = answer.data;
  switch (statusMeaning(status)) {
    case 'done':
      return { kind: 'block', status, data: answer.data.subarray(1) };
    case 'card-gone':
      return { kind: 'ended', exchange: { kind: 'card-gone' } };
    case 'radio-trouble':
      return { kind: 'ended', exchange: await whatBecameOf(conversation, card, afterMs) };
    case 'refused':
      break;
  }
  throw refused(card, `status ${hex(status & STATUS_MASK)}`);
}

/** The chip says the same of a card that left and of one that thinks too long. It can ask whether one is there. */
async function whatBecameOf(conversation: Conversation, card: CardCommand, afterMs: number): Promise<Exchange> {
  const { diagnose: code } = chipCommand;
  const answer = await conversation.command({ code, data: presenceTest, ...quickCommand });
  if (answer.kind === 'unanswered') throw readerSilent(card.address, 'asked whether the card is still there');
  return answer.data[0] === 0x00 ? { kind: 'timed-out', afterMs } : { kind: 'card-gone' };
}

function refused(card: CardCommand, found: string): RigFailure {
  return new RigFailure({
    code: 'READER_REFUSED',
    blame: 'bench',
    message: `sent ${card.command.length} bytes for the card to the reader at ${card.address}, found ${found}; poll again, and if it stays so power-cycle the reader`,
    facts: { address: card.address, lengthBytes: card.command.length },
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}
