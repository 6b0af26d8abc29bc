import { createCipheriv, createDecipheriv } from 'node:crypto';
import { recipeOf } from './recipes.table.ts';
import type { Recipe } from './recipes.table.ts';
import { profileIn } from './session.ts';
import type { PlayedSession } from './session.ts';
import { spanOf } from './tlv.ts';
import type { Recorded } from './transcript.ts';

/** What the card takes from the terminal, in the order of the book. */
const fromTerminal = ['9F02', '9F03', '9F1A', '95', '5F2A', '9A', '9C', '9F37'] as const;
const statusWordBytes = 2;

/** A cryptogram made anew, and where the clear one stands in the answer; or why it can't be. */
export type FreshCryptogram =
  | {
      readonly kind: 'made';
      readonly cryptogram: Uint8Array;
      /** Undefined where the signature alone holds it. */
      readonly at: number | undefined;
    }
  | { readonly kind: 'not-made'; readonly why: string };

/**
 * The cryptogram of a recorded answer for other data of the terminal. The transaction counter stays the recorded one:
 * the card lives through the same transaction again.
 *
 * @param key  the card's own, 16 bytes
 * @clause EMV 4.4 Book 2, 8.1.1 (inputs), 8.1.2 and A1.3.1 (session key); the schemes' versions in `recipes.table.ts`
 */
export function freshCryptogram(
  response: Uint8Array,
  about: { readonly session: PlayedSession; readonly exchanges: readonly Recorded[]; readonly key: Uint8Array },
): FreshCryptogram {
  const places = placesIn(response.slice(0, -statusWordBytes));
  if (places === undefined) return notMade('the recorded answer has no counter (9F36) or issuer data (9F10)');
  const { counter, issuerData, at } = places;
  const recipe = recipeOf(issuerData);
  if (recipe === undefined) return notMade('its cryptogram version, in tag 9F10, is not known');
  const profile = profileIn(about.exchanges);
  const wanted = recipe.inputs === 'minimum' ? (['9F02', '9F37'] as const) : fromTerminal;
  const missing = wanted.filter((tag) => about.session.values.get(tag) === undefined);
  if (profile === undefined) missing.push('9F37');
  if (missing.length > 0) return notMade(`no list of the card asked for ${missing.join(', ')}`);
  const values = wanted.map((tag) => about.session.values.get(tag) ?? new Uint8Array());
  const profilePart = recipe.inputs === 'minimum' ? new Uint8Array() : (profile ?? new Uint8Array());
  const issuerParts = recipe.issuerParts.map(([start, end]) => issuerData.slice(start, end));
  const input = Buffer.concat([...values, profilePart, counter, ...issuerParts]);
  const number = about.session.values.get('9F37') ?? new Uint8Array(4);
  const key = keyOf(recipe, { key: about.key, counter, number });
  return { kind: 'made', cryptogram: macOf(key, padded(input, recipe)), at };
}

/** Template 77 by its tags; format 1 by its order: information, counter, cryptogram, issuer data. */
function placesIn(objects: Uint8Array) {
  const format1 = spanOf(objects, '80');
  if (format1 !== undefined) {
    const { start, end } = format1;
    return { counter: objects.slice(start + 1, start + 3), issuerData: objects.slice(start + 11, end), at: start + 3 };
  }
  const [counter, issuerData, clear] = ['9F36', '9F10', '9F26'].map((tag) => spanOf(objects, tag));
  if (counter === undefined || issuerData === undefined) return undefined;
  return {
    counter: objects.slice(counter.start, counter.end),
    issuerData: objects.slice(issuerData.start, issuerData.end),
    at: clear?.start,
  };
}

function keyOf(
  recipe: Recipe,
  { key, counter, number }: { readonly key: Uint8Array; readonly counter: Uint8Array; readonly number: Uint8Array },
): Uint8Array {
  if (recipe.key === 'own') return key;
  const tail = recipe.key === 'counter' ? new Uint8Array(4) : number;
  const halves = [0xf0, 0x0f].map((third) => Uint8Array.of(...counter, third, 0, ...tail));
  const engine = createCipheriv('des-ede-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([engine.update(Buffer.concat(halves)), engine.final()]);
}

function padded(input: Uint8Array, { padding }: Recipe): Uint8Array {
  const marked = padding === '80' ? Buffer.concat([input, Uint8Array.of(0x80)]) : Buffer.from(input);
  return Buffer.concat([marked, Buffer.alloc((8 - (marked.length % 8)) % 8)]);
}

/** MAC algorithm 3 of ISO/IEC 9797-1 with DES, over whole blocks. */
function macOf(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const [left, right] = [Buffer.from(key.subarray(0, 8)), Buffer.from(key.subarray(8, 16))];
  let block = Buffer.alloc(8);
  for (let at = 0; at < blocks.length; at += 8) {
    const mixed = Buffer.from(block.map((byte, place) => byte ^ (blocks[at + place] ?? 0)));
    block = single(createCipheriv, left, mixed);
  }
  return single(createCipheriv, left, single(createDecipheriv, right, block));
}

/** Single DES, as three keys that are one. */
function single(
  make: typeof createCipheriv | typeof createDecipheriv,
  key: Buffer,
  block: Buffer,
): Buffer<ArrayBuffer> {
  const engine = make('des-ede3-ecb', Buffer.concat([key, key, key]), null);
  engine.setAutoPadding(false);
  return Buffer.concat([engine.update(block), engine.final()]);
}

const notMade = (why: string): FreshCryptogram => ({ kind: 'not-made', why });
