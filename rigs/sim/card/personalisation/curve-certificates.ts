import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { concat, fromHex, toHex, withBitFlipped } from '../bytes.ts';
import { curves, signByCurve } from '../cryptography/curve-signature.ts';
import type { CurveSigner } from '../cryptography/curve-signature.ts';
import { encodeTlv } from '../tlv.ts';
import type { Flaw } from './card-profile.ts';
import type { RecordSource } from './records.ts';
import { curveKeys } from './scheme-keys.ts';

/** Numbers of the parts of a certificate in front of its key, by what a flaw calls them: index and wrong byte. */
const places = {
  'issuer-certificate': { format: [0, 0x02], header: [1, 0x01], 'key-algorithm': [7, 0x7f], identity: [3, 0x99] },
  'icc-certificate': { format: [0, 0x04], header: [1, 0x01], 'key-algorithm': [2, 0x7f], 'hash-algorithm': [16, 0x7f] },
  'pin-certificate': { format: [0, 0x04], header: [1, 0x01], 'key-algorithm': [2, 0x7f], 'hash-algorithm': [16, 0x7f] },
} as const;
const expiryAt = { 'issuer-certificate': 8, 'icc-certificate': 3, 'pin-certificate': 3 } as const;
const pastYear = fromHex('2020');

type Place = keyof typeof places;

/**
 * Contents of the records of extended data authentication: index of the authority's key, issuer certificate, card
 * certificate; for kernel 8 in the form that its channel has.
 *
 * @param authenticated  content of the records that are signed
 * @clause EMV 4.4 Book 2, 12.1 table 34, 12.3 table 35, 12.4 table 36; Book E 5.1 and 5.3
 */
export function curveRecords(source: RecordSource, authenticated: Uint8Array): readonly Uint8Array[] {
  const { card, application, dates } = source;
  const { authority, issuer, icc, pin } = curveKeys[application.curve];
  const suite = curves[application.curve].suiteHex;
  const expiry = dates.certificateExpiryYyyymmdd;
  // Suite of the key, and encoding of the static data.
  const [cardSuite, encoding] = application.authentication === 'local' ? ['00', '01'] : [suite, '00'];
  const identifier = card.pan.slice(0, 6).padEnd(10, 'F');
  const { issuerSerialHex, aidHex } = application;
  const cardHead = (place: Place, keySuite: string): Uint8Array =>
    concat(
      fromHex(`1400${keySuite}${expiry}2359${toHex(sha256(Buffer.from(card.name))).slice(0, 12)}${encoding}02`),
      staticHash(source, { authenticated, place }),
    );
  const certificates = {
    'issuer-certificate': certified(application.flaws, 'issuer-certificate', {
      signer: authority.signer,
      head: fromHex(
        `1200${identifier}${suite}${expiry}${issuerSerialHex}${aidHex.slice(0, 10)}${toHex(Uint8Array.of(authority.index))}`,
      ),
      key: issuer.x,
    }),
    'icc-certificate': certified(application.flaws, 'icc-certificate', {
      signer: issuer,
      head: cardHead('icc-certificate', cardSuite),
      key: icc.x,
    }),
    'pin-certificate': certified(application.flaws, 'pin-certificate', {
      signer: issuer,
      head: cardHead('pin-certificate', curves[application.curve].channelSuiteHex),
      key: pin.x,
    }),
  };
  const index = encodeTlv('8F', Uint8Array.of(authority.index));
  const { 'issuer-certificate': first, 'icc-certificate': second, 'pin-certificate': third } = certificates;
  return [
    index,
    ...(first.length === 0 ? [] : [encodeTlv('90', first)]),
    ...(second.length === 0 ? [] : [encodeTlv('9F46', second)]),
    ...(third.length === 0 || !application.takesPinsByCurve ? [] : [encodeTlv('9F2D', third)]),
  ];
}

/**
 * @clause EMV 4.4 Book 3, 10.3: records, then profile, application identifier and PDOL with tags and lengths; Book E 5.3:
 *   records, then the profile's value
 */
function staticHash(
  { application }: RecordSource,
  { authenticated, place }: { readonly authenticated: Uint8Array; readonly place: Place },
): Uint8Array {
  const { interchangeProfileHex, aidHex, processingOptionsDolHex, flaws } = application;
  const isLocal = application.authentication === 'local';
  const profile = fromHex(interchangeProfileHex);
  const hash = isLocal
    ? sha256(authenticated, profile)
    : sha256(
        authenticated,
        encodeTlv('82', profile),
        encodeTlv('9F06', fromHex(aidHex)),
        processingOptionsDolHex === '' ? new Uint8Array() : encodeTlv('9F38', fromHex(processingOptionsDolHex)),
      );
  return partOf(flaws, place) === 'hash' ? withBitFlipped(hash, 0) : hash;
}

/** A certificate that is right but for one part; it is signed after it was spoiled. */
function certified(
  flaws: readonly Flaw[],
  place: Place,
  content: { readonly signer: CurveSigner; readonly head: Uint8Array; readonly key: Uint8Array },
): Uint8Array {
  const part = partOf(flaws, place);
  if (part === 'missing') return new Uint8Array();
  const plain = concat(spoiled(content.head, place, part), content.key);
  const certificate = concat(plain, signByCurve(content.signer, plain));
  if (part === 'length') return certificate.slice(0, -1);
  return part === 'bit' ? withBitFlipped(certificate, certificate.length - 1) : certificate;
}

function spoiled(head: Uint8Array, place: Place, part: Flaw['part'] | undefined): Uint8Array {
  const copy = Uint8Array.from(head);
  if (part === undefined || part === 'hash' || part === 'bit' || part === 'length') return copy;
  if (part === 'expiry') {
    copy.set(pastYear, expiryAt[place]);
    return copy;
  }
  const found = Object.entries(places[place]).find(([name]) => name === part)?.[1];
  assert(found !== undefined, 'a certificate of elliptic curves has the part that is to be spoiled');
  const [index, value] = found;
  copy[index] = value;
  return copy;
}

function partOf(flaws: readonly Flaw[], place: Place): Flaw['part'] | undefined {
  return flaws.find((flaw) => flaw.place === place)?.part;
}

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(
    createHash('sha256')
      .update(concat(...parts))
      .digest(),
  );
}
