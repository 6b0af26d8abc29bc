import { createECDH, createHash } from 'node:crypto';

/**
 * Schnorr signatures on the curve P-256 as EMV's extended data authentication has them. The crypto library knows the
 * curve but not this signature, so the points are added here, plainly and slowly: for a test bench, not for secrets.
 *
 * @clause EMV 4.4 Book 2, Annex A2.2 (EC-SDSA), B2.2 (curves and points of which only x is known)
 */
const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const curveB = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const coordinateBytes = 32;

type Point = { readonly x: bigint; readonly y: bigint } | undefined;

const generator: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
};

/** The x coordinate, 32 bytes, of a private key's public point. */
export function publicX(privateKey: Uint8Array): Uint8Array {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(privateKey);
  return Uint8Array.from(curve.getPublicKey().subarray(1, 1 + coordinateBytes));
}

/**
 * Signs a message: hash (32 bytes) and sum (32 bytes).
 *
 * @param nonce  the secret number of this one signature, 32 bytes; never the same for two messages
 */
export function signMessage(privateKey: Uint8Array, nonce: Uint8Array, message: Uint8Array): Uint8Array {
  const hash = hashOf(publicX(nonce), message);
  const sum = modulo(integerOf(nonce) + modulo(integerOf(hash), order) * integerOf(privateKey), order);
  return Uint8Array.from(Buffer.concat([hash, bytesOf(sum)]));
}

/** Whether a signature is of this message by the key whose public point has this x (and the lower y). */
export function isSignedBy(publicKeyX: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const point = pointWithX(publicKeyX);
  if (point === undefined || signature.length !== 2 * coordinateBytes) return false;
  const hash = signature.subarray(0, coordinateBytes);
  const sum = integerOf(signature.subarray(coordinateBytes));
  const factor = modulo(integerOf(hash), order);
  if (sum === 0n || sum >= order || factor === 0n) return false;
  const found = add(multiply(generator, sum), multiply(point, order - factor));
  return found !== undefined && Buffer.compare(hashOf(bytesOf(found.x), message), hash) === 0;
}

/** The point with the lower of the two y; undefined when no point of the curve has this x. */
function pointWithX(publicKeyX: Uint8Array): Point {
  const x = integerOf(publicKeyX);
  if (x >= prime) return undefined;
  const square = modulo(x ** 3n - 3n * x + curveB, prime);
  const y = power(square, (prime + 1n) / 4n);
  if ((y * y) % prime !== square) return undefined;
  return { x, y: y > prime / 2n ? prime - y : y };
}

function hashOf(x: Uint8Array, message: Uint8Array): Buffer {
  return createHash('sha256').update(x).update(message).digest();
}

function add(left: Point, right: Point): Point {
  if (left === undefined) return right;
  if (right === undefined) return left;
  if (left.x === right.x && left.y !== right.y) return undefined;
  const slope =
    left.x === right.x
      ? (3n * left.x * left.x - 3n) * power(2n * left.y, prime - 2n)
      : (right.y - left.y) * power(modulo(right.x - left.x, prime), prime - 2n);
  const x = modulo(slope * slope - left.x - right.x, prime);
  return { x, y: modulo(slope * (left.x - x) - left.y, prime) };
}

function multiply(point: Point, factor: bigint): Point {
  let sum: Point = undefined;
  let doubled = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(sum, doubled);
    doubled = add(doubled, doubled);
  }
  return sum;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = modulo(base, prime);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;
const integerOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (value: bigint): Uint8Array =>
  Uint8Array.from(Buffer.from(value.toString(16).padStart(2 * coordinateBytes, '0'), 'hex'));
