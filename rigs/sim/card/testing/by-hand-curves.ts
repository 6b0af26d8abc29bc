import { createHash } from 'node:crypto';
import { schemeKeys } from '../personalisation/scheme-keys.ts';
import type { Signed } from './by-hand-signatures.ts';

/*
 * Extended data authentication by hand: schoolbook curves, and nothing of the card's own signing.
 */

interface Curve {
  readonly prime: bigint;
  readonly order: bigint;
  readonly b: bigint;
  readonly generator: readonly [x: bigint, y: bigint];
  readonly digits: number;
  readonly hash: 'sha256' | 'sha512';
}
/** x, y and z of a point: x/z² and y/z³ are its coordinates; z is zero far away. */
type Point = readonly [bigint, bigint, bigint];

/** NIST SP 800-186, 3.2.1.3 and 3.2.1.5. */
const curves: Readonly<Record<string, Curve>> = {
  '10': {
    prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    generator: [
      0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    ],
    digits: 64,
    hash: 'sha256',
  },
  '11': {
    prime: 2n ** 521n - 1n,
    order:
      6864797660130609714981900799081393217269435300143305409394463459185543183397655394245057746333217197532963996371363321113864768612440380340372808892707005449n,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    generator: [
      0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
      0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    ],
    digits: 132,
    hash: 'sha512',
  },
};

/** A moment at which certificates are judged, YYYYMMDDHHMM. */
const now = '202611221200';

/**
 * Follows the chain from the authority to a card of kernel 8, and its key to the blinded one that it showed; what is wrong first.
 *
 * @param channel  x of the blinded key and the blinding factor
 */
export function judgeLocally(
  { objects, staticHex }: Pick<Signed, 'objects' | 'staticHex'>,
  channel: { readonly blindedHex: string; readonly factorHex: string },
): readonly string[] {
  const issuer = issuerIn(objects);
  if (typeof issuer === 'string') return [`issuer certificate: ${issuer}`];
  const card = keyIn(objects.get('9F46') ?? '', issuer, [
    ['missing', (hex) => hex !== ''],
    ['format', (hex) => hex.startsWith('140000')],
    ['expired', (hex) => hex.slice(6, 18) > now],
    ['hash algorithm', (hex) => hex.slice(30, 34) === '0102'],
    ['hash', (hex) => hex.slice(34, 98) === digest('sha256', staticHex)],
  ]);
  if (typeof card === 'string') return [`card certificate: ${card}`];
  const curve = curves['10'];
  if (curve === undefined) throw new Error('P-256 is known');
  const y = lowerRoot(curve, BigInt(`0x${card.x}`));
  const [px, , pz] = times(curve, [BigInt(`0x${card.x}`), y, 1n], BigInt(`0x${channel.factorHex}`));
  return affineHex(curve, px, pz) === channel.blindedHex ? [] : ['blinding factor: another key'];
}

/** Follows the chain from the authority to the signature; the first thing that is wrong, in words. */
export function judgeCurves({ objects, staticHex, sentHex }: Signed): readonly string[] {
  const value = (tag: string): string => objects.get(tag) ?? '';
  const issuer = issuerIn(objects);
  if (typeof issuer === 'string') return [`issuer certificate: ${issuer}`];
  const list = objects.get('9F38');
  const records = staticHex.slice(0, staticHex.length - value('82').length);
  const vouched = [
    ['82', value('82')],
    ['9F06', value('84')],
    ...(list === undefined ? [] : [['9F38', list]]),
  ] as const;
  const all = records + vouched.map(([tag = '', hex = '']) => tag + byteText(hex.length / 2) + hex).join('');
  const rules: Parameters<typeof keyIn>[2] = [
    ['missing', (hex) => hex !== ''],
    ['format', (hex) => hex.startsWith('1400')],
    ['expired', (hex) => hex.slice(6, 18) > now],
    ['hash algorithm', (hex) => hex.slice(30, 34) === '0002'],
    ['hash', (hex) => hex.slice(34, 98) === digest('sha256', all)],
  ];
  const card = keyIn(value('9F46'), issuer, rules);
  if (typeof card === 'string') return [`card certificate: ${card}`];
  const pin = objects.has('9F2D') ? keyIn(value('9F2D'), issuer, rules) : card;
  if (typeof pin === 'string') return [`PIN certificate: ${pin}`];
  const signature = value('9F4B');
  if (signature === '') return ['dynamic signature: missing'];
  const answered = value('answer').slice(value('answer').startsWith('7781') ? 6 : 4);
  const shown = answered.replace(`9F4B${lengthText(signature)}${signature}`, '');
  return isSigned(card, `15${sentHex}${shown}`, signature.slice(2)) && signature.startsWith('15')
    ? []
    : ['dynamic signature: hash'];
}

/** The x of what two keys come to: that of a card out of its certificate, and a number of the terminal's. */
export function sharedXHex(suite: '10' | '11', keyXHex: string, secret: bigint): string {
  const curve = curves[suite];
  if (curve === undefined) throw new Error('both curves are known');
  const x = BigInt(`0x${keyXHex}`);
  const [px, , pz] = times(curve, [x, lowerRoot(curve, x), 1n], secret);
  return affineHex(curve, px, pz);
}

/** The x of a number's own key. */
export function ownXHex(suite: '10' | '11', secret: bigint): string {
  const curve = curves[suite];
  if (curve === undefined) throw new Error('both curves are known');
  const [px, , pz] = times(curve, [...curve.generator, 1n], secret);
  return affineHex(curve, px, pz);
}

