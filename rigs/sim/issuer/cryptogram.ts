import { exclusiveOr, joinBytes } from './bytes.ts';
import { aesEncipherBlock, aesMac } from './aes.ts';
import type { SessionKeyMethod } from './cryptogram-versions.table.ts';
import { deriveCardKey, deriveSessionKey } from './keys.ts';
import type { DerivationOption } from './keys.ts';
import { encipherBlock, retailMac } from './triple-des.ts';
import type { Padding } from './triple-des.ts';

/** What goes into an application cryptogram besides the counter and the issuer's part, in the order of the book. */
export const terminalInputTags = ['9F02', '9F03', '9F1A', '95', '5F2A', '9A', '9C', '9F37', '82'] as const;

/** One way to compute an application cryptogram. The scheme has one; wrong cards and wrong hosts have others. */
export interface CryptogramRecipe {
  readonly masterKey: Uint8Array;
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
  /** A unless told. */
  readonly derivationOption?: Exclude<DerivationOption, 'C'>;
  readonly sessionKeyMethod: SessionKeyMethod;
  /** Two bytes, for the key. */
  readonly keyCounter: Uint8Array;
  /** Two bytes, in the message. */
  readonly counter: Uint8Array;
  readonly unpredictableNumber: Uint8Array;
  /** Values of the terminal's input tags, joined. */
  readonly terminalInputs: Uint8Array;
  /** What follows the counter in the message: card verification results, or more of tag 9F10. */
  readonly issuerPart: Uint8Array;
  readonly padding: Padding;
}

/** The 16-byte key that a recipe computes its cryptogram with. */
export function keyOf(recipe: CryptogramRecipe): Uint8Array {
  const cardKey = deriveCardKey(recipe.masterKey, recipe, recipe.derivationOption);
  if (recipe.sessionKeyMethod === 'card-key-itself') return cardKey;
  const tail = recipe.sessionKeyMethod === 'common' ? new Uint8Array(4) : recipe.unpredictableNumber;
  return deriveSessionKey(cardKey, joinBytes([recipe.keyCounter, new Uint8Array(2), tail]));
}

/**
 * The 8-byte application cryptogram (request, certificate or authentication: the kind is not part of the input).
 *
 * @clause EMV 4.4 Book 2, sections 8.1.1 and 8.1.2
 */
export function computeCryptogram(recipe: CryptogramRecipe): Uint8Array {
  const message = joinBytes([recipe.terminalInputs, recipe.counter, recipe.issuerPart]);
  return retailMac(keyOf(recipe), message, recipe.padding);
}

/**
 * The 8-byte authorisation response cryptogram, method 1.
 *
 * @param key  16 bytes: the session key or the card's key, which the cryptogram version says
 * @param answer  the request's cryptogram and the two bytes of the authorisation response code
 * @clause EMV 4.4 Book 2, section 8.2.1
 */
export function computeResponseCryptogram(
  key: Uint8Array,
  answer: { readonly cryptogram: Uint8Array; readonly responseCode: Uint8Array },
): Uint8Array {
  return encipherBlock(key, exclusiveOr(answer.cryptogram, answer.responseCode));
}

/** What method 2 vouches for. */
export interface StatusUpdate {
  readonly cryptogram: Uint8Array;
  /** Four bytes. */
  readonly cardStatusUpdate: Uint8Array;
  /** Up to eight bytes. */
  readonly proprietaryData?: Uint8Array;
}

/**
 * The 4-byte authorisation response cryptogram, method 2.
 *
 * @clause EMV 4.4 Book 2, section 8.2.2
 */
export function computeStatusUpdateCryptogram(key: Uint8Array, update: StatusUpdate): Uint8Array {
  return retailMac(key, messageOf(update), 'method-2').slice(0, 4);
}

/**
 * Cryptograms of AES cards: application cryptogram (8 bytes), response cryptograms of method 1 (8) and 2 (4).
 *
 * @clause EMV 4.4 Book 2, sections 8.1.2, 8.2.1 and 8.2.2
 */
export const aesCryptograms = {
  application: (sessionKey: Uint8Array, message: Uint8Array): Uint8Array => aesMac(sessionKey, message).slice(0, 8),
  response: (
    sessionKey: Uint8Array,
    answer: { readonly cryptogram: Uint8Array; readonly responseCode: Uint8Array },
  ): Uint8Array => {
    const block = joinBytes([exclusiveOr(answer.cryptogram, answer.responseCode), new Uint8Array(8)]);
    return aesEncipherBlock(sessionKey, block).slice(0, 8);
  },
  statusUpdate: (sessionKey: Uint8Array, update: StatusUpdate): Uint8Array =>
    aesMac(sessionKey, messageOf(update)).slice(0, 4),
} as const;

function messageOf(update: StatusUpdate): Uint8Array {
  return joinBytes([update.cryptogram, update.cardStatusUpdate, update.proprietaryData ?? new Uint8Array()]);
}
