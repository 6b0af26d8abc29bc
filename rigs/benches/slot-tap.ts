import type { ChipSlot } from '#drivers/ports/chip-slot.ts';
import type { Journal } from '#drivers/ports/evidence.ts';
import type { Mask } from '#rigs/mask.ts';
import type { CardExchange, ContactInterface } from '#terminal';

/** Longest time that a terminal lets a card compute: beyond any waiting time that EMV allows a chip to ask for. */
const cardTimeoutMs = 10_000;

/** Gives the terminal a chip slot and journals every crossing: looks when their result changes, each APDU masked. */
export function tappedSlot(options: {
  readonly slot: ChipSlot;
  readonly journal: Journal;
  readonly mask: Mask;
}): ContactInterface {
  const { slot, journal, mask } = options;
  let lastFound = 'no-card';
  const noteLook = (found: 'card' | 'no-card' | 'mute', answerToReset: string): void => {
    if (found !== lastFound) journal.append({ kind: 'slot', found, answerToReset });
    lastFound = found;
  };
  return {
    insertCheck: async (signal) => {
      const state = await slot.look(signal);
      noteLook(state.kind, state.kind === 'card' ? Buffer.from(state.answerToReset).toString('hex').toUpperCase() : '');
      return state;
    },
    transmit: async (command): Promise<CardExchange> => {
      journal.append({ kind: 'apdu', direction: 'command', hex: mask.command(command), interface: 'contact' });
      const exchange = await slot.transmit(command, { timeoutMs: cardTimeoutMs });
      if (exchange.kind === 'answered') {
        const hex = mask.response(exchange.response);
        journal.append({ kind: 'apdu', direction: 'response', hex, interface: 'contact' });
        return exchange;
      }
      journal.append({ kind: 'apdu-lost', why: exchange.kind });
      return { kind: exchange.kind };
    },
    release: async () => {
      lastFound = 'no-card';
      await slot.release();
    },
  };
}
