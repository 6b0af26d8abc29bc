import type { Exchange } from '#drivers/ports/card-reader.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { filledIn } from './fill-in.ts';
import type { RecordedExchange, Recording, Takings } from './recording.ts';

/** One interface's recorded exchanges, and the card of the library that fills in what the record hides. */
export interface RecordedCardSide {
  readonly side: 'card' | 'chip slot';
  readonly clock: Clock;
  readonly recording: Recording;
  readonly exchanges: Takings<RecordedExchange>;
}

/**
 * Answers one command as the record has it, after as long as the card took then. The card of the library hears the same
 * commands, so that it knows what to fill in.
 *
 * @throws {LinkLost} where the reader itself was gone
 */
export async function answerFromRecord(
  on: RecordedCardSide,
  command: Uint8Array,
  card: ContactlessCard | undefined,
): Promise<Exchange> {
  const recorded = on.exchanges.take();
  const madeUp = card?.respond(command).response;
  if (recorded?.end === undefined) return { kind: 'card-gone' };
  const { end } = recorded;
  await on.clock.sleep(end.atMs - recorded.command.atMs);
  if (end.kind === 'apdu-lost') return lost(end.why, end.atMs - recorded.command.atMs);
  const whole = filledIn(end.hex, madeUp === undefined ? undefined : Buffer.from(madeUp).toString('hex').toUpperCase());
  if (whole === undefined) {
    const why = `the record hides bytes of an answer of the card, and ${card === undefined ? 'the case names no card that could fill them in' : `card ${card.name} answers something else there`}`;
    on.recording.obstacles.push({ why, atIndex: end.index });
    return { kind: 'card-gone' };
  }
  if (whole.hiddenCount > 0) {
    on.recording.filledIn.push({
      side: on.side,
      by: `card ${card?.name ?? ''}`,
      hiddenBytes: Math.ceil(whole.hiddenCount / 2),
      isConsistent: whole.isConsistent,
      atIndex: end.index,
    });
  }
  return { kind: 'answered', response: Uint8Array.from(Buffer.from(whole.text, 'hex')) };
}

function lost(why: 'card-gone' | 'timed-out' | 'reader-gone', afterMs: number): Exchange {
  if (why === 'card-gone') return { kind: 'card-gone' };
  if (why === 'timed-out') return { kind: 'timed-out', afterMs };
  throw readerGone();
}

/** As a driver has it whose device does not answer. */
export function readerGone(): LinkLost {
  return new LinkLost({ code: 'LINK_LOST', blame: 'bench', message: 'the reader was gone in the record too' });
}
