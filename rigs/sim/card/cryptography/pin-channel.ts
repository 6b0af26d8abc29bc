import { createCipheriv, createECDH } from 'node:crypto';
import { concat, fromHex, toHex } from '../bytes.ts';
import { curves } from './curve-signature.ts';
import type { CurveSigner } from './curve-signature.ts';
import { cmac } from './secure-channel.ts';

/** A channel for the PINs of one transaction, from the card's side. */
export interface CardPinChannel {
  /** x of the terminal's key, which stays the same. */
  readonly theirX: Uint8Array;
  readonly confidentiality: Uint8Array;
  readonly integrity: Uint8Array;
  /** How many PINs were deciphered. */
  counter: number;
}

const blockBytes = 16;
const macBytes = 8;
/** Header, PIN block, challenge. */
const messageBytes = 17;
/** Bytes of the shared x with the zeros in front of it: whole blocks. */
const sharedBytes = { p256: 32, p521: 80 } as const;
const header = 0x7f;

/**
 * Opens what came with VERIFY: the terminal's x, the message, its code. The first of a transaction makes the keys, of the
 * challenge that it answers.
 *
 * @param terms.known  the channel of an earlier one
 * @returns undefined when it is too long or too short, of another key, altered, or not made for this challenge
 * @clause EMV 4.4 Book 2, 13.3, A2.3, A1.3
 */
export function openPinByCurve(
  key: CurveSigner,
  sent: Uint8Array,
  terms: { readonly challenge: Uint8Array; readonly known: CardPinChannel | undefined },
): { readonly channel: CardPinChannel; readonly block: Uint8Array } | undefined {
  const { coordinateBytes } = curves[key.curve];
  if (sent.length !== coordinateBytes + messageBytes + macBytes) return undefined;
  const theirX = sent.slice(0, coordinateBytes);
  const channel = terms.known ?? newChannel(key, theirX, terms.challenge);
  if (channel === undefined || toHex(channel.theirX) !== toHex(theirX)) return undefined;
  const sealed = sent.slice(coordinateBytes, -macBytes);
  const start = new Uint8Array(blockBytes);
  start.set([channel.counter >> 8, channel.counter & 0xff]);
  const code = cmac(channel.integrity, concat(new Uint8Array(8), start, sealed)).slice(0, macBytes);
  if (toHex(code) !== toHex(sent.slice(-macBytes))) return undefined;
  // Deciphering is the same as enciphering.
  const cipher = createCipheriv('aes-128-ctr', channel.confidentiality, start);
  const message = concat(cipher.update(sealed), cipher.final());
  if (message[0] !== header || toHex(message.slice(9)) !== toHex(terms.challenge)) return undefined;
  channel.counter += 1;
  return { channel, block: message.slice(1, 9) };
}

function newChannel(
  { curve, secret }: CurveSigner,
  theirX: Uint8Array,
  challenge: Uint8Array,
): CardPinChannel | undefined {
  const { library, coordinateBytes } = curves[curve];
  const side = createECDH(library);
  side.setPrivateKey(fromHex(secret.toString(16).padStart(2 * coordinateBytes, '0')));
  const product = sharedX(side, theirX);
  if (product === undefined) return undefined;
  const shared = concat(new Uint8Array(sharedBytes[curve] - product.length), product);
  const derivation = cmac(new Uint8Array(blockBytes), shared);
  const keyFor = (purposeHex: string): Uint8Array => {
    const cipher = createCipheriv('aes-128-ecb', derivation, null);
    cipher.setAutoPadding(false);
    const block = fromHex(`${purposeHex}0100${toHex(challenge)}A5A5A50200`);
    return concat(cipher.update(block), cipher.final());
  };
  return { theirX, confidentiality: keyFor('01'), integrity: keyFor('02'), counter: 0 };
}

/** Whichever of the two y goes with this x: the product has the same x. The library throws when there is none. */
function sharedX(side: ReturnType<typeof createECDH>, theirX: Uint8Array): Uint8Array | undefined {
  try {
    return Uint8Array.from(side.computeSecret(concat(Uint8Array.of(0x02), theirX)));
  } catch {
    return undefined;
  }
}
