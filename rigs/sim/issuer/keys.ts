import { createHash } from 'node:crypto';
import { aesEncipherBlock } from './aes.ts';
import { exclusiveOr, fromHex, joinBytes } from './bytes.ts';
import { encipherBlock } from './triple-des.ts';

const allOnes = new Uint8Array(8).fill(0xff);

/** Whose key is derived. */
export interface CardIdentity {
  /** Digits only. */
  readonly pan: string;
  /** Two digits, '00' when the card has none. */
  readonly panSequenceNumber: string;
}

/** How a card's key follows from the issuer's. C is for AES. */
export type DerivationOption = 'A' | 'B' | 'C';

/**
 * The card's own key: 16 bytes for options A and B, as long as the master key for option C.
 *
 * @clause EMV 4.4 Book 2, Annex A1.4.1 (option A), A1.4.2 (option B), A1.4.3 (option C)
 */
export function deriveCardKey(masterKey: Uint8Array, card: CardIdentity, option: DerivationOption = 'A'): Uint8Array {
  if (option === 'C') return deriveByAes(masterKey, card);
  const digits =
    option === 'B' && card.pan.length > 16
      ? hashedDigits(card)
      : `${card.pan}${card.panSequenceNumber}`.slice(-16).padStart(16, '0');
  const diversification = fromHex(digits);
  return withOddParity(encipherBlock(masterKey, joinBytes([diversification, exclusiveOr(diversification, allOnes)])));
}

/**
 * The 16-byte key of one transaction.
 *
 * @param diversification  8 bytes: the application transaction counter and zeros, in older schemes the counter, zeros and
 *   the unpredictable number, and for issuer scripts the application cryptogram
 * @clause EMV 4.4 Book 2, Annex A1.3.1 (common session key)
 */
export function deriveSessionKey(cardKey: Uint8Array, diversification: Uint8Array): Uint8Array {
  const left = Uint8Array.from(diversification);
  const right = Uint8Array.from(diversification);
  left[2] = 0xf0;
  right[2] = 0x0f;
  return withOddParity(encipherBlock(cardKey, joinBytes([left, right])));
}

/**
 * The AES key of one transaction, as long as the card's.
 *
 * @param diversification  16 bytes: the counter and zeros, or the cryptogram and zeros
 * @clause EMV 4.4 Book 2, Annex A1.3.1
 */
export function deriveAesSessionKey(cardKey: Uint8Array, diversification: Uint8Array): Uint8Array {
  if (cardKey.length === 16) return aesEncipherBlock(cardKey, diversification);
  const left = Uint8Array.from(diversification);
  const right = Uint8Array.from(diversification);
  left[2] = 0xf0;
  right[2] = 0x0f;
  return aesEncipherBlock(cardKey, joinBytes([left, right])).slice(0, cardKey.length);
}

/**
 * The 16-byte script key of the older Visa-style cards: the counter laid over the end of both halves, inverted over the
 * right one.
 *
 * @reads No public clause; two public implementations and their recorded values agree.
 */
export function deriveCounterKey(cardKey: Uint8Array, counter: Uint8Array): Uint8Array {
  const zeros = new Uint8Array(6);
  const inverted = exclusiveOr(counter, allOnes);
  return withOddParity(exclusiveOr(cardKey, joinBytes([zeros, counter, zeros, inverted])));
}

/** The shape of the tree of keys: how many levels, how many branches at each, and what its root is chained to. */
export interface KeyTree {
  readonly height: number;
  readonly branchFactor: number;
  /** 16 bytes. */
  readonly start: Uint8Array;
}

/**
 * The 16-byte session key of the tree-based method.
 *
 * @param counter  two bytes
 * @clause EMV 2000 (4.0) Book 2, Annex A1.3; withdrawn since version 4.2, still on older cards
 */
export function deriveTreeKey(cardKey: Uint8Array, counter: Uint8Array, tree: KeyTree): Uint8Array {
  const leaf = numberOf(counter);
  let parent = cardKey;
  let grandparent = tree.start;
  for (let level = 1; level < tree.height; level += 1) {
    const branch = Math.floor(leaf / tree.branchFactor ** (tree.height - level)) % tree.branchFactor;
    const child = branchKey(parent, grandparent, branch);
    grandparent = parent;
    parent = child;
  }
  const last = branchKey(parent, grandparent, leaf % tree.branchFactor);
  return withOddParity(exclusiveOr(last, grandparent));
}

function branchKey(parent: Uint8Array, grandparent: Uint8Array, branch: number): Uint8Array {
  const laid = Uint8Array.from(grandparent);
  laid[7] = (laid[7] ?? 0) ^ branch;
  laid[15] = (laid[15] ?? 0) ^ branch ^ 0xf0;
  return encipherBlock(parent, laid);
}

function deriveByAes(masterKey: Uint8Array, card: CardIdentity): Uint8Array {
  const diversification = fromHex(`${card.pan}${card.panSequenceNumber}`.padStart(32, '0'));
  if (masterKey.length === 16) return aesEncipherBlock(masterKey, diversification);
  const inverted = diversification.map((byte) => byte ^ 0xff);
  return aesEncipherBlock(masterKey, joinBytes([diversification, inverted])).slice(0, masterKey.length);
}

/** The first sixteen decimal digits of a hash; where it has fewer, its letters follow as digits, a as 0 and so on. */
function hashedDigits(card: CardIdentity): string {
  const digits = `${card.pan}${card.panSequenceNumber}`;
  const packed = fromHex(digits.length % 2 === 0 ? digits : `0${digits}`);
  const hash = createHash('sha1').update(packed).digest('hex');
  const letters = hash.replaceAll(/\d/gu, '').replaceAll(/[a-f]/gu, (letter) => String('abcdef'.indexOf(letter)));
  return (hash.replaceAll(/\D/gu, '') + letters).slice(0, 16);
}

function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** DES ignores the lowest bit of a key's byte; published keys have it set so that the count of ones is odd. */
function withOddParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => {
    let ones = 0;
    for (let rest = byte >> 1; rest > 0; rest >>= 1) ones += rest & 1;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}
