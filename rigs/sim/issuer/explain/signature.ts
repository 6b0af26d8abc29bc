import { joinBytes, toHex } from '../bytes.ts';
import type { FaultSearch } from './fault-search.ts';
import { exponents, hashOf, recoverSigned } from './recovered-signature.ts';
import type { RecoveredSignature, RsaKey } from './recovered-signature.ts';

/** One key of a scheme. */
export interface CertificationAuthorityKey extends RsaKey {
  /** Tag 8F's value of the cards that are signed with it. */
  readonly index: number;
}

/** Offline data authentication that failed, and all that went into it. */
export interface SignatureCase {
  readonly method: 'sda' | 'dda' | 'cda';
  readonly caKeys: readonly CertificationAuthorityKey[];
  /** 8F, 90, 92, 9F32; 93 or 9F46, 9F47, 9F48, 9F4B; for CDA 9F26 and 9F27. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** Records for offline authentication and what the tag list adds (usually tag 82's value). */
  readonly staticData: Uint8Array;
  /** DDA: the values that the DDOL asks for. CDA: the unpredictable number. */
  readonly terminalData: Uint8Array;
  /** CDA: values of PDOL and CDOL, then the objects of the answer without 9F4B. */
  readonly transactionData: Uint8Array;
  /** Other unpredictable numbers (9F37) that the card may have been given. */
  readonly alternatives: ReadonlyMap<string, readonly Uint8Array[]>;
}

interface Tried {
  count: number;
}
/** A step's key, or what is wrong with the step. */
type Step = { readonly kind: 'key'; readonly key: RsaKey; readonly notes: readonly string[] } | Wrong;
interface Wrong {
  readonly kind: 'wrong';
  readonly texts: readonly string[];
}

const wrong = (...texts: readonly string[]): Wrong => ({ kind: 'wrong', texts });
const none = new Uint8Array();

/**
 * Says at which step a signature of offline data authentication fails and what would explain it.
 *
 * @clause EMV 4.4 Book 2, sections 5 (static), 6.5 (dynamic) and 6.6 (combined)
 */
export function explainSignature(each: SignatureCase): FaultSearch {
  const tried: Tried = { count: 0 };
  const issuer = issuerKey(each, tried);
  if (issuer.kind === 'wrong') return searched(tried, issuer.texts);
  const last = each.method === 'sda' ? staticSignature(each, issuer.key, tried) : dynamicStep(each, issuer.key, tried);
  return searched(tried, [...issuer.notes, ...last]);
}

function searched(tried: Tried, texts: readonly string[]): FaultSearch {
  const isRight = texts.length === 0;
  const found = texts.filter((text) => text !== '');
  return { explanations: found.length === 0 ? [] : [found], isRight, triedCount: tried.count, isCut: false };
}

/** The issuer's key: tried with the named authority key first, then with every other, and with both usual exponents. */
function issuerKey(each: SignatureCase, tried: Tried): Step {
  const index = valueOf(each, '8F')[0];
  const certificate = valueOf(each, '90');
  const named = each.caKeys.filter((key) => key.index === index);
  const others = each.caKeys.filter((key) => key.index !== index);
  const notes: string[] = [];
  if (named.length === 0) notes.push(`the case has no CA key with the index ${hexByte(index)} that tag 8F names`);
  for (const key of [...named, ...others].flatMap(withExponents)) {
    tried.count += 1;
    const recovered = recoverSigned(certificate, key, 0x02);
    if (recovered === undefined) continue;
    if (key.index !== index) {
      notes.push(
        `wrong CA key: the issuer certificate is signed with index ${hexByte(key.index)}, not ${hexByte(index)}`,
      );
    }
    if (key.note !== '') notes.push(`CA key: ${key.note}`);
    return keyFrom({ recovered, modulusAt: 15, lengthAt: 13 }, each, { tags: ['92', '9F32'], notes, after: none });
  }
  return wrong(
    ...notes,
    'wrong CA key or altered certificate: no CA key of the case opens the issuer certificate (90)',
  );
}

