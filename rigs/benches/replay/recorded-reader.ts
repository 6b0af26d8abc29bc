import type { CardBay } from '#drivers/ports/card-bay.ts';
import type { Activation, CardReader } from '#drivers/ports/card-reader.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { answerFromRecord, readerGone, type RecordedCardSide } from './recorded-card.ts';
import { eventsOf, exchangesOf, Takings, untilArmIsAway, type Recording } from './recording.ts';

/** Letting go of a card, as on the simulated bench: the record does not say how long it took. */
const releaseMs = 3;
/** One poll that finds nothing. */
const pollMs = 30;
/** So far ahead a poll waits for what it will find: less than a poll may take. */
const pollAheadMs = 900;

/**
 * A contactless reader that finds and answers what the record has, when the record has it; and the hand that brings cards,
 * whose cards only fill in what the record hides.
 */
export function recordedReader(options: {
  readonly clock: Clock;
  readonly recording: Recording;
  readonly cardNames: readonly string[];
  readonly cardsOf: (names: readonly string[]) => readonly ContactlessCard[];
  readonly isSupplied: () => boolean;
}): { readonly reader: CardReader; readonly bay: CardBay } {
  const { clock, recording } = options;
  const polls = new Takings(eventsOf(recording.events, 'polled'));
  const exchanges = new Takings(exchangesOf(recording.events, (command) => command.interface !== 'contact'));
  const side: RecordedCardSide = { side: 'card', clock, recording, exchanges };
  let brought: readonly ContactlessCard[] = [];
  let isInSession = false;
  const withdraw = async (): Promise<void> => {
    for (const card of brought) card.powerOff();
    brought = [];
  };
  const poll = async (signal?: AbortSignal): Promise<Activation> => {
    if (!options.isSupplied()) throw readerGone();
    const next = polls.peek();
    const leftMs = next === undefined ? Number.POSITIVE_INFINITY : recording.leftMs(next.atMs);
    await clock.sleep(leftMs > pollAheadMs ? pollMs : leftMs, signal);
    if (next === undefined || leftMs > pollAheadMs) return { kind: 'no-card' };
    polls.take();
    if (next.found !== 'card') return { kind: next.found };
    isInSession = true;
    return { kind: 'card', uid: new Uint8Array(4), sensRes: 0x0004, selRes: 0x20, answerToSelect: new Uint8Array() };
  };
  return {
    bay: {
      cards: options.cardNames,
      present: async (names) => {
        await withdraw();
        brought = options.cardsOf(names);
        for (const card of brought) card.powerOn();
      },
      withdraw: async () => {
        await withdraw();
        await untilArmIsAway(recording);
      },
      [Symbol.asyncDispose]: withdraw,
    },
    reader: {
      identity: { vendor: 'Touchstone', product: 'recorded reader', version: '1' },
      poll: (signal) => poll(signal),
      transmit: (command) => answerFromRecord(side, command, brought[0]),
      release: async () => {
        if (!options.isSupplied()) throw readerGone();
        if (!isInSession) return;
        isInSession = false;
        for (const card of brought) {
          card.powerOff();
          card.powerOn();
        }
        await clock.sleep(releaseMs);
      },
      [Symbol.asyncDispose]: async () => undefined,
    },
  };
}
