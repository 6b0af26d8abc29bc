import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Recorded } from './transcript.ts';
import { listOf, spanOf } from './tlv.ts';

/** The recorded card's own key for cryptograms, 16 bytes: two-key triple DES. */
export interface KnownKeys {
  readonly cryptogramKey: Uint8Array;
}

/** What the card of cryptogram version 10 takes from the terminal. */
const fromTerminal = ['9F02', '9F03', '9F1A', '95', '5F2A', '9A', '9C', '9F37'] as const;
const commandHeaderBytes = 5;
const statusWordBytes = 2;
const version10 = 0x0a;
/** Where the card verification results lie in the issuer application data of version 10, which begins `06 DK 0A`. */
const results = { start: 3, end: 7 } as const;

/**
 * A recorded answer to GENERATE AC with its cryptogram made anew for other data of the terminal. The transaction counter
 * stays the recorded one: the card lives through the same transaction again.
 *
 * @returns undefined when the answer is of another cryptogram version, is signed (9F4B), or holds not what is needed
 * @clause Visa's cryptogram version 10: the ICC's key itself, MAC algorithm 3 over the data padded with zeros
 */
export function withFreshCryptogram(
  response: Uint8Array,
  about: { readonly command: Uint8Array; readonly exchanges: readonly Recorded[]; readonly keys: KnownKeys },
): Uint8Array | undefined {
  const objects = response.slice(0, -statusWordBytes);
  const places = placesIn(objects);
  const list = found(about.exchanges, '8C');
  const profile = profileIn(about.exchanges);
  if (places === undefined || list === undefined || profile === undefined) return undefined;
  const { cryptogram, counter, issuerData } = places;
  const issuerBytes = objects.slice(issuerData.start, issuerData.end);
  if (issuerBytes[2] !== version10 || spanOf(objects, '9F4B') !== undefined) return undefined;
  const data = terminalData(list, about.command.slice(commandHeaderBytes));
  if (data === undefined) return undefined;
  const input = Buffer.concat([
    data,
    profile,
    objects.slice(counter.start, counter.end),
    issuerBytes.slice(results.start, results.end),
  ]);
  const fresh = Uint8Array.from(response);
  fresh.set(macOf(about.keys.cryptogramKey, input), cryptogram.start);
  return fresh;
}

/** Template 77 by its tags; format 1 by its order: information, counter, cryptogram, issuer data. */
function placesIn(objects: Uint8Array) {
  const format1 = spanOf(objects, '80');
  if (format1 !== undefined) {
    const { start, end } = format1;
    return {
      counter: { start: start + 1, end: start + 3 },
      cryptogram: { start: start + 3, end: start + 11 },
      issuerData: { start: start + 11, end },
    };
  }
  const [counter, cryptogram, issuerData] = ['9F36', '9F26', '9F10'].map((tag) => spanOf(objects, tag));
  return counter === undefined || cryptogram === undefined || issuerData === undefined
    ? undefined
    : { counter, cryptogram, issuerData };
}

function terminalData(list: Uint8Array, sent: Uint8Array): Uint8Array | undefined {
  const values = new Map<string, Uint8Array>();
  let at = 0;
  for (const { tagHex, length } of listOf(list)) {
    values.set(tagHex, sent.slice(at, at + length));
    at += length;
  }
  const wanted = fromTerminal.map((tag) => values.get(tag));
  return wanted.every((value) => value !== undefined) && at <= sent.length ? Buffer.concat(wanted) : undefined;
}

function found(exchanges: readonly Recorded[], tagHex: string): Uint8Array | undefined {
  for (const { response } of exchanges) {
    const objects = response.slice(0, -statusWordBytes);
    const span = spanOf(objects, tagHex);
    if (span !== undefined) return objects.slice(span.start, span.end);
  }
  return undefined;
}

function profileIn(exchanges: readonly Recorded[]): Uint8Array | undefined {
  const options = exchanges.find(({ command }) => command[1] === 0xa8)?.response.slice(0, -statusWordBytes);
  const format1 = options === undefined ? undefined : spanOf(options, '80');
  return format1 === undefined ? found(exchanges, '82') : options?.slice(format1.start, format1.start + 2);
}

/** MAC algorithm 3 of ISO/IEC 9797-1 with DES and padding method 1. */
function macOf(key: Uint8Array, input: Uint8Array): Uint8Array {
  const padded = Buffer.concat([input, Buffer.alloc((8 - (input.length % 8)) % 8)]);
  const [left, right] = [Buffer.from(key.subarray(0, 8)), Buffer.from(key.subarray(8, 16))];
  let block = Buffer.alloc(8);
  for (let at = 0; at < padded.length; at += 8) {
    const mixed = Buffer.from(block.map((byte, place) => byte ^ (padded[at + place] ?? 0)));
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
