import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { attackedCard } from './attack.ts';
import { attacks } from './attacks.table.ts';

/** Names of the attacks whose card a library has. */
export function attackNames(libraryNames: readonly string[]): readonly string[] {
  return attacks.filter(({ base }) => libraryNames.includes(base)).map(({ name }) => name);
}

/**
 * A fresh card with the attacker before it.
 *
 * @param card  makes the card of the library that is attacked
 * @returns undefined when no attack has that name
 */
export function attackCard(name: string, card: (base: string) => ContactlessCard): ContactlessCard | undefined {
  const attack = attacks.find((one) => one.name === name);
  return attack === undefined ? undefined : attackedCard(card(attack.base), attack);
}
