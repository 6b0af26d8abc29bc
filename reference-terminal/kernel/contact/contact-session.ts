import type { CardExchange } from '../../needs.ts';
import { splitResponse, statusSuccess } from '../application-protocol-data-unit.ts';
import type { CardResponse } from '../application-protocol-data-unit.ts';
import { concatBytes } from '../bytes.ts';
import type { CardSession, KernelStop } from '../contactless/card-session.ts';

/** Commands of one card session, re-issued ones and GET RESPONSE included. */
const commandCountMax = 255;
/** How often one command may be answered with "more data" or "other length". */
const procedureCountMax = 8;
const dataBytesMax = 256;

/** A session that goes on after the moment at which the transaction could be called off. */
export interface ContactSession extends CardSession {
  ignoreCancellation(): void;
}

/**
 * A session with the card in the chip slot: at most 255 commands. A card with protocol T=0 is asked for the rest of its
 * answer (61xx, GET RESPONSE) and asked again with the length that it wants (6Cxx), at most eight times a command. Behind
 * a warning (62xx, 63xx) without data the data are fetched too.
 *
 * @clause EMV 4.4 Book 1, 9.3.1.3 and annex A (61xx, 6Cxx); Book 3, 6.3.5
 * @reads Data that a card sends with 61xx belongs to the answer; an answer longer than 256 bytes is broken.
 */
export function openContactSession(
  slot: { transmit(command: Uint8Array): Promise<CardExchange> },
  signal: AbortSignal | undefined,
): ContactSession {
  let sentCount = 0;
  let isCancellable = true;
  const send = async (command: Uint8Array): Promise<({ readonly kind: 'answered' } & CardResponse) | KernelStop> => {
    if (isCancellable) signal?.throwIfAborted();
    if (sentCount === commandCountMax) return { kind: 'ended', reason: 'too-many-commands' };
    sentCount += 1;
    const exchange = await slot.transmit(command);
    if (exchange.kind === 'reader-gone') return exchange;
    if (exchange.kind !== 'answered') return { kind: 'card-gone' };
    const response = splitResponse(exchange.response);
    if (response === undefined) return { kind: 'ended', reason: 'card-data-error' };
    return { kind: 'answered', ...response };
  };
  return {
    transmit: (command) => completeAnswer(send, command),
    ignoreCancellation: () => {
      isCancellable = false;
    },
  };
}

async function completeAnswer(send: CardSession['transmit'], command: Uint8Array) {
  const whole = await followProcedures(send, command);
  if (whole.kind !== 'answered' || !isWarning(whole.statusWord)) return whole;
  if (whole.data.length > 0 || !hasDataBothWays(command)) return whole;
  const late = await followProcedures(send, getResponseCommand(0));
  if (late.kind !== 'answered') return late;
  return late.statusWord === statusSuccess ? { ...whole, data: late.data } : whole;
}

async function followProcedures(send: CardSession['transmit'], command: Uint8Array) {
  let asked = command;
  let data: Uint8Array = new Uint8Array();
  for (let procedures = 0; procedures <= procedureCountMax; procedures += 1) {
    const answer = await send(asked);
    if (answer.kind !== 'answered') return answer;
    data = concatBytes([data, answer.data]);
    if (data.length > dataBytesMax) return { kind: 'ended', reason: 'card-data-error' } as const;
    const next = followUp(asked, answer.statusWord);
    if (next === undefined) return { ...answer, data };
    asked = next;
  }
  return { kind: 'ended', reason: 'card-data-error' } as const;
}

function isWarning(statusWord: number): boolean {
  return statusWord >> 8 === 0x62 || statusWord >> 8 === 0x63;
}

/** Whether a command sends data and expects some. */
function hasDataBothWays(command: Uint8Array): boolean {
  return command.length > 5 && command.length === 6 + (command[4] ?? 0);
}

function getResponseCommand(length: number): Uint8Array {
  return Uint8Array.of(0x00, 0xc0, 0x00, 0x00, length);
}

/** GET RESPONSE for 61xx, the same command with another expected length for 6Cxx; undefined when the answer is whole. */
function followUp(command: Uint8Array, statusWord: number): Uint8Array | undefined {
  const length = statusWord & 0xff;
  switch (statusWord >> 8) {
    case 0x61:
      return getResponseCommand(length);
    case 0x6c:
      return concatBytes([bodyOf(command), Uint8Array.of(length)]);
    default:
      return undefined;
  }
}

/** A command without its expected length. */
function bodyOf(command: Uint8Array): Uint8Array {
  if (command.length <= 5) return command.slice(0, 4);
  return command.slice(0, 5 + (command[4] ?? 0));
}
