import { createCipheriv, createDecipheriv, createECDH } from 'node:crypto';
import { byteAt, concat, fromHex, xor } from '../bytes.ts';
import { curves } from './curve-signature.ts';
import type { CurveSigner } from './curve-signature.ts';

/** A channel from the card's side: two keys of 16 bytes, and the counters of the next message of either. */
export interface CardChannel {
  readonly confidentiality: Uint8Array;
  readonly integrity: Uint8Array;
  counter: number;
  kernelCounter: number;
}

const blockBytes = 16;
const macBytes = 8;
const coordinateBytes = 32;
/** The counter of a card begins with its first bit set; that of a terminal does not. */
const firstCounter = 0x8000;
const derivationTail = fromHex('010054334A325957773DA5A5A50180');

/**
 * Answers a terminal's key: the card's own key is blinded by a number of this transaction, so that nobody without the channel
 * sees which card it is. The number goes along, enciphered, for the terminal to undo it.
 *
 * @param terms.kernelKey  x and y; `random`: 32 bytes; `liesAboutFactor`: another number goes along
 * @returns undefined when the terminal's key is on no such curve
 * @clause Book E 7.1 and 7.2, 8.6.2 (facts from github.com/Digrol/Denom, EmvCrypt)
 */
export function openCardChannel(
  { curve, secret }: CurveSigner,
  terms: { readonly kernelKey: Uint8Array; readonly random: Uint8Array; readonly liesAboutFactor: boolean },
): { readonly channel: CardChannel; readonly keyData: Uint8Array } | undefined {
  const { order } = curves[curve];
  const factor = (numberOf(terms.random) % (order - 3n)) + 2n;
  const side = createECDH(curves[curve].library);
  side.setPrivateKey(bytesOf((secret * factor) % order));
  const blinded = Uint8Array.from(side.getPublicKey()).slice(1, 1 + coordinateBytes);
  const shared = sharedX(side, terms.kernelKey);
  if (shared === undefined) return undefined;
  const derivation = cmac(new Uint8Array(blockBytes), shared);
  const sessionKey = (purpose: number): Uint8Array =>
    enciphered(derivation, concat(Uint8Array.of(purpose), derivationTail));
  const channel: CardChannel = {
    confidentiality: sessionKey(1),
    integrity: sessionKey(2),
    counter: firstCounter,
    kernelCounter: 0,
  };
  const sent = bytesOf(terms.liesAboutFactor ? factor - 1n : factor);
  return { channel, keyData: concat(blinded, encipherNext(channel, sent)) };
}

/** Enciphers the card's next message and moves its counter. @clause Book E 8.6.2 */
export function encipherNext(channel: CardChannel, message: Uint8Array): Uint8Array {
  channel.counter += 1;
  return inCounterMode(channel, channel.counter - 1, message);
}

/** Enciphers a data envelope and puts a code behind it. @clause C-8 5.5; Book E 8.6.2 */
export function sealEnvelope(channel: CardChannel, envelope: Uint8Array): Uint8Array {
  const sealed = inCounterMode(channel, channel.counter, envelope);
  return concat(sealed, receiptFor(channel, sealed));
}

/** Deciphers an envelope that the terminal sent. @clause C-8 5.7 */
export function openEnvelope(channel: CardChannel, sealed: Uint8Array): Uint8Array {
  channel.kernelCounter += 1;
  return inCounterMode(channel, channel.kernelCounter - 1, sealed);
}

/** A code over the card's counter and these bytes; the counter moves. @clause Book E 8.6.2 */
export function receiptFor(channel: CardChannel, bytes: Uint8Array): Uint8Array {
  const { counter } = channel;
  channel.counter += 1;
  return cmac(channel.integrity, concat(Uint8Array.of(counter >> 8, counter & 0xff), bytes)).slice(0, macBytes);
}

function inCounterMode({ confidentiality }: CardChannel, counter: number, message: Uint8Array): Uint8Array {
  const start = new Uint8Array(blockBytes);
  start.set([counter >> 8, counter & 0xff]);
  const cipher = createCipheriv('aes-128-ctr', confidentiality, start);
  return concat(cipher.update(message), cipher.final());
}

/** Code over static card data and all that was said, which nobody can turn into another one. @clause Book E 3.2, 8.6.5 */
export function issuerDataMac({ integrity }: CardChannel, message: Uint8Array): Uint8Array {
  const code = cmac(integrity, concat(new Uint8Array(2), message));
  const decipher = createDecipheriv('aes-128-ecb', integrity, null);
  decipher.setAutoPadding(false);
  return xor(concat(decipher.update(code), decipher.final()), code).slice(0, macBytes);
}

/** Code over the cryptogram and the other code. @clause Book E 3.2 */
export function enhancedMac({ integrity }: CardChannel, cryptogram: Uint8Array, other: Uint8Array): Uint8Array {
  return cmac(integrity, concat(new Uint8Array(2), cryptogram, other)).slice(0, macBytes);
}

/**
 * CMAC with AES-128.
 *
 * @clause NIST SP 800-38B; RFC 4493
 */
export function cmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const zero = new Uint8Array(blockBytes);
  const [once, twice] = [doubled(enciphered(key, zero)), doubled(doubled(enciphered(key, zero)))];
  const isWhole = message.length > 0 && message.length % blockBytes === 0;
  const filling = new Uint8Array(isWhole ? 0 : blockBytes - (message.length % blockBytes));
  if (!isWhole) filling[0] = 0x80;
  const padded = concat(message, filling);
  let chain: Uint8Array = zero;
  for (let at = 0; at < padded.length; at += blockBytes) {
    const block = xor(chain, padded.slice(at, at + blockBytes));
    const isLast = at + blockBytes === padded.length;
    chain = enciphered(key, isLast ? xor(block, isWhole ? once : twice) : block);
  }
  return chain;
}

/** One bit to the left; what falls out comes back as 87. */
function doubled(block: Uint8Array): Uint8Array {
  const shifted = block.map((byte, at) => ((byte << 1) | ((block[at + 1] ?? 0) >> 7)) & 0xff);
  const end = block.length - 1;
  if (byteAt(block, 0) >= 0x80) shifted[end] = byteAt(shifted, end) ^ 0x87;
  return shifted;
}

function enciphered(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null);
  cipher.setAutoPadding(false);
  return concat(cipher.update(block), cipher.final());
}

/** The library throws for coordinates that are no point. */
function sharedX(side: ReturnType<typeof createECDH>, kernelKey: Uint8Array): Uint8Array | undefined {
  try {
    return Uint8Array.from(side.computeSecret(concat(Uint8Array.of(0x04), kernelKey)));
  } catch {
    return undefined;
  }
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function bytesOf(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(2 * coordinateBytes, '0'));
}
