import { createCipheriv } from 'node:crypto';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { join } from './bytes.ts';
import { aes, tripleDes } from './ciphers.ts';
import { keyBlock } from './key-block.ts';

/** Keys of a zone that work together, by the ciphers that a zone may have. */
export interface KeyPair {
  /** From 1; every change of keys is the next one. */
  readonly generation: number;
  readonly codes: ZoneKey;
  readonly pins: ZoneKey;
}

/** One key for each cipher; only one of them is used in a zone. */
export interface ZoneKey {
  readonly tripleDes: Uint8Array;
  readonly aes: Uint8Array;
}

/** What the terminal of a zone may get new. */
export interface KeyChangeTerms {
  readonly rng: Rng;
  readonly keyEncrypting: ZoneKey;
  readonly cipher: 'tdes' | 'aes';
  /** Pairs under a pair with check values, or key blocks. */
  readonly form: 'x9.17' | 'tr-31';
  /** Which keys there are: for codes over messages, for PINs. */
  readonly uses: readonly ('codes' | 'pins')[];
}

/**
 * The keys of one terminal's zone. New ones are offered, and the old ones stay good until something comes under the new: so
 * that an answer that is lost leaves both sides with keys that they share. What was offered and not yet used is offered again.
 */
export class WorkingKeys {
  #current: KeyPair;
  #offered: KeyPair | undefined;

  constructor(initial: Omit<KeyPair, 'generation'>) {
    this.#current = { ...initial, generation: 1 };
  }

  /** All that the terminal may use now, the newest first. */
  get candidates(): readonly KeyPair[] {
    return this.#offered === undefined ? [this.#current] : [this.#offered, this.#current];
  }

  get current(): KeyPair {
    return this.#current;
  }

  /** Something right came under these keys: older ones are good no more. */
  use(pair: KeyPair): void {
    if (pair !== this.#offered) return;
    this.#current = pair;
    this.#offered = undefined;
  }

  /**
   * New keys as they leave the module: key blocks one after the other, or for each key its use, its length as it is sent,
   * the key under the key-encrypting key, and its check value.
   */
  offer(terms: KeyChangeTerms): Uint8Array {
    this.#offered ??= {
      generation: this.#current.generation + 1,
      codes: newKey(terms.rng),
      pins: newKey(terms.rng),
    };
    const offered = this.#offered;
    const letters = { codes: 0x4d, pins: 0x50 } as const;
    return join(
      ...terms.uses.map((use) => {
        const key = terms.cipher === 'aes' ? offered[use].aes : offered[use].tripleDes;
        if (terms.form === 'tr-31') return Buffer.from(blockOf(key, use, terms), 'latin1');
        const hidden = hiddenKey(key, terms);
        return join(Uint8Array.of(letters[use], hidden.length), hidden, checkValue(key, terms.cipher));
      }),
    );
  }
}

function blockOf(key: Uint8Array, use: 'codes' | 'pins', { cipher, keyEncrypting, rng }: KeyChangeTerms): string {
  const codes = cipher === 'aes' ? 'M6' : 'M3';
  const purpose = use === 'pins' ? ({ usage: 'P0', mode: 'E' } as const) : ({ usage: codes, mode: 'C' } as const);
  const protection = cipher === 'aes' ? keyEncrypting.aes : keyEncrypting.tripleDes;
  const chance = (length: number): Uint8Array => rng.bytes(length);
  return keyBlock(key, { ...purpose, exportability: 'N' }, { cipher, key: protection, chance });
}

function newKey(rng: Rng): ZoneKey {
  return { tripleDes: withOddParity(rng.bytes(16)), aes: rng.bytes(16) };
}

/** @clause ANSI X3.92, 3.5: every byte of a DES key has an odd number of ones */
function withOddParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => {
    const ones = [1, 2, 3, 4, 5, 6, 7].filter((bit) => ((byte >> bit) & 1) === 1).length;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}

/**
 * A key under another one.
 *
 * @clause ANSI X9.17, 7.5: a pair of DES keys, half by half; RFC 3394, 2.2.1: AES key wrap
 */
function hiddenKey(key: Uint8Array, { cipher, keyEncrypting }: KeyChangeTerms): Uint8Array {
  if (cipher === 'tdes') return tripleDes.encipher(keyEncrypting.tripleDes, key);
  const under = keyEncrypting.aes;
  const start = Uint8Array.from(Buffer.from('A6A6A6A6A6A6A6A6', 'hex'));
  const wrap = createCipheriv(`id-aes${under.length * 8}-wrap`, under, start);
  return join(wrap.update(key), wrap.final());
}

/**
 * The first three bytes of zeros under a key.
 *
 * @clause ANSI X9.24-1:2017, Annex A: enciphered under TDES; a CMAC over one block under AES
 */
export function checkValue(key: Uint8Array, cipher: 'tdes' | 'aes'): Uint8Array {
  if (cipher === 'tdes') return tripleDes.encipher(key, new Uint8Array(8)).slice(0, 3);
  // CMAC of one whole block of zeros: the first subkey, enciphered once more.
  return aes.encipher(key, firstSubkey(aes.encipher(key, new Uint8Array(16)))).slice(0, 3);
}

function firstSubkey(block: Uint8Array): Uint8Array {
  const shifted = block.map((byte, index) => ((byte << 1) & 0xff) | ((block[index + 1] ?? 0) >> 7));
  if (((block[0] ?? 0) & 0x80) !== 0) shifted[15] = (shifted[15] ?? 0) ^ 0x87;
  return shifted;
}
