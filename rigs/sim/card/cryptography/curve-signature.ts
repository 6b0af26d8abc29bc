import { createECDH, createHash } from 'node:crypto';
import { concat, fromHex } from '../bytes.ts';

/** The two curves of the books, by the names that profiles use. */
export type CurveName = 'p256' | 'p521';

/** A curve with the hash that its signatures take. */
interface Curve {
  readonly library: string;
  readonly hash: 'sha256' | 'sha512';
  /** Algorithm suite indicator. */
  readonly suiteHex: string;
  /** The same of a channel on this curve. */
  readonly channelSuiteHex: string;
  readonly coordinateBytes: number;
  readonly prime: bigint;
  readonly order: bigint;
}

/** @clause EMV 4.4 Book 2, B2.2.2, B2.4.1 and B2.4.2 */
export const curves: Readonly<Record<CurveName, Curve>> = {
  p256: {
    library: 'prime256v1',
    hash: 'sha256',
    suiteHex: '10',
    channelSuiteHex: '00',
    coordinateBytes: 32,
    prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  p521: {
    library: 'secp521r1',
    hash: 'sha512',
    suiteHex: '11',
    channelSuiteHex: '01',
    coordinateBytes: 66,
    prime: (1n << 521n) - 1n,
    order:
      0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
};

/** A private key whose public point has the lower of the two y that its x has. */
export interface CurveSigner {
  readonly curve: CurveName;
  readonly secret: bigint;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

/**
 * The signer of a private key, or of its negative where the book wants that one.
 *
 * @clause EMV 4.4 Book 2, B2.2.4 (2)
 */
export function curveSigner(curve: CurveName, secretHex: string): CurveSigner {
  const { prime, order } = curves[curve];
  const secret = BigInt(`0x${secretHex}`);
  const point = pointOf(curve, secret);
  if (numberOf(point.y) < (prime + 1n) / 2n) return { curve, secret, ...point };
  return { curve, secret: order - secret, ...pointOf(curve, order - secret) };
}

/**
 * Signature of elliptic curves: hash, then sum. The secret number of each follows from key and message, so that the same
 * message gives the same signature and no two messages share a number.
 *
 * @clause EMV 4.4 Book 2, A2.2.2 (EC-SDSA)
 */
export function signByCurve({ curve, secret }: CurveSigner, message: Uint8Array): Uint8Array {
  const { hash, order } = curves[curve];
  const seed = createHash('sha512').update(bytesOf(curve, secret)).update(message).digest();
  const more = createHash('sha512').update(seed).digest();
  const nonce = (numberOf(concat(seed, more)) % (order - 2n)) + 1n;
  const digest = createHash(hash).update(pointOf(curve, nonce).x).update(message).digest();
  const sum = (nonce + (numberOf(digest) % order) * secret) % order;
  return concat(digest, bytesOf(curve, sum));
}

function pointOf(curve: CurveName, secret: bigint): { readonly x: Uint8Array; readonly y: Uint8Array } {
  const { library, coordinateBytes } = curves[curve];
  const side = createECDH(library);
  side.setPrivateKey(bytesOf(curve, secret));
  const point = Uint8Array.from(side.getPublicKey());
  return { x: point.slice(1, 1 + coordinateBytes), y: point.slice(1 + coordinateBytes) };
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function bytesOf(curve: CurveName, value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(2 * curves[curve].coordinateBytes, '0'));
}
