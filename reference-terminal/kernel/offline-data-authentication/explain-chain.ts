import { byteAt, fromHex, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { recoverIssuerKey, staticDataOf } from './certificate-chain.ts';
import type { TrustAnchors } from './certificate-chain.ts';
import { hasHash, openFrame, recover } from './recovery.ts';
import type { PublicKey, RecoveredFrame } from './recovery.ts';

/** What the terminal knew when a certificate or a static signature failed. */
export interface FailedChain {
  readonly data: Pick<DataObjects, 'get'>;
  readonly anchors: TrustAnchors;
  readonly ridHex: string;
  readonly signedRecords: Uint8Array | undefined;
}

/** One change that would make a hash hold, in words. */
type Variant = readonly [text: string, following: readonly Uint8Array[]];

/** More CA keys than any terminal tries in order to explain a failure. */
const authorityKeyCountMax = 64;
const neededTags = ['8F', '90', '9F32', '9F46', '9F47', '93'] as const;
const lawfulExponents = [Uint8Array.of(3), Uint8Array.of(1, 0, 1)] as const;
const formats = { issuer: 0x02, static: 0x03, card: 0x04 } as const;

/**
 * Says in plain words which input of a chain of certificates, or of a static signature, is wrong. Only for the record:
 * no decision rests on it. It tries at most some hundred hashes and two recoveries a CA key, and shows no account data.
 *
 * @param reason  what `recoverChain` or `authenticateStatic` answered
 */
export function explainChain(reason: string, failed: FailedChain): string {
  const [, object = '', problem = ''] =
    /^(authority|issuer-certificate|card-certificate|signature)-(.+)$/.exec(reason) ?? [];
  switch (object) {
    case 'authority':
      return authorityWords(problem, failed);
    case 'issuer-certificate':
      return issuerWords(problem, failed);
    case 'card-certificate':
      return cardWords(problem, failed);
    case 'signature':
      return staticSignatureWords(problem, failed);
    default:
      return reason === 'authentication-data-missing' ? missingWords(failed) : listWords(reason);
  }
}

function missingWords({ data }: FailedChain): string {
  const missing = neededTags.filter((tag) => tag !== '93' && data.get(tag) === undefined);
  return `the card gave no ${missing.length === 0 ? 'data that its method needs' : missing.join(', ')}`;
}

function listWords(reason: string): string {
  switch (reason) {
    case 'static-data-unlawful':
      return 'a record that should be signed is no template 70, or the tag list (9F4A) names more than the profile (82)';
    case 'no-dynamic-data-object-list':
      return 'neither the card (9F49) nor the terminal has a list of what the card should sign';
    case 'list-without-unpredictable-number':
      return 'the card’s list (9F49) asks for no unpredictable number (9F37): its signature could be an old one';
    default:
      return '';
  }
}

function authorityWords(problem: string, failed: FailedChain): string {
  const name = `CA key ${indexOf(failed)} of provider ${failed.ridHex}`;
  if (problem === 'key-corrupted') return `${name} is stored with another checksum than its bytes have`;
  if (problem === 'key-expired') return `${name} was good until ${expiryOf(failed)} (YYMMDD), the transaction is later`;
  if (problem === 'key-for-tests') return `${name} is a test key, which a terminal in production does not use`;
  const held = failed.anchors.certificationAuthorityKeys.filter(({ ridHex }) => ridHex.toUpperCase() === failed.ridHex);
  const list = held.length === 0 ? 'none of this provider' : held.map(({ index }) => hexByte(index)).join(', ');
  return [`the card names ${name}; the terminal has ${list}`, otherAuthority(failed)].filter(Boolean).join('; ');
}

/** A wrong CA key is the usual reason for an issuer certificate that does not open: every other key is tried. */
function otherAuthority(failed: FailedChain): string {
  const certificate = valueOf(failed, '90');
  const named = indexOf(failed);
  for (const key of failed.anchors.certificationAuthorityKeys.slice(0, authorityKeyCountMax)) {
    const [index, provider] = [hexByte(key.index), key.ridHex.toUpperCase()];
    for (const exponent of lawfulExponents) {
      if (!opens(certificate, { modulus: fromHex(key.modulusHex), exponent }, formats.issuer)) continue;
      const isNamed = index === named && provider === failed.ridHex;
      const isOwnExponent = toHex(exponent) === key.exponentHex.toUpperCase().replace(/^(?:00)+/, '');
      if (isNamed && isOwnExponent) return '';
      return isNamed
        ? `wrong CA key: the issuer certificate opens with exponent ${toHex(exponent)}, the terminal holds another`
        : `wrong CA key: the issuer certificate (90) is signed with index ${index} of ${provider}, not with ${named} (8F)`;
    }
  }
  return 'no CA key of the terminal opens the issuer certificate (90)';
}

function issuerWords(problem: string, failed: FailedChain): string {
  const certificate = valueOf(failed, '90');
  if (problem === 'not-recoverable' || problem === 'wrong-frame') {
    const authority = authorityOf(failed);
    const lengthText = lengthWords('issuer certificate (90)', certificate, authority);
    if (lengthText !== '') return lengthText;
    const other = otherAuthority(failed);
    return frameWords('issuer certificate (90)', recovered(certificate, authority), formats.issuer, other);
  }
  const frame = frameOf(certificate, authorityOf(failed), formats.issuer);
  if (frame === undefined) return '';
  const named = { what: 'issuer certificate', remainderTag: '92', exponentTag: '9F32', staticData: new Uint8Array() };
  return certificateWords(problem, failed, { ...named, frame, expiryAt: 5, algorithmAt: 10, keyAt: 14 });
}

function cardWords(problem: string, failed: FailedChain): string {
  const issuer = issuerKeyOf(failed);
  const certificate = valueOf(failed, '9F46');
  const what = 'card certificate (9F46)';
  if (problem === 'not-recoverable' || problem === 'wrong-frame') {
    const lengthText = lengthWords(what, certificate, issuer);
    return lengthText !== '' ? lengthText : frameWords(what, recovered(certificate, issuer), formats.card, '');
  }
  const frame = frameOf(certificate, issuer, formats.card);
  if (frame === undefined) return '';
  const staticData = staticDataOf(failed.data, failed.signedRecords) ?? new Uint8Array();
  const named = { what: 'card certificate', remainderTag: '9F48', exponentTag: '9F47', staticData };
  return certificateWords(problem, failed, { ...named, frame, expiryAt: 11, algorithmAt: 16, keyAt: 20 });
}

function staticSignatureWords(problem: string, failed: FailedChain): string {
  const [signature, issuer] = [valueOf(failed, '93'), issuerKeyOf(failed)];
  const what = 'signed static data (93)';
  const frame = frameOf(signature, issuer, formats.static);
  if (frame === undefined) {
    const lengthText = lengthWords(what, signature, issuer);
    return lengthText !== '' ? lengthText : frameWords(what, recovered(signature, issuer), formats.static, '');
  }
  if (problem === 'unknown-algorithm') return `${what} says hash algorithm ${hexByte(frame.content[1])}, 01 is known`;
  return variantWords(frame, staticVariants(failed, [])) ?? 'the records are others than the issuer signed';
}

interface NamedCertificate {
  readonly what: string;
  readonly frame: RecoveredFrame;
  readonly remainderTag: string;
  readonly exponentTag: string;
  readonly staticData: Uint8Array;
  /** Places in the content: month of expiry, algorithms with the lengths behind them, the key. */
  readonly expiryAt: number;
  readonly algorithmAt: number;
  readonly keyAt: number;
}

function certificateWords(problem: string, failed: FailedChain, named: NamedCertificate): string {
  const { what, frame, remainderTag, exponentTag } = named;
  const { content } = frame;
  const at = (place: number): string => hexByte(content[place]);
  switch (problem) {
    case 'wrong-hash':
      return hashWords(failed, named);
    case 'wrong-identifier':
      return `the ${what} is that of another account: its issuer or account number is not the card's (5A)`;
    case 'expired':
      return `the ${what} was good until ${at(named.expiryAt)}/${at(named.expiryAt + 1)} (MM/YY), the date (9A) is ${toHex(valueOf(failed, '9A'))} (YYMMDD)`;
    case 'revoked':
      return `the ${what} with serial number ${toHex(content.subarray(7, 10))} is on the revocation list`;
    case 'unknown-algorithm':
      return `the ${what} says hash algorithm ${at(named.algorithmAt)} and key algorithm ${at(named.algorithmAt + 1)}, 01 and 01 are known`;
    case 'wrong-key-length': {
      const held = content.length - named.keyAt;
      const parts = `${held} bytes in the certificate, ${valueOf(failed, remainderTag).length} in the remainder (${remainderTag}), exponent (${exponentTag}) of ${valueOf(failed, exponentTag).length}`;
      return `the ${what} speaks of a key of ${content[named.algorithmAt + 2] ?? 0} bytes and an exponent of ${content[named.algorithmAt + 3] ?? 0}; there are ${parts}`;
    }
    default:
      return '';
  }
}

function hashWords(failed: FailedChain, named: NamedCertificate): string {
  const { what, frame, remainderTag, exponentTag } = named;
  const [remainder, exponent] = [valueOf(failed, remainderTag), valueOf(failed, exponentTag)];
  const key = [remainder, exponent];
  const variants: Variant[] = [
    ...lawfulExponents
      .filter((other) => toHex(other) !== toHex(exponent))
      .map((other): Variant => [
        `exponent (${exponentTag}) is another than the certificate's: ${toHex(other)} would fit`,
        [remainder, other, named.staticData],
      ]),
    [`the certificate was made without a remainder (${remainderTag})`, [exponent, named.staticData]],
    ...(named.staticData.length === 0 ? [] : staticVariants(failed, key)),
  ];
  const found = variantWords(frame, variants);
  if (found !== undefined) return found;
  const signed = named.staticData.length === 0 ? '' : ', or the records that the issuer signed with it';
  return `the hash in the ${what} is over other data: certificate, remainder (${remainderTag}) or exponent (${exponentTag})${signed}`;
}

/** Whole or partial static data, and a profile (82) that differs in one bit. */
function staticVariants(failed: FailedChain, before: readonly Uint8Array[]): readonly Variant[] {
  const records = failed.signedRecords ?? new Uint8Array();
  const profile = valueOf(failed, '82');
  const listsProfile = failed.data.get('9F4A') !== undefined;
  const bits = Array.from({ length: listsProfile ? profile.length * 8 : 0 }, (_, index) => index);
  return [
    listsProfile
      ? ['the issuer did not sign the profile (82), which the tag list (9F4A) names', [...before, records]]
      : ['the issuer signed the profile (82) too, which no tag list (9F4A) names', [...before, records, profile]],
    ...bits.map((bit): Variant => {
      const other = Uint8Array.from(profile, (byte, at) => (at === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
      const place = `byte ${(bit >> 3) + 1} bit ${8 - (bit & 7)}`;
      return [
        `the issuer signed profile (82) ${toHex(other)}, the card gave ${toHex(profile)}: ${place} was changed`,
        [...before, records, other],
      ];
    }),
    ['the issuer signed no static data at all', before],
  ];
}

function variantWords(frame: RecoveredFrame, variants: readonly Variant[]): string | undefined {
  return variants.find(([, following]) => hasHash(frame, following))?.[0];
}

/** What is wrong with a block that was opened but is none. */
function frameWords(what: string, block: Uint8Array | undefined, format: number, more: string): string {
  if (block === undefined)
    return [`${what} can't have been made with the key above it`, more].filter(Boolean).join('; ');
  const [header, found, trailer] = [byteAt(block, 0), byteAt(block, 1), byteAt(block, block.length - 1)];
  const wrong = [
    ...(header === 0x6a ? [] : [`begins with ${hexByte(header)} instead of 6A`]),
    ...(found === format ? [] : [`is of format ${hexByte(found)} instead of ${hexByte(format)}`]),
    ...(trailer === 0xbc ? [] : [`ends in ${hexByte(trailer)} instead of BC`]),
  ];
  if (wrong.length >= 2) return [`${what} is altered or made with another key`, more].filter(Boolean).join('; ');
  return `${what}, opened, ${wrong.join(', ')}`;
}

function lengthWords(what: string, value: Uint8Array, key: PublicKey | undefined): string {
  if (value.length === 0) return `the card gave no ${what}`;
  if (key === undefined || value.length === key.modulus.length) return '';
  return `${what} is ${value.length} bytes long, the key above it ${key.modulus.length}: cut short, or another key`;
}

const opens = (block: Uint8Array, key: PublicKey, format: number): boolean => frameOf(block, key, format) !== undefined;

function frameOf(block: Uint8Array, key: PublicKey | undefined, format: number): RecoveredFrame | undefined {
  const open = recovered(block, key);
  return open === undefined ? undefined : openFrame(open, format);
}

function recovered(block: Uint8Array, key: PublicKey | undefined): Uint8Array | undefined {
  return key === undefined ? undefined : recover(block, key);
}

function authorityOf(failed: FailedChain): PublicKey | undefined {
  const key = namedAuthority(failed);
  return key === undefined ? undefined : { modulus: fromHex(key.modulusHex), exponent: fromHex(key.exponentHex) };
}

function namedAuthority({ anchors, ridHex, ...failed }: FailedChain) {
  const index = valueOf(failed, '8F')[0] ?? 0;
  return anchors.certificationAuthorityKeys.find((key) => key.ridHex.toUpperCase() === ridHex && key.index === index);
}

function issuerKeyOf({ data, anchors, ridHex }: FailedChain): PublicKey | undefined {
  const issuer = recoverIssuerKey(data, anchors, ridHex);
  return issuer.kind === 'recovered' ? issuer.key : undefined;
}

const expiryOf = (failed: FailedChain): string => namedAuthority(failed)?.expiry ?? '';
const indexOf = (failed: FailedChain): string => hexByte(valueOf(failed, '8F')[0]);
const hexByte = (byte: number | undefined): string => (byte === undefined ? 'nothing' : toHex(Uint8Array.of(byte)));
const valueOf = ({ data }: Pick<FailedChain, 'data'>, tag: string): Uint8Array => data.get(tag) ?? new Uint8Array();
