import { createCipheriv, createSecretKey } from 'node:crypto';
import { concatBytes, fromHex } from '../bytes.ts';
import { generatorTimes, integerOf, xOfProduct } from '../offline-data-authentication/elliptic-curves.ts';
import type { CurveKey } from '../offline-data-authentication/elliptic-curves.ts';
import type { RandomSource } from '../../needs.ts';
import { aesCmac, encipherAes } from './block-ciphers.ts';
import { pinBlockFormat2 } from './pin-blocks.ts';

/** What a terminal and a card share for the PINs of one transaction. */
export interface PinChannel {
  /** x of the terminal's key of this transaction. */
  readonly ownX: Uint8Array;
  readonly confidentiality: Uint8Array;
  readonly integrity: Uint8Array;
  /** How many PINs went through. */
  counter: number;
}

const blockBytes = 16;
const challengeBytes = 8;
const macBytes = 8;
const enciphermentHeader = 0x7f;
/** What makes a secret number as good as evenly spread over the order. */
const spareBytes = 8;
const purposes = { confidentiality: 1, integrity: 2 } as const;

/**
 * Makes a key for this transaction and, of it and the card's key for PINs, two keys for what goes between them.
 *
 * @param terms.challenge  the card's first one, 8 bytes
 * @returns undefined when the challenge has another length
 * @clause EMV 4.4 Book 2, 13.2, A2.3, B2.4.2
 */
export function openPinChannel(
  { suite, point }: CurveKey,
  terms: { readonly challenge: Uint8Array; readonly random: RandomSource },
): PinChannel | undefined {
  if (terms.challenge.length !== challengeBytes) return undefined;
  const secret = (integerOf(terms.random(suite.fieldBytes + spareBytes)) % (suite.order - 1n)) + 1n;
  const product = xOfProduct(suite, point, secret);
  // Zeros in front, up to whole blocks.
  const shared = new Uint8Array(Math.ceil(product.length / blockBytes) * blockBytes);
  shared.set(product, shared.length - product.length);
  const derivation = aesCmac(new Uint8Array(blockBytes), shared);
  const keyFor = (purpose: keyof typeof purposes): Uint8Array =>
    encipherAes(
      derivation,
      concatBytes([Uint8Array.of(purposes[purpose], 0x01, 0x00), terms.challenge, fromHex('A5A5A50200')]),
    );
  return {
    ownX: generatorTimes(suite, secret).x,
    confidentiality: keyFor('confidentiality'),
    integrity: keyFor('integrity'),
    counter: 0,
  };
}

/**
 * Enciphers a PIN for the card and moves the channel's counter: the terminal's x, header, PIN block and challenge enciphered, and
 * a code over them. What goes with VERIFY, reference 88. The clear block is erased.
 *
 * @returns undefined when the challenge has not 8 bytes
 * @throws {UnlawfulPin} when the PIN has not 4 to 12 digits
 * @clause EMV 4.4 Book 2, 13.2, A1.3 (encryption, then code)
 */
export function encipherPinByCurve(channel: PinChannel, pin: string, challenge: Uint8Array): Uint8Array | undefined {
  if (challenge.length !== challengeBytes) return undefined;
  const start = new Uint8Array(blockBytes);
  start.set([channel.counter >> 8, channel.counter & 0xff]);
  const block = pinBlockFormat2(pin);
  const plain = concatBytes([Uint8Array.of(enciphermentHeader), block, challenge]);
  const cipher = createCipheriv('aes-128-ctr', createSecretKey(channel.confidentiality), start);
  const enciphered = concatBytes([cipher.update(plain), cipher.final()]);
  block.fill(0);
  plain.fill(0);
  const code = aesCmac(channel.integrity, concatBytes([new Uint8Array(8), start, enciphered]));
  channel.counter += 1;
  return concatBytes([channel.ownX, enciphered, code.subarray(0, macBytes)]);
}
