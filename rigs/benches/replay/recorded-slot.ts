import type { CardSlot, ChipSlot, SlotState } from '#drivers/ports/chip-slot.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { answerFromRecord, type RecordedCardSide } from './recorded-card.ts';
import { eventsOf, exchangesOf, Takings, type Recording } from './recording.ts';

/** Pulling a card out, as on the simulated bench: the record says when it began. */
const handMs = 300;
/** One look that finds what was found before. */
const lookMs = 40;
/** So far ahead a look waits for what it will find: less than a look may take. */
const lookAheadMs = 900;

/** A chip slot that finds and answers what the record has; the card that is put in only fills in what the record hides. */
export function recordedSlot(options: {
  readonly clock: Clock;
  readonly recording: Recording;
  readonly card: (name: string) => ContactlessCard;
  readonly onMove: (card: string, isIn: boolean) => void;
}): ChipSlot & CardSlot {
  const { clock, recording, onMove } = options;
  const looks = new Takings(eventsOf(recording.events, 'slot'));
  const exchanges = new Takings(exchangesOf(recording.events, (command) => command.interface === 'contact'));
  const side: RecordedCardSide = { side: 'chip slot', clock, recording, exchanges };
  let inside: ContactlessCard | undefined;
  let found: SlotState = { kind: 'no-card' };
  const moves = new Takings(eventsOf(recording.events, 'inserted'));
  const moved = async (isIn: boolean): Promise<void> => {
    const next = moves.takeFirst((move) => move.isIn === isIn);
    if (next !== undefined) await recording.until(next.atMs);
  };
  const look = async (signal?: AbortSignal): Promise<SlotState> => {
    const next = looks.peek();
    const leftMs = next === undefined ? Number.POSITIVE_INFINITY : recording.leftMs(next.atMs);
    await clock.sleep(leftMs > lookAheadMs ? lookMs : leftMs, signal);
    if (next === undefined || leftMs > lookAheadMs) return found;
    looks.take();
    if (next.found === 'card') {
      inside?.powerOff();
      inside?.powerOn('contact');
      found = { kind: 'card', answerToReset: Uint8Array.from(Buffer.from(next.answerToReset, 'hex')) };
    } else found = { kind: next.found };
    return found;
  };
  return {
    identity: { vendor: 'Touchstone', product: 'recorded chip slot', version: '1' },
    insert: async (name) => {
      inside = options.card(name);
      await moved(true);
      onMove(name, true);
    },
    remove: async () => {
      if (inside === undefined) return;
      await moved(false);
      inside.powerOff();
      onMove(inside.name, false);
      inside = undefined;
      await clock.sleep(handMs);
    },
    look: (signal) => look(signal),
    transmit: (command) => answerFromRecord(side, command, inside),
    release: async () => {
      inside?.powerOff();
      found = { kind: 'no-card' };
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
