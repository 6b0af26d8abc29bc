import type { ContactlessCard, ContactlessField } from '#drivers/ports/contactless-field.ts';

/** A field into which a test puts cards with its own hands. */
export interface TestField extends ContactlessField {
  put(card: ContactlessCard): void;
  takeAll(): void;
}

/** An empty field. */
export function testField(): TestField {
  const cards: ContactlessCard[] = [];
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    powered: () => [...cards],
    onChange(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
    put(card) {
      cards.push(card);
      card.powerOn();
      tell();
    },
    takeAll() {
      for (const card of cards.splice(0)) card.powerOff();
      tell();
    },
  };
}
