import { describe, expect, test } from 'vitest';
import type { CardBay, TapProfile } from './card-bay.ts';
import type { Clock } from './surroundings.ts';

/** A card bay with what the contract has to know about it. */
export interface CardBayUnderTest extends AsyncDisposable {
  readonly bay: CardBay;
  /** The clock that the bay was made with. */
  readonly clock: Clock;
  /** A profile that brings a card into the field. */
  readonly profile: TapProfile;
  /** A profile whose target the bay cannot reach; absent where nothing is out of reach. */
  readonly unreachable?: TapProfile;
  /** Names of the cards that have power now, as somebody other than the bay sees it. */
  readonly inField: () => readonly string[];
}

/** What every place that presents cards has to do. */
export function cardBayContract(name: string, make: () => Promise<CardBayUnderTest>): void {
  describe(`${name} as a card bay`, () => {
    test('brings a card into the field and takes it out again', async () => {
      await using made = driven(await make());
      const { bay, clock, profile, inField } = made.it;
      const card = firstOf(bay.cards);
      expect(inField()).toEqual([]);
      await clock.drive(bay.present([card], profile));
      expect(inField()).toEqual([card]);
      await clock.drive(bay.withdraw());
      expect(inField()).toEqual([]);
    });

    test('presents the same card again after it was withdrawn', async () => {
      await using made = driven(await make());
      const { bay, clock, profile, inField } = made.it;
      const card = firstOf(bay.cards);
      await clock.drive(bay.present([card], profile));
      await clock.drive(bay.withdraw());
      await clock.drive(bay.present([card], profile));
      expect(inField()).toEqual([card]);
    });

    test('refuses a card that it does not have', async () => {
      await using made = driven(await make());
      const { bay, clock, profile, inField } = made.it;
      const work = clock.drive(bay.present(['no such card'], profile));
      await expect(work).rejects.toMatchObject({ code: 'CARD_UNKNOWN', blame: 'scenario' });
      expect(inField()).toEqual([]);
    });

    test('has nothing to do when it is told to withdraw and nothing is presented', async () => {
      await using made = driven(await make());
      const { bay, clock, inField } = made.it;
      await clock.drive(bay.withdraw());
      await clock.drive(bay.withdraw());
      expect(inField()).toEqual([]);
    });

    test('withdraws a card that is still on its way', async () => {
      await using made = driven(await make());
      const { bay, clock, profile, inField } = made.it;
      const presenting = bay.present([firstOf(bay.cards)], profile);
      await clock.drive(clock.sleep(100));
      await clock.drive(Promise.all([presenting, bay.withdraw()]));
      expect(inField()).toEqual([]);
    });

    test('refuses a target out of reach', async (context) => {
      await using made = driven(await make());
      const { bay, clock, unreachable, inField } = made.it;
      if (unreachable === undefined) return context.skip('nothing is out of reach for this bay');
      const work = clock.drive(bay.present([firstOf(bay.cards)], unreachable));
      await expect(work).rejects.toMatchObject({ code: 'POSITION_UNREACHABLE', blame: 'scenario' });
      expect(inField()).toEqual([]);
      return undefined;
    });

    test('leaves no card in the field when it is disposed', async () => {
      const made = await make();
      const { bay, clock, profile, inField } = made;
      await clock.drive(bay.present([firstOf(bay.cards)], profile));
      await clock.drive(Promise.resolve(bay[Symbol.asyncDispose]()));
      expect(inField()).toEqual([]);
      await clock.drive(Promise.resolve(made[Symbol.asyncDispose]()));
    });
  });
}

/** Disposal takes time, and on a virtual clock time passes only while somebody drives it. */
function driven(it: CardBayUnderTest): AsyncDisposable & { readonly it: CardBayUnderTest } {
  return { it, [Symbol.asyncDispose]: () => it.clock.drive(Promise.resolve(it[Symbol.asyncDispose]())) };
}

function firstOf(cards: readonly string[]): string {
  const [card] = cards;
  if (card === undefined) throw new Error('the contract needs a bay with at least one card');
  return card;
}
