import { ECDH, createECDH } from 'node:crypto';
import { concatBytes, fromHex } from '../bytes.ts';

/** A signature suite: which curve and which hash go together. */
export interface SignatureSuite {
  readonly indicator: number;
  readonly curve: 'prime256v1' | 'secp521r1';
  readonly hash: 'sha256' | 'sha512';
  readonly fieldBytes: number;
  readonly hashBytes: number;
  readonly prime: bigint;
  readonly order: bigint;
}

/** A point of a curve, both coordinates as long as a field element. */
export interface CurvePoint {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

/** A public key for signatures. */
export interface CurveKey {
  readonly suite: SignatureSuite;
  readonly point: CurvePoint;
}

const p256: SignatureSuite = {
  indicator: 0x10,
  curve: 'prime256v1',
  hash: 'sha256',
  fieldBytes: 32,
  hashBytes: 32,
  prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
  order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
};
const p521: SignatureSuite = {
  indicator: 0x11,
  curve: 'secp521r1',
  hash: 'sha512',
  fieldBytes: 66,
  hashBytes: 64,
  prime: 2n ** 521n - 1n,
  order: 2n ** 521n - 0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf7n,
};
const suites: readonly SignatureSuite[] = [p256, p521];

/**
 * The suite that an algorithm suite indicator names, undefined for one that is not for testing yet or of a country.
 *
 * @clause EMV 4.4 Book 2, B2.4.1 table 48 (signatures), B2.2.2 (the two curves)
 */
export function signatureSuite(indicator: number | undefined): SignatureSuite | undefined {
  return suites.find((suite) => suite.indicator === indicator);
}

/**
 * The point with this x and the lower of the two y; undefined when the curve has none.
 *
 * @clause EMV 4.4 Book 2, B2.2.1 (e)
 */
export function pointWithX(suite: SignatureSuite, x: Uint8Array): CurvePoint | undefined {
  if (x.length !== suite.fieldBytes) return undefined;
  const point = decompressed(suite, x);
  if (point === undefined) return undefined;
  const y = integerOf(point.y);
  return y > suite.prime / 2n ? { x: point.x, y: fieldElement(suite, suite.prime - y) } : point;
}

/** The point that x and y, one behind the other, are; undefined when it is on no such curve. */
export function pointOfCoordinates(suite: SignatureSuite, coordinates: Uint8Array): CurvePoint | undefined {
  if (coordinates.length !== 2 * suite.fieldBytes) return undefined;
  const [x, y] = [coordinates.slice(0, suite.fieldBytes), coordinates.slice(suite.fieldBytes)];
  const point = decompressed(suite, x);
  if (point === undefined) return undefined;
  const isOn = [integerOf(point.y), suite.prime - integerOf(point.y)].includes(integerOf(y));
  return isOn ? { x, y } : undefined;
}

/** The generator times `factor`, which lies between 1 and the order less one. */
export function generatorTimes(suite: SignatureSuite, factor: bigint): CurvePoint {
  const side = createECDH(suite.curve);
  side.setPrivateKey(fieldElement(suite, factor));
  return split(suite, Uint8Array.from(side.getPublicKey().subarray(1)));
}

/**
 * A point times `factor`, which lies between 1 and the order less two. The library gives the x of such a product and
 * not its y: which of the two it is, the next multiple tells.
 */
export function pointTimes(suite: SignatureSuite, point: CurvePoint, factor: bigint): CurvePoint | undefined {
  const product = decompressed(suite, xOfProduct(suite, point, factor));
  const next = integerOf(xOfProduct(suite, point, factor + 1n));
  if (product === undefined) return undefined;
  const other = { x: product.x, y: fieldElement(suite, suite.prime - integerOf(product.y)) };
  return [product, other].find((each) => {
    const sum = sumOfPoints(suite, each, point);
    return sum !== undefined && integerOf(sum.x) === next;
  });
}

/**
 * The sum of two points with different x; undefined for others, which nobody meets by chance.
 *
 * @clause EMV 4.4 Book 2, B2.2.1 (c)
 */
export function sumOfPoints(suite: SignatureSuite, left: CurvePoint, right: CurvePoint): CurvePoint | undefined {
  const { prime } = suite;
  const [x1, y1, x2, y2] = [left.x, left.y, right.x, right.y].map(integerOf) as [bigint, bigint, bigint, bigint];
  if (x1 === x2) return undefined;
  const slope = modulo((y2 - y1) * inverse(modulo(x2 - x1, prime), prime), prime);
  const x = modulo(slope * slope - x1 - x2, prime);
  return { x: fieldElement(suite, x), y: fieldElement(suite, modulo(slope * (x1 - x) - y1, prime)) };
}

/** Bytes as a number, the first byte first. */
export function integerOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** The x of a point times `factor`, which lies between 1 and the order less one. */
export function xOfProduct(suite: SignatureSuite, { x, y }: CurvePoint, factor: bigint): Uint8Array {
  const side = createECDH(suite.curve);
  side.setPrivateKey(fieldElement(suite, factor));
  return Uint8Array.from(side.computeSecret(concatBytes([Uint8Array.of(0x04), x, y])));
}

/** The point with this x and an even y. The library throws when there is none. */
function decompressed(suite: SignatureSuite, x: Uint8Array): CurvePoint | undefined {
  if (integerOf(x) >= suite.prime) return undefined;
  try {
    const point = ECDH.convertKey(
      concatBytes([Uint8Array.of(0x02), x]),
      suite.curve,
      undefined,
      undefined,
      'uncompressed',
    );
    return split(suite, Uint8Array.from(Buffer.from(point).subarray(1)));
  } catch {
    return undefined;
  }
}

function split({ fieldBytes }: SignatureSuite, coordinates: Uint8Array): CurvePoint {
  return { x: coordinates.slice(0, fieldBytes), y: coordinates.slice(fieldBytes) };
}

function fieldElement({ fieldBytes }: SignatureSuite, value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(2 * fieldBytes, '0'));
}

/** Extended Euclid. */
function inverse(value: bigint, prime: bigint): bigint {
  let [rest, next, sum, nextSum] = [prime, value, 0n, 1n];
  while (next !== 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [sum, nextSum] = [nextSum, sum - times * nextSum];
  }
  return modulo(sum, prime);
}

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;