/** The issuer's key; words when something about it or its authority is wrong. */
function issuerIn(objects: ReadonlyMap<string, string>): Key | string {
  const value = (tag: string): string => objects.get(tag) ?? '';
  const rid = value('84').slice(0, 10);
  const index = Number.parseInt(value('8F'), 16);
  const authority = schemeKeys.certificationAuthoritiesOfCurves.find(
    (one) => one.ridHex === rid && one.index === index,
  );
  if (authority === undefined) return 'unknown authority';
  const half = authority.publicKeyHex.length / 2;
  return keyIn(value('90'), { suite: authority.algorithmSuiteHex, x: authority.publicKeyHex.slice(0, half) }, [
    ['missing', (hex) => hex !== ''],
    ['format', (hex) => hex.startsWith('1200')],
    ['identity', (hex) => value('5A').startsWith(hex.slice(4, 14).replace(/F+$/u, ''))],
    ['expired', (hex) => hex.slice(16, 24) >= now.slice(0, 8)],
    ['other authority', (hex) => hex.slice(30, 42) === rid + value('8F')],
  ]);
}

interface Key {
  readonly suite: string;
  readonly x: string;
}

/** The key in a certificate; words when something about it is wrong, the signature last. */
function keyIn(
  hex: string,
  signer: Key,
  rules: readonly (readonly [words: string, holds: (hex: string) => boolean])[],
): Key | string {
  const broken = rules.find(([, holds]) => !holds(hex));
  if (broken !== undefined) return broken[0];
  const isIssuer = hex.startsWith('12');
  // The suites of channels are on the same curves as those of signatures.
  const suite = isIssuer ? hex.slice(14, 16) : `1${hex.slice(5, 6)}`;
  const [own, above] = [curves[suite], curves[signer.suite]];
  if (own === undefined || above === undefined) return 'key algorithm';
  const from = isIssuer ? 42 : 98;
  const end = from + own.digits;
  const hashDigits = above.hash === 'sha256' ? 64 : 128;
  if (hex.length !== end + hashDigits + above.digits) return 'length';
  return isSigned(signer, hex.slice(0, end), hex.slice(end)) ? { suite, x: hex.slice(from, end) } : 'signature';
}

function isSigned(key: Key, messageHex: string, signatureHex: string): boolean {
  const curve = curves[key.suite];
  if (curve === undefined) return false;
  const hashDigits = curve.hash === 'sha256' ? 64 : 128;
  const [hash, sum] = [signatureHex.slice(0, hashDigits), BigInt(`0x${signatureHex.slice(hashDigits)}`)];
  const x = BigInt(`0x${key.x}`);
  const y = lowerRoot(curve, x);
  const factor = curve.order - (BigInt(`0x${hash}`) % curve.order);
  const [px, , pz] = add(curve, times(curve, [...curve.generator, 1n], sum), times(curve, [x, y, 1n], factor));
  return digest(curve.hash, affineHex(curve, px, pz) + messageHex) === hash;
}

/** The lower of the two y that go with x. */
function lowerRoot({ b, prime }: Curve, x: bigint): bigint {
  const root = power(modulo(x ** 3n - 3n * x + b, prime), (prime + 1n) / 4n, prime);
  return root < prime - root ? root : prime - root;
}

function affineHex({ digits, prime }: Curve, x: bigint, z: bigint): string {
  const found = modulo(x * power(z * z, prime - 2n, prime), prime);
  return found.toString(16).toUpperCase().padStart(digits, '0');
}

function times(curve: Curve, point: Point, factor: bigint): Point {
  let result: Point = [1n, 1n, 0n];
  for (const bit of factor.toString(2)) {
    result = twice(curve, result);
    if (bit === '1') result = add(curve, result, point);
  }
  return result;
}

function twice({ prime }: Curve, [x, y, z]: Point): Point {
  const s = modulo(4n * x * y * y, prime);
  const m = modulo(3n * (x - z * z) * (x + z * z), prime);
  const doubled = modulo(m * m - 2n * s, prime);
  return [doubled, modulo(m * (s - doubled) - 8n * y ** 4n, prime), modulo(2n * y * z, prime)];
}

function add(curve: Curve, left: Point, right: Point): Point {
  if (left[2] === 0n) return right;
  if (right[2] === 0n) return left;
  const { prime } = curve;
  const [x1, y1, z1] = left;
  const [x2, y2, z2] = right;
  const u = modulo(x1 * z2 * z2, prime);
  const v = modulo(y1 * z2 ** 3n, prime);
  const h = modulo(x2 * z1 * z1 - u, prime);
  const r = modulo(y2 * z1 ** 3n - v, prime);
  if (h === 0n) return r === 0n ? twice(curve, left) : [1n, 1n, 0n];
  const x = modulo(r * r - h ** 3n - 2n * u * h * h, prime);
  return [x, modulo(r * (u * h * h - x) - v * h ** 3n, prime), modulo(h * z1 * z2, prime)];
}

function power(base: bigint, exponent: bigint, prime: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % prime;
    if (bit === '1') result = modulo(result * modulo(base, prime), prime);
  }
  return result;
}

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;

function digest(hash: Curve['hash'], hex: string): string {
  return createHash(hash).update(Buffer.from(hex, 'hex')).digest('hex').toUpperCase();
}

function lengthText(hex: string): string {
  const length = hex.length / 2;
  return length > 127 ? `81${byteText(length)}` : byteText(length);
}

function byteText(byte: number): string {
  return byte.toString(16).padStart(2, '0').toUpperCase();
}
