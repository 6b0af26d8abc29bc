import type { CardBay } from '#drivers/ports/card-bay.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ContactlessInterface } from '#terminal';

/** One poll: wake-up, anticollision, answer to select. */
const pollMs = 30;
/** Deselect and its answer. */
const releaseMs = 3;

/** A field into which cards are put at once, with a reader that knows no air. */
export function bareField(
  clock: Clock,
  cardOf: (name: string) => ContactlessCard,
): { readonly bay: CardBay; readonly reader: ContactlessInterface } {
  let present: readonly ContactlessCard[] = [];
  let active: ContactlessCard | undefined;
  const withdraw = async (): Promise<void> => {
    for (const card of present) card.powerOff();
    present = [];
    active = undefined;
  };
  return {
    bay: {
      cards: [],
      present: async (names) => {
        await withdraw();
        present = names.map(cardOf);
        for (const card of present) card.powerOn();
      },
      withdraw,
      [Symbol.asyncDispose]: withdraw,
    },
    reader: {
      poll: async (signal) => {
        await clock.sleep(pollMs, signal);
        active = present[0];
        return { kind: active === undefined ? 'no-card' : 'card' };
      },
      transmit: async (command) => {
        const asked = active;
        if (asked === undefined) return { kind: 'card-gone' };
        const { response, processingMs, isTorn } = asked.respond(command);
        await clock.sleep(processingMs);
        if (isTorn === true || active !== asked) return { kind: 'card-gone' };
        return { kind: 'answered', response };
      },
      release: async () => {
        if (active === undefined) return;
        active.powerOff();
        active.powerOn();
        active = undefined;
        await clock.sleep(releaseMs);
      },
    },
  };
}
