/** An object whose keys kept the order of the text; only `entriesInOrder` may look into it. */
export type OrderedObject = Readonly<Record<string, unknown>>;

const mark = '=';

/**
 * Parses JSON so that objects keep the order of their keys. JavaScript puts keys that look like numbers ('57', '95')
 * first, and in TLV the order is part of the message: so every key gets a mark in front, which `entriesInOrder` takes off.
 */
export function parseInOrder(jsonText: string): unknown {
  return JSON.parse(
    jsonText.replaceAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/gu, (whole, content: string, colon: string | undefined) =>
      colon === undefined ? whole : `"${mark}${content}"${colon}`,
    ),
  );
}

/** Keys and values in the order of the text. */
export function entriesInOrder(object: OrderedObject): ReadonlyArray<readonly [key: string, value: unknown]> {
  return Object.entries(object).map(([key, value]) => [key.slice(mark.length), value]);
}
