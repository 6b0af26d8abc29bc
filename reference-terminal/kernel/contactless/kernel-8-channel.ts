import assert from 'node:assert/strict';
import { createCipheriv, createECDH } from 'node:crypto';
import type { RandomSource } from '../../needs.ts';
import { concatBytes, fromHex, sameBytes } from '../bytes.ts';
import { integerOf, pointWithX, signatureSuite } from '../offline-data-authentication/elliptic-curves.ts';
import type { CurveKey } from '../offline-data-authentication/elliptic-curves.ts';
import { aesCmac, decipherAes, encipherAes } from '../pin/block-ciphers.ts';

/** The kernel's key of one transaction. */
export interface TransactionKey {
  /** x and y, 64 bytes: tag 9E. */
  readonly coordinates: Uint8Array;
  /** The channel with the card that answered this (tag 9F8103); undefined when that is no key of the curve. */
  agree(cardKeyData: Uint8Array): SecureChannel | undefined;
}

/** What kernel and card share after GET PROCESSING OPTIONS. Its keys never leave it. */
export interface SecureChannel {
  /** Deciphers the card's next message; undefined when its counter is used up. */
  decipher(message: Uint8Array): Uint8Array | undefined;
  /** MAC over static card data and the transaction's data, 8 bytes (tag 9F8109). */
  issuerDataMac(message: Uint8Array): Uint8Array;
  /** MAC over cryptogram and issuer data MAC, 8 bytes (tag 9F8105). */
  enhancedMac(parts: { readonly cryptogram: Uint8Array; readonly issuerDataMac: Uint8Array }): Uint8Array;
  /** Deciphers a data envelope that the card sent with a code; undefined when that is wrong. */
  openEnvelope(message: Uint8Array): Uint8Array | undefined;
  /** Enciphers the kernel's next message. */
  sealEnvelope(envelope: Uint8Array): Uint8Array;
  /** Whether the card's answer is its code over this envelope. */
  isReceipt(envelope: Uint8Array, answer: Uint8Array): boolean;
  /** Whether the key that the card showed is this one, blinded by the factor that it sent. */
  isKeyOf(key: CurveKey): boolean;
}

const suite = signatureSuite(0x10);
assert(suite !== undefined, 'the channel is on P-256, which every terminal knows');
const { curve, fieldBytes, order } = suite;

const drawCountMax = 3;
const macBytes = 8;
/** Every MAC begins with a counter, which is zero for those of the cryptogram. */
const cryptogramCounter = new Uint8Array(2);
const firstCardCounter = 0x8000;
const lastCardCounter = 0xffff;
const purposes = { confidentiality: 0x01, integrity: 0x02 } as const;
/** What follows the purpose in the derivation of a session key. */
const derivationTail = fromHex('010054334A325957773DA5A5A50180');

/**
 * A fresh key for one transaction.
 *
 * @returns undefined when the random source gives nothing that is a private key
 * @clause Book E 7.1 and 7.2 (blinded Diffie-Hellman), as github.com/Digrol/Denom cites them (EmvCrypt; facts only)
 */
export function drawTransactionKey(random: RandomSource): TransactionKey | undefined {
  for (let count = 0; count < drawCountMax; count += 1) {
    const secret = random(fieldBytes);
    const number = integerOf(secret);
    if (number <= 1n || number >= order - 1n) continue;
    const side = createECDH(curve);
    side.setPrivateKey(secret);
    return {
      coordinates: Uint8Array.from(side.getPublicKey().subarray(1)),
      agree: (cardKeyData) => {
        if (suite === undefined || cardKeyData.length !== 2 * fieldBytes) return undefined;
        const blinded = pointWithX(suite, cardKeyData.slice(0, fieldBytes));
        if (blinded === undefined) return undefined;
        const shared = Uint8Array.from(side.computeSecret(uncompressed(blinded)));
        return openChannel(shared, { blindedKey: blinded.x, enciphered: cardKeyData.slice(fieldBytes) });
      },
    };
  }
  return undefined;
}

/** @clause Book E 7.2 (session keys), 8.6.2 (AES-CTR), 3.2 (both MACs), 7.3 (the blinding factor is the card's own) */
function openChannel(
  shared: Uint8Array,
  card: { readonly blindedKey: Uint8Array; readonly enciphered: Uint8Array },
): SecureChannel {
  const derivationKey = aesCmac(new Uint8Array(16), shared);
  const sessionKey = (purpose: number): Uint8Array =>
    encipherAes(derivationKey, concatBytes([Uint8Array.of(purpose), derivationTail]));
  const [confidentiality, integrity] = [sessionKey(purposes.confidentiality), sessionKey(purposes.integrity)];
  let counter = firstCardCounter;
  let ownCounter = 0;
  const codeOver = (bytes: Uint8Array): Uint8Array =>
    aesCmac(integrity, concatBytes([Uint8Array.of(counter >> 8, counter & 0xff), bytes])).slice(0, macBytes);
  const decipher = (message: Uint8Array): Uint8Array | undefined => {
    if (counter >= lastCardCounter) return undefined;
    const clear = inCounterMode(confidentiality, counter, message);
    counter += 1;
    return clear;
  };
  const blindingFactor = decipher(card.enciphered) ?? new Uint8Array();
  return {
    decipher,
    openEnvelope: (message) => {
      if (message.length < macBytes) return undefined;
      const [enciphered, said] = [message.slice(0, -macBytes), message.slice(-macBytes)];
      // Code and cipher have one counter: it moves with the message, whatever the code is.
      const isRight = sameBytes(codeOver(enciphered), said);
      const clear = decipher(enciphered);
      return isRight ? clear : undefined;
    },
    sealEnvelope: (envelope) => {
      const sealed = inCounterMode(confidentiality, ownCounter, envelope);
      ownCounter += 1;
      return sealed;
    },
    isReceipt: (envelope, answer) => {
      if (counter >= lastCardCounter) return false;
      const isRight = sameBytes(codeOver(envelope), answer);
      counter += 1;
      return isRight;
    },
    issuerDataMac: (message) => {
      const mac = aesCmac(integrity, concatBytes([cryptogramCounter, message]));
      // AES-CMAC+: what the issuer sees of the code must not help to make another one.
      const turned = decipherAes(integrity, mac);
      return mac.map((byte, index) => byte ^ (turned[index] ?? 0)).slice(0, macBytes);
    },
    enhancedMac: ({ cryptogram, issuerDataMac }) =>
      aesCmac(integrity, concatBytes([cryptogramCounter, cryptogram, issuerDataMac])).slice(0, macBytes),
    isKeyOf: ({ point }) => {
      const number = integerOf(blindingFactor);
      if (number <= 0n || number >= order) return false;
      const side = createECDH(curve);
      side.setPrivateKey(blindingFactor);
      return sameBytes(Uint8Array.from(side.computeSecret(uncompressed(point))), card.blindedKey);
    },
  };
}

/** The counter stands in the first two bytes of the start value; the cipher counts in the last ones. */
function inCounterMode(key: Uint8Array, counter: number, message: Uint8Array): Uint8Array {
  const start = new Uint8Array(16);
  start.set([counter >> 8, counter & 0xff]);
  const cipher = createCipheriv('aes-128-ctr', key, start);
  return concatBytes([cipher.update(message), cipher.final()]);
}

function uncompressed({ x, y }: CurveKey['point']): Uint8Array {
  return concatBytes([Uint8Array.of(0x04), x, y]);
}
