import type { Exchange } from '#drivers/ports/card-reader.ts';
import type { CardSlot, ChipSlot, SlotState } from '#drivers/ports/chip-slot.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** What a simulated slot stands on. */
export interface ContactSlotOptions {
  readonly clock: Clock;
  /** @throws {RigFailure} code CARD_UNKNOWN */
  readonly card: (name: string) => ContactlessCard;
  /** Told of every card that goes in or out. */
  readonly onMove: (card: string, isIn: boolean) => void;
}

/** Both sides of a chip slot: the terminal's and the person's. */
export type SimulatedSlot = ChipSlot & CardSlot;

/** One look: the switch at the end of the slot, power, clock, reset. */
const lookMs = 40;
/** Pushing a card in, or pulling it out. */
const handMs = 300;
/** One byte of T=0 at 9,600 baud: start bit, eight bits, parity, two units of guard time. ISO/IEC 7816-3. */
const byteMs = 1.25;
/** Bytes of a command that go with it whatever it holds: the procedure byte, and the status word of the answer. */
const procedureBytes = 3;

/**
 * A chip slot for the simulated bench, at the level of the port: the times that the line and the card take, on the
 * bench's clock. Commands are done one at a time. A card without contacts, and one put in the wrong way round, is mute.
 */
export function createContactSlot(options: ContactSlotOptions): SimulatedSlot {
  const { clock, onMove } = options;
  let inside: { readonly card: ContactlessCard; isPowered: boolean } | undefined;
  const powerOff = (): void => {
    if (inside?.isPowered !== true) return;
    inside.isPowered = false;
    inside.card.powerOff();
  };
  const remove = async (): Promise<void> => {
    if (inside === undefined) return;
    const { name } = inside.card;
    powerOff();
    inside = undefined;
    onMove(name, false);
    await clock.sleep(handMs);
  };
  return {
    identity: { vendor: 'Touchstone', product: 'simulated chip slot', version: '1' },
    insert: async (name) => {
      if (inside !== undefined) throw slotTaken(name, inside.card.name);
      const card = options.card(name);
      await clock.sleep(handMs);
      inside = { card, isPowered: false };
      onMove(name, true);
    },
    remove,
    look: async (signal): Promise<SlotState> => {
      await clock.sleep(lookMs, signal);
      const answerToReset = inside?.card.answerToReset;
      if (inside === undefined) return { kind: 'no-card' };
      if (answerToReset === undefined) return { kind: 'mute' };
      if (!inside.isPowered) {
        inside.isPowered = true;
        inside.card.powerOn('contact');
      }
      return { kind: 'card', answerToReset };
    },
    transmit: async (command, { timeoutMs }): Promise<Exchange> => {
      const asked = inside;
      if (asked?.isPowered !== true) return { kind: 'card-gone' };
      const { response, processingMs, isTorn } = asked.card.respond(command);
      const answerMs = (command.length + response.length + procedureBytes) * byteMs + processingMs;
      await clock.sleep(Math.min(answerMs, timeoutMs));
      if (isTorn === true || inside !== asked || !asked.isPowered) return { kind: 'card-gone' };
      return answerMs > timeoutMs ? { kind: 'timed-out', afterMs: timeoutMs } : { kind: 'answered', response };
    },
    release: async () => powerOff(),
    [Symbol.asyncDispose]: async () => powerOff(),
  };
}

function slotTaken(wanted: string, inside: string): RigFailure {
  return new RigFailure({
    code: 'SLOT_TAKEN',
    blame: 'scenario',
    message: `could not insert ${wanted}: ${inside} is in the slot; remove it first`,
  });
}