/** The public key inside a recovered certificate, when its hash holds. */
function keyFrom(
  found: { readonly recovered: RecoveredSignature; readonly modulusAt: number; readonly lengthAt: number },
  each: SignatureCase,
  more: { readonly tags: readonly [string, string]; readonly notes: readonly string[]; readonly after: Uint8Array },
): Step {
  const { recovered, modulusAt, lengthAt } = found;
  const [remainderTag, exponentTag] = more.tags;
  const [remainder, exponent] = [valueOf(each, remainderTag), valueOf(each, exponentTag)];
  const length = recovered.data[lengthAt] ?? 0;
  const inside = recovered.data.slice(modulusAt, -21);
  if (!recovered.isHashOver(joinBytes([remainder, exponent, more.after]))) {
    const other = exponents.find((bytes) => recovered.isHashOver(joinBytes([remainder, bytes, more.after])));
    if (other !== undefined) return wrong(...more.notes, `exponent (${exponentTag}) is another: ${toHex(other)}`);
    const isShort = inside.length + remainder.length < length;
    const text = isShort ? `remainder of the key (${remainderTag}) is missing or too short` : '';
    return wrong(...more.notes, text);
  }
  const modulus = joinBytes([inside.slice(0, Math.min(length, inside.length)), remainder]);
  return { kind: 'key', key: { modulus: modulus.slice(0, length), exponent }, notes: more.notes };
}

function staticSignature(each: SignatureCase, key: RsaKey, tried: Tried): readonly string[] {
  const recovered = recoverSigned(valueOf(each, '93'), key, 0x03);
  tried.count += 1;
  if (recovered === undefined) return ['the issuer key does not open the signed static application data (93)'];
  return staticVariants(each, tried, (data) => recovered.isHashOver(data));
}

function dynamicStep(each: SignatureCase, issuer: RsaKey, tried: Tried): readonly string[] {
  const recovered = recoverSigned(valueOf(each, '9F46'), issuer, 0x04);
  tried.count += 1;
  if (recovered === undefined) return ['the issuer key does not open the card’s certificate (9F46)'];
  const place = { recovered, modulusAt: 21, lengthAt: 19 };
  const tags = ['9F48', '9F47'] as const;
  const texts = staticVariants(each, tried, (after) => keyFrom(place, each, { tags, notes: [], after }).kind === 'key');
  if (texts.length > 0) {
    const step = keyFrom(place, each, { tags, notes: [], after: each.staticData });
    const told = step.kind === 'wrong' ? step.texts.filter((text) => text !== '') : [];
    return told.length > 0 ? told : texts;
  }
  const step = keyFrom(place, each, { tags, notes: [], after: each.staticData });
  return step.kind === 'wrong' ? step.texts : dynamicSignature(each, step.key, tried);
}

/** Nothing when the hash holds over the data as given; else which change makes it hold, or an empty text. */
function staticVariants(each: SignatureCase, tried: Tried, holds: (data: Uint8Array) => boolean): readonly string[] {
  const { staticData } = each;
  const profile = valueOf(each, '82');
  const variants: readonly (readonly [string, Uint8Array])[] = [
    ['', staticData],
    ['static data lack the application interchange profile (82) at their end', joinBytes([staticData, profile])],
    ['static data must not end in the application interchange profile (82)', staticData.slice(0, -2)],
    ['static data hold the tag and length of the record template (70), which do not belong', unwrapped(staticData)],
    ['static data were signed as nothing at all', none],
    ...profileVariants(staticData, profile),
  ];
  for (const [text, data] of variants) {
    tried.count += 1;
    if (holds(data)) return text === '' ? [] : [text];
  }
  return [''];
}

