import { createHash } from 'node:crypto';
import { schemeKeys } from '../personalisation/scheme-keys.ts';
import { judgeCurves } from './by-hand-curves.ts';
import { recover } from './by-hand.ts';

/** What signatures are judged by. */
export interface Signed {
  readonly objects: ReadonlyMap<string, string>;
  /** Records that the locator counts in, and the profile. */
  readonly staticHex: string;
  /** Values sent for the lists of GET PROCESSING OPTIONS and GENERATE AC. */
  readonly sentHex: string;
  readonly isQuick: boolean;
}

interface Key {
  readonly modulusHex: string;
  readonly exponentHex: string;
}

/** Day on which certificates are judged, YYMM. */
const todayYymm = '2611';
const unpredictableNumberHex = 'A1B2C3D4';

/** Follows the chain from the authority to the last signature; the first thing that is wrong, in words. */
export function judgeSignatures(signed: Signed): readonly string[] {
  const { objects } = signed;
  const profile = Number.parseInt((objects.get('82') ?? '').slice(0, 2), 16);
  if ((profile & 0x80) !== 0) return judgeCurves(signed);
  const isStatic = (profile & 0x40) !== 0;
  if (!isStatic && !objects.has('9F46') && (profile & 0x21) === 0) return [];
  if (!objects.has('8F') && !objects.has('90'))
    return (profile & 0x61) !== 0 && !signed.isQuick ? ['chain: no data'] : [];
  const issuer = issuerKeyOf(objects);
  if (typeof issuer === 'string') return [`issuer certificate: ${issuer}`];
  if (objects.has('93')) {
    const signature = judgeStatic(signed, issuer);
    if (signature !== undefined) return [`static signature: ${signature}`];
  }
  if ((profile & 0x21) === 0) return [];
  const card = iccKeyOf(objects, issuer, ['9F46', '9F47', '9F48'], signed.staticHex);
  if (typeof card === 'string') return [`card certificate: ${card}`];
  const pin = objects.has('9F2D') ? iccKeyOf(objects, issuer, ['9F2D', '9F2E', '9F2F'], '') : undefined;
  if (typeof pin === 'string') return [`pin certificate: ${pin}`];
  const last = judgeDynamic(signed, card);
  return last === undefined ? [] : [`dynamic signature: ${last}`];
}

function issuerKeyOf(objects: ReadonlyMap<string, string>): Key | string {
  const rid = (objects.get('84') ?? '').slice(0, 10);
  const index = Number.parseInt(objects.get('8F') ?? '', 16);
  const authority = schemeKeys.certificationAuthorities.find((one) => one.ridHex === rid && one.index === index);
  if (authority === undefined) return 'unknown authority';
  const certificate = objects.get('90');
  if (certificate === undefined) return 'missing';
  const exponentHex = objects.get('9F32') ?? '';
  const remainderHex = objects.get('92') ?? '';
  const content = opened(authority, certificate, remainderHex + exponentHex);
  if (typeof content === 'string') return content;
  const { hex } = content;
  if (!hex.startsWith('02')) return 'format';
  if (!(objects.get('5A') ?? '').startsWith(hex.slice(2, 10).replace(/F+$/u, ''))) return 'identity';
  return keyIn({ hex, at: 10, remainderHex, exponentHex }) ?? 'key';
}

function iccKeyOf(
  objects: ReadonlyMap<string, string>,
  issuer: Key,
  [certificateTag, exponentTag, remainderTag]: readonly [string, string, string],
  staticHex: string,
): Key | string {
  const certificate = objects.get(certificateTag);
  if (certificate === undefined) return 'missing';
  const exponentHex = objects.get(exponentTag) ?? '';
  const remainderHex = objects.get(remainderTag) ?? '';
  const content = opened(issuer, certificate, remainderHex + exponentHex + staticHex);
  if (typeof content === 'string') return content;
  const { hex } = content;
  if (!hex.startsWith('04')) return 'format';
  if (hex.slice(2, 22).replace(/F+$/u, '') !== (objects.get('5A') ?? '').replace(/F+$/u, '')) return 'identity';
  return keyIn({ hex, at: 22, remainderHex, exponentHex }) ?? 'key';
}

