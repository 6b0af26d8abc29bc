import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import { cardFileError } from './card-file-error.ts';

/** One value of a card file, where it stands, and what it may be. */
export interface Value {
  /** Its text; every scalar is text here, so that 0276 stays four digits. Undefined for a list or a map. */
  readonly text: string | undefined;
  readonly node: unknown;
  /** Another value of the same file. */
  readonly at: (node: unknown, what: string) => Value;
  /** Refuses the value. @throws always */
  readonly refuse: (expected: string) => never;
}

/** Reads one value or refuses it. */
export type Field<T> = (value: Value) => T;

/** A map of a card file, layer over layer: what the first layer does not say the next one may. */
export interface Layers {
  /** The value of a key; the fallback when no layer has it. Without a fallback the key has to be there. */
  take<T>(key: string, field: Field<T>, fallback?: T): T;
  /** Every entry of all layers, the upper ones winning. */
  entries(): ReadonlyMap<string, Value>;
  /** A layer over these. */
  over(value: Value): Layers;
  /** Refuses keys that nobody asked for. */
  finish(): void;
}

/** A card file that was read but not yet understood: `defaults`, one map, and `cards`, a list of maps. */
export interface CardFile {
  readonly defaults: Layers;
  readonly cards: readonly Value[];
}

/**
 * Reads the YAML of a card file.
 *
 * @param file  its name, for messages
 * @throws {RigFailure} code CARD_FILE_INVALID, naming file, line and what was expected
 */
export function parseCardFile(text: string, file: string): CardFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw cardFileError({ file, line, what: 'the file', expected: 'YAML', found: error.code });
  }
  const valueOf = (node: unknown, what: string): Value => ({
    text: isScalar(node) ? String(node.value) : undefined,
    node,
    at: valueOf,
    refuse: (expected) => {
      const line = lines.linePos((node as Node | null)?.range?.[0] ?? 0).line;
      throw cardFileError({ file, line, what, expected, found: describe(node, what) });
    },
  });
  const root = layersOf([valueOf(document.contents, 'the file')]);
  const empty = layersOf([]);
  const defaults = root.take('defaults', (value) => empty.over(value), empty);
  const cards = root.take(
    'cards',
    listOf((value) => value),
  );
  root.finish();
  return { defaults, cards };
}

/** Every member of a list, read by one field. */
export function listOf<T>(field: Field<T>): Field<readonly T[]> {
  return (value) => {
    const { node } = value;
    if (!isSeq(node)) return value.refuse('a list');
    return node.items.map((item) => field(value.at(item, 'a member of the list')));
  };
}

/** A map, with nothing below it. */
export function layersOver(value: Value): Layers {
  return layersOf([value]);
}

function layersOf(layers: readonly Value[]): Layers {
  const asked = new Set<string>();
  const pairs = layers.toReversed().flatMap((layer) => {
    if (!isMap(layer.node)) return layer.refuse('a map of names and values');
    return layer.node.items.map(({ key, value }): [string, Value] => {
      const name = isScalar(key) ? String(key.value) : '';
      return [name, layer.at(value ?? key, name)];
    });
  });
  const entries = new Map(pairs);
  return {
    take: (key, field, fallback) => {
      asked.add(key);
      const value = entries.get(key);
      if (value !== undefined) return field(value);
      if (fallback !== undefined) return fallback;
      const [top] = layers;
      if (top === undefined) throw new TypeError(`nothing was laid over, and ${key} has no fallback`);
      return top.refuse(`the key ${key}`);
    },
    entries: () => entries,
    over: (value) => layersOf([value, ...layers]),
    finish: () => {
      for (const [key, value] of entries) {
        if (!asked.has(key)) value.refuse(`one of the keys ${[...asked].toSorted().join(', ')}`);
      }
    },
  };
}

/** What stands there, without anything that may be a secret. */
function describe(node: unknown, what: string): string {
  if (node === null || node === undefined) return 'nothing';
  if (isSeq(node)) return 'a list';
  if (isMap(node as YAMLMap)) return 'a map';
  if (!isScalar(node)) return 'something else';
  const text = String(node.value);
  return what === 'pan' || what === 'pin' ? `${text.length} characters` : `'${text.slice(0, 60)}'`;
}
