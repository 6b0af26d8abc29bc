import { byteAt, concat, fromHex, withBitFlipped } from '../bytes.ts';
import { signStaticData } from '../cryptography/dynamic-signature.ts';
import { sha1 } from '../cryptography/signature.ts';
import type { Spoiling } from '../cryptography/signature.ts';
import { encodeTlv } from '../tlv.ts';
import type { Flaw } from './card-profile.ts';
import { certifyIcc, certifyIssuer } from './certificates.ts';
import type { Certificate } from './certificates.ts';
import { curveRecords } from './curve-certificates.ts';
import type { RecordSource } from './records.ts';
import { authorityKeys, cardKeys, issuerKeys, publicPart } from './scheme-keys.ts';

/** Template 80 of two bytes: the bit of the interchange profile that offers static authentication. */
const staticBit = 0x40;
/** What a record may hold beside its template, so that the response stays short. */
const recordMax = 250;

/**
 * Contents of the records with keys and certificates; none for an application that authenticates nothing offline.
 *
 * @param authenticated  content of the records that are signed
 */
export function certificateRecords(source: RecordSource, authenticated: Uint8Array): readonly Uint8Array[] {
  const { card, application, dates } = source;
  if (application.authentication === 'none') return [];
  if (application.authentication === 'extended' || application.authentication === 'local') {
    return curveRecords(source, authenticated);
  }
  const authority = authorityKeys[application.keys.authority];
  const issuer = issuerKeys[application.keys.issuer];
  const profile = fromHex(application.interchangeProfileHex);
  const staticData = concat(authenticated, profile);
  const spoiler = spoilerFor(application.flaws);
  const expiryMmyy = dates.certificateExpiryMmyy;
  const issuerCertificate = certifyIssuer({
    signer: authority.key,
    subject: publicPart(issuer),
    issuerIdentifier: card.pan.slice(0, 6),
    expiryMmyy,
    serialHex: application.issuerSerialHex,
    spoil: spoiler('issuer-certificate'),
  });
  const certificate = (name: keyof typeof cardKeys, place: 'icc-certificate' | 'pin-certificate'): Certificate =>
    certifyIcc({
      signer: issuer,
      subject: publicPart(cardKeys[name]),
      pan: card.pan,
      expiryMmyy,
      serialHex: Buffer.from(sha1(Buffer.from(card.name))).toString('hex', 0, 3),
      staticData: place === 'icc-certificate' ? staticData : new Uint8Array(),
      spoil: spoiler(place),
    });
  const { icc, pin } = application.keys;
  const isStatic = application.authentication === 'static';
  const hasStatic = isStatic || (byteAt(profile, 0) & staticBit) !== 0;
  const finish = finisherFor(application.flaws);
  const signed = (): Uint8Array =>
    encodeTlv('93', finish('static-signature', signStatic(issuer, staticData, spoiler('static-signature'))));
  return [
    issuerKeyRecord(source, authority.index, issuerCertificate),
    // A certificate under a key of 1984 bit fills a short APDU's response by itself.
    object('90', finish('issuer-certificate', issuerCertificate.certificate)),
    ...(isStatic ? [] : keyRecords(['9F46', '9F47', '9F48'], icc, certified(certificate(icc, 'icc-certificate')))),
    ...(pin === undefined
      ? []
      : keyRecords(['9F2D', '9F2E', '9F2F'], pin, certified(certificate(pin, 'pin-certificate'), 'pin-certificate'))),
    ...(hasStatic ? [signed()] : []),
  ].filter((content) => content.length > 0);

  function certified(made: Certificate, place: Flaw['place'] = 'icc-certificate'): Certificate {
    return { ...made, certificate: finish(place, made.certificate) };
  }
}

function signStatic(
  key: (typeof issuerKeys)[keyof typeof issuerKeys],
  staticData: Uint8Array,
  spoil: Spoiling | undefined,
): Uint8Array {
  return signStaticData({ key, dataAuthenticationCode: fromHex('DAC1'), staticData, spoil });
}

function issuerKeyRecord(source: RecordSource, index: number, { remainder }: Certificate): Uint8Array {
  const { exponent } = publicPart(issuerKeys[source.application.keys.issuer]);
  return concat(encodeTlv('8F', Uint8Array.of(index)), encodeTlv('9F32', exponent), object('92', remainder));
}

function keyRecords(
  [certificateTag, exponentTag, remainderTag]: readonly [string, string, string],
  name: keyof typeof cardKeys,
  { certificate, remainder }: Certificate,
): readonly Uint8Array[] {
  const long = object(certificateTag, certificate);
  const rest = concat(encodeTlv(exponentTag, publicPart(cardKeys[name]).exponent), object(remainderTag, remainder));
  return long.length + rest.length <= recordMax ? [concat(long, rest)] : [long, rest];
}

function object(tagHex: string, value: Uint8Array): Uint8Array {
  return value.length === 0 ? new Uint8Array() : encodeTlv(tagHex, value);
}

/** What happens to a finished signature: bits turn, bytes are missing, or all of it is. */
function finisherFor(flaws: readonly Flaw[]): (place: Flaw['place'], bytes: Uint8Array) => Uint8Array {
  return (place, bytes) => {
    const part = flaws.find((flaw) => flaw.place === place)?.part;
    if (part === 'missing') return new Uint8Array();
    if (part === 'length') return bytes.slice(0, -1);
    // In the middle the value stays below the modulus, so that recovery runs and finds nonsense.
    return part === 'bit' ? withBitFlipped(bytes, Math.floor(bytes.length / 2)) : bytes;
  };
}

/** What a flaw does to a signature before it is enciphered. */
function spoilerFor(flaws: readonly Flaw[]): (place: Flaw['place']) => Spoiling | undefined {
  return (place) => {
    const part = flaws.find((flaw) => flaw.place === place)?.part;
    switch (part) {
      case undefined:
      case 'bit':
      case 'missing':
      case 'length':
        return undefined;
      case 'header':
        return { frame: (block) => withByte(block, 0, 0x6b) };
      case 'hash':
        return { frame: (block) => withBitFlipped(block, block.length - 10) };
      case 'trailer':
        return { frame: (block) => withByte(block, block.length - 1, 0xcc) };
      case 'format':
      case 'identity':
      case 'expiry':
      case 'hash-algorithm':
      case 'key-algorithm':
      case 'key-length':
        return { content: (content) => wrongContent(content, part, place) };
    }
  };
}

function wrongContent(
  content: Uint8Array,
  part: 'format' | 'identity' | 'expiry' | 'hash-algorithm' | 'key-algorithm' | 'key-length',
  place: Flaw['place'],
): Uint8Array {
  // Format 1, identifier 4 or 10, expiry 2, serial 3, then algorithms and lengths.
  const afterIdentity = place === 'issuer-certificate' ? 5 : 11;
  switch (part) {
    case 'format':
      return withByte(content, 0, 0x0f);
    case 'identity':
      return withByte(content, 2, byteAt(content, 2) ^ 0x11);
    case 'expiry':
      return concat(content.slice(0, afterIdentity), fromHex('0120'), content.slice(afterIdentity + 2));
    case 'hash-algorithm':
      return withByte(content, place === 'static-signature' ? 1 : afterIdentity + 5, 0x7f);
    case 'key-algorithm':
      return withByte(content, afterIdentity + 6, 0x7f);
    case 'key-length':
      return withByte(content, afterIdentity + 7, byteAt(content, afterIdentity + 7) - 1);
  }
}

function withByte(bytes: Uint8Array, index: number, value: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[index] = value;
  return copy;
}