/** The key in a certificate whose expiry date begins at `at`; words when something about it is wrong. */
function keyIn(certificate: { hex: string; at: number; remainderHex: string; exponentHex: string }): Key | string {
  const { hex, at, remainderHex, exponentHex } = certificate;
  const expiry = hex.slice(at, at + 4);
  if (expiry.slice(2) + expiry.slice(0, 2) < todayYymm) return 'expired';
  if (hex.slice(at + 10, at + 12) !== '01') return 'hash algorithm';
  if (hex.slice(at + 12, at + 14) !== '01') return 'key algorithm';
  const length = Number.parseInt(hex.slice(at + 14, at + 16), 16) * 2;
  const digits = hex.slice(at + 18);
  const room = digits.length;
  // A key that does not fill the certificate is padded, and has no remainder.
  if (length !== (length > room ? room + remainderHex.length : length)) return 'key length';
  return { modulusHex: (digits + remainderHex).slice(0, length), exponentHex };
}

function judgeStatic({ objects, staticHex }: Signed, issuer: Key): string | undefined {
  const content = opened(issuer, objects.get('93') ?? '', staticHex);
  if (typeof content === 'string') return content;
  return content.hex.startsWith('03') ? undefined : 'format';
}

function judgeDynamic({ objects, sentHex, isQuick }: Signed, card: Key): string | undefined {
  const signature = objects.get('9F4B');
  if (signature === undefined) return undefined;
  // A signature in the answer to GET PROCESSING OPTIONS is a combined one.
  const isFast = isQuick && !objects.has('answer');
  const beside = isFast
    ? `${unpredictableNumberHex}0000000012500978${objects.get('9F69') ?? ''}`
    : unpredictableNumberHex;
  const content = opened(card, signature, beside);
  if (typeof content === 'string') return content;
  if (isFast) {
    const related = objects.get('9F69') ?? '';
    if (!related.startsWith('01')) return 'version';
    return related.slice(10, 14) === objects.get('9F6C') ? undefined : 'other qualifiers';
  }
  // Format, algorithm, length; the dynamic number with its length; type, cryptogram, hash, relay exchange.
  const inner = content.hex.slice(6 + 18);
  if (inner.slice(0, 2) !== objects.get('9F27')) return 'other type';
  const answer = objects.get('answer') ?? '';
  const answered = answer.slice(6).replace(signatureObject(signature), '');
  if (inner.slice(18, 58) !== sha1Hex(sentHex + answered)) return 'transaction data';
  const relay = objects.get('relay');
  return relay === undefined || inner.slice(58).startsWith(`01020304${relay}`) ? undefined : 'relay exchange';
}

function signatureObject(signature: string): string {
  const length = (signature.length / 2).toString(16).padStart(2, '0').toUpperCase();
  return `9F4B81${length}${signature}`;
}

/** What a signature holds between format and hash; words for the first thing that is wrong with its frame. */
function opened(key: Key, signatureHex: string, besideHex: string): { readonly hex: string } | string {
  if (signatureHex.length !== key.modulusHex.length) return 'length';
  const recovered = recover({ ...key, signatureHex });
  // The last byte is compared first, as a value that did not recover has a random one.
  if (!recovered.endsWith('BC')) return 'trailer';
  if (!recovered.startsWith('6A')) return 'header';
  const hex = recovered.slice(2, -42);
  return sha1Hex(hex + besideHex) === recovered.slice(-42, -2) ? { hex } : 'hash';
}

function sha1Hex(hex: string): string {
  return createHash('sha1').update(Buffer.from(hex, 'hex')).digest('hex').toUpperCase();
}
