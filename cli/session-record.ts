import { authorityKeys } from '#rigs/benches/card-desk.ts';
import type { VpcdEvent } from '#rigs/twins/vpcd/vpcd-card.ts';
import { recordedTrace, type RecordedExchange } from './vectors/recorded-trace.ts';

/** What a terminal and a card of the library said to each other. */
export interface SessionRecord {
  note(event: VpcdEvent): void;
  exchangeCount(): number;
  /** A transcript as `card replay` takes it, with the CA key that the card names. */
  text(): string;
}

/** Instructions whose data are a PIN: VERIFY, PIN CHANGE/UNBLOCK. */
const pinInstructions: ReadonlySet<number> = new Set([0x20, 0x24]);

/**
 * Keeps the last session of a card: what was said since it last got power. The data of a command that carries a PIN are
 * written as zeros, as a person may have typed it; everything else is a test card's.
 */
export function sessionRecord(card: string): SessionRecord {
  let session: RecordedExchange[] = [];
  let isOver = false;
  let exchangeCount = 0;
  return {
    note: (event) => {
      if (event.kind === 'power') {
        // A reader looks at a card, and takes its power away, before and after a transaction.
        isOver = true;
        return;
      }
      exchangeCount += 1;
      if (isOver) session = [];
      isOver = false;
      session.push({ command: withoutPin(event.command), response: event.response });
    },
    exchangeCount: () => exchangeCount,
    text: () => {
      const capk = session.length === 0 ? undefined : authorityOf(session);
      const apdus = session.map(({ command, response }) => ({ c: hexOf(command), r: hexOf(response) }));
      return `${JSON.stringify({ card, ...(capk === undefined ? {} : { capk }), apdus }, undefined, 2)}\n`;
    },
  };
}

function withoutPin(command: Uint8Array): Uint8Array {
  if (!pinInstructions.has(command[1] ?? 0)) return command;
  return command.map((byte, index) => (index < 5 ? byte : 0));
}

/** The test authority's key that the card names by tag 8F and its application. */
function authorityOf(session: readonly RecordedExchange[]): object | undefined {
  const { cardObjects } = recordedTrace(session);
  const name = cardObjects['84'] === directoryName ? cardObjects['4F'] : (cardObjects['84'] ?? cardObjects['4F']);
  const key = authorityKeys().find(
    ({ ridHex, index }) => name?.startsWith(ridHex) === true && index === Number.parseInt(cardObjects['8F'] ?? '', 16),
  );
  if (key === undefined) return undefined;
  return { rid: key.ridHex, index: cardObjects['8F'], modulus: key.modulusHex, exponent: key.exponentHex };
}

const directoryName = Buffer.from('1PAY.SYS.DDF01').toString('hex').toUpperCase();
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
