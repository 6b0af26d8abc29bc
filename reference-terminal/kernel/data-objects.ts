import { dataObjectDefinition } from './data-dictionary.ts';
import type { TlvObject } from './tlv.ts';

/** What became of card objects that were offered to the data record. */
type CardObjectsStored =
  | { readonly kind: 'stored' }
  | { readonly kind: 'refused'; readonly problem: 'duplicate' | 'wrong-length'; readonly tag: string };

/** The data record of a transaction while it is being made: terminal data and card data, by tag in hexadecimal text. */
export interface DataObjects {
  /** The value of a tag, undefined when it is absent. */
  get(tag: string): Uint8Array | undefined;
  /** Sets terminal data, or card data that was recovered from a signature. */
  set(tag: string, value: Uint8Array): void;
  /** Takes what the card sent. */
  store(objects: readonly TlvObject[]): CardObjectsStored;
  /** Everything, for the outcome. */
  record(): ReadonlyMap<string, Uint8Array>;
}

/**
 * A data record that begins with the terminal's own data. Card data never replaces it: copies of terminal and issuer
 * data from the card are passed over. An object without value counts as absent.
 *
 * @clause EMV 4.4 Book 3, 7.5: a primitive object that comes twice, or a length outside the dictionary's, ends the
 *   transaction.
 * @reads What the file control information held may be repeated in a record; the first one stays.
 */
export function createDataObjects(
  terminalData: ReadonlyMap<string, Uint8Array>,
  selectionData: readonly TlvObject[],
): DataObjects {
  const values = new Map(terminalData);
  const fromCard = new Set<string>();
  const isCardData = (tag: string): boolean =>
    !terminalData.has(tag) && (dataObjectDefinition(tag)?.source ?? 'card') === 'card';
  for (const { tag, value } of selectionData) {
    if (isCardData(tag) && !values.has(tag) && hasLawfulLength({ tag, value })) values.set(tag, value);
  }

  return {
    get: (tag) => values.get(tag),
    set: (tag, value) => {
      values.set(tag, value);
    },
    store: (objects) => {
      for (const { tag, value } of objects) {
        if (!isCardData(tag)) continue;
        if (fromCard.has(tag)) return { kind: 'refused', problem: 'duplicate', tag };
        fromCard.add(tag);
        if (value.length === 0) continue;
        if (!hasLawfulLength({ tag, value })) return { kind: 'refused', problem: 'wrong-length', tag };
        if (!values.has(tag)) values.set(tag, value);
      }
      return { kind: 'stored' };
    },
    record: () => new Map(values),
  };
}

function hasLawfulLength(object: { readonly tag: string; readonly value: Uint8Array }): boolean {
  const definition = dataObjectDefinition(object.tag);
  if (definition === undefined) return true;
  const { length } = object.value;
  return length >= definition.lengthBytesMin && length <= definition.lengthBytesMax;
}