/** Static data that end in the profile, with one bit of it changed: somebody between card and terminal. */
function profileVariants(staticData: Uint8Array, profile: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  if (profile.length !== 2 || toHex(staticData.slice(-2)) !== toHex(profile)) return [];
  return Array.from({ length: 16 }, (_, bit) => {
    const other = profile.map((byte, at) => (at === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
    const place = `byte ${(bit >> 3) + 1} bit ${8 - (bit & 7)}`;
    return [
      `application interchange profile (82) was ${toHex(other)} when it was signed: ${place} was changed`,
      joinBytes([staticData.slice(0, -2), other]),
    ] as const;
  });
}

function dynamicSignature(each: SignatureCase, key: RsaKey, tried: Tried): readonly string[] {
  const recovered = recoverSigned(valueOf(each, '9F4B'), key, 0x05);
  tried.count += 1;
  if (recovered === undefined) return ['the card’s key does not open its signature (9F4B): another key, or altered'];
  for (const [text, data] of terminalVariants(each)) {
    tried.count += 1;
    if (recovered.isHashOver(data)) {
      const inside = dynamicData(each, recovered);
      return text === '' ? inside : [text, ...inside];
    }
  }
  return [''];
}

function terminalVariants({ terminalData, alternatives }: SignatureCase): readonly (readonly [string, Uint8Array])[] {
  const others = (alternatives.get('9F37') ?? []).map((number, index) => {
    const text = `unpredictable number is another: the value that the case offers as number ${index + 1} for tag 9F37`;
    return [text, joinBytes([terminalData.slice(0, -number.length), number])] as const;
  });
  return [
    ['', terminalData],
    ...others,
    ['unpredictable number was taken with its bytes in the wrong order', terminalData.toReversed()],
    ['unpredictable number was taken as zeros', new Uint8Array(terminalData.length)],
    ['terminal data were left out: the card signed no unpredictable number', none],
    ['only the last four bytes of the terminal data were signed', terminalData.slice(-4)],
  ];
}

/** What is wrong inside a signature whose hash holds. */
function dynamicData(each: SignatureCase, { data }: RecoveredSignature): readonly string[] {
  const length = data[3] ?? 0;
  const inside = data.subarray(4, 4 + length);
  const numberLength = inside[0] ?? 0;
  if (each.method === 'dda') {
    const isSound = numberLength >= 2 && numberLength <= 8 && length >= 1 + numberLength;
    return isSound ? [] : ['the length byte of the ICC dynamic number is missing or wrong'];
  }
  const [information, cryptogram] = [inside[1 + numberLength], inside.slice(2 + numberLength, 10 + numberLength)];
  const hash = inside.slice(10 + numberLength, 30 + numberLength);
  if (hash.length < 20) return ['the length byte of the ICC dynamic number is missing or wrong'];
  return [
    ...(information === valueOf(each, '9F27')[0] ? [] : ['cryptogram information data (9F27) are others than signed']),
    ...(toHex(cryptogram) === toHex(valueOf(each, '9F26')) ? [] : ['the cryptogram (9F26) is another than signed']),
    ...(toHex(hash) === toHex(hashOf(each.transactionData))
      ? []
      : ['transaction data (PDOL, CDOL, answer) are others than signed']),
  ];
}

function withExponents(key: CertificationAuthorityKey) {
  const others = exponents.filter((exponent) => toHex(exponent) !== toHex(key.exponent).replace(/^(?:00)+/u, ''));
  return [
    { ...key, note: '' },
    ...others.map((exponent) => ({ ...key, exponent, note: `its exponent is ${toHex(exponent)}` })),
  ];
}

/** Without tag 70 and its length. */
function unwrapped(data: Uint8Array): Uint8Array {
  if (data[0] !== 0x70) return data;
  return data.slice((data[1] ?? 0) > 0x80 ? 2 + (data[1] ?? 0) - 0x80 : 2);
}

const hexByte = (byte: number | undefined): string => (byte === undefined ? '??' : toHex(Uint8Array.of(byte)));
const valueOf = ({ objects }: SignatureCase, tag: string): Uint8Array => objects.get(tag) ?? none;
