import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { CardExchange } from '#terminal';
import type { Chance } from './chance.ts';
import { mutated } from './mutate.ts';

/** A card behind a reader: honest inside, and what the terminal hears of it is wrong now and then. */
export interface LyingCard {
  readonly commandCount: () => number;
  transmit(command: Uint8Array): Promise<CardExchange>;
}

/** So many commands in one transaction mean that the terminal turns in a circle. */
export const commandCountMax = 4000;

const statusWords = [
  0x9000, 0x6283, 0x6300, 0x63c2, 0x6700, 0x6983, 0x6985, 0x6a81, 0x6a82, 0x6a83, 0x6c10, 0x6110, 0x6f00,
];

/**
 * Lets a card lie.
 *
 * @param lieOneIn  how often an answer is changed; 0 for never
 * @throws when the terminal asks without end
 */
export function lyingCard(card: ContactlessCard, chance: Chance, lieOneIn: number): LyingCard {
  let count = 0;
  const earlier: Uint8Array[] = [];
  return {
    commandCount: () => count,
    transmit: (command) => {
      count += 1;
      if (count > commandCountMax) throw new RangeError(`the terminal sent more than ${commandCountMax} commands`);
      const { response } = card.respond(command);
      earlier.push(response);
      const isLie = lieOneIn > 0 && chance.oneIn(lieOneIn);
      return Promise.resolve(isLie ? lie(response, earlier, chance) : { kind: 'answered', response });
    },
  };
}

function lie(response: Uint8Array, earlier: readonly Uint8Array[], chance: Chance): CardExchange {
  switch (chance.below(12)) {
    case 0:
      return { kind: 'card-gone' };
    case 1:
      return { kind: 'timed-out' };
    case 2:
      return { kind: 'reader-gone' };
    case 3:
      return { kind: 'answered', response: chance.pick(earlier) };
    case 4: {
      const word = chance.pick(statusWords);
      return {
        kind: 'answered',
        response: Buffer.concat([response.subarray(0, -2), Uint8Array.of(word >> 8, word & 0xff)]),
      };
    }
    case 5:
      return { kind: 'answered', response: mutated(response, chance) };
    default:
      // The status word stays good: else most lies would be seen at once.
      return {
        kind: 'answered',
        response: Buffer.concat([mutated(response.subarray(0, -2), chance), response.subarray(-2)]),
      };
  }
}
