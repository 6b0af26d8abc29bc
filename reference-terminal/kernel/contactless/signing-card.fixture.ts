import { constants, createHash, generateKeyPairSync, privateEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { CertificationAuthorityKey } from '../../configuration.ts';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { authorityKeyChecksum } from '../offline-data-authentication/certification-authority.ts';

/** A key of the chain: its private half signs without padding. */
interface ChainKey {
  readonly modulus: Uint8Array;
  readonly privateKey: KeyObject;
}

/** A card's keys, made for this test run, with the certificates above them. */
export interface SigningCard {
  readonly authorityKey: CertificationAuthorityKey;
  /** 8F, 90, 92 and 9F32, and 9F46 to 9F48, as two of the card's records would hold them. */
  readonly issuerObjects: readonly (readonly [tag: string, valueHex: string])[];
  readonly cardObjects: readonly (readonly [tag: string, valueHex: string])[];
  /** Signed dynamic data over the card's dynamic data and what the terminal contributed, as hexadecimal text. */
  sign(dynamicDataHex: string, terminalDynamicDataHex: string): string;
}

const exponentHex = '03';
const sha1 = (parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(createHash('sha1').update(concatBytes(parts)).digest());

/** Made once a test file: it is the slow part. */
let keys: readonly [authority: ChainKey, issuer: ChainKey, card: ChainKey] | undefined;

/** A card of this provider and account whose certificates cover `staticDataHex`. */
export function signingCard(card: {
  readonly ridHex: string;
  readonly panDigits: string;
  readonly staticDataHex: string;
}): SigningCard {
  keys ??= [chainKey(1024), chainKey(1024), chainKey(768)];
  const [authority, issuer, own] = keys;
  const identifier = fromHex(card.panDigits.slice(0, 8));
  const issuerPart = certificate({
    signer: authority,
    head: concatBytes([Uint8Array.of(0x02), identifier, fromHex('1230000001'), fromHex('0101')]),
    subject: issuer,
    further: new Uint8Array(),
  });
  const cardPart = certificate({
    signer: issuer,
    head: concatBytes([
      Uint8Array.of(0x04),
      fromHex(card.panDigits.padEnd(20, 'F')),
      fromHex('1230000001'),
      fromHex('0101'),
    ]),
    subject: own,
    further: fromHex(card.staticDataHex),
  });
  const plain = { ridHex: card.ridHex, index: 0x92, modulusHex: toHex(authority.modulus), exponentHex };
  return {
    authorityKey: { ...plain, checksumHex: toHex(authorityKeyChecksum(plain)), expiry: '301231' },
    issuerObjects: [
      ['8F', '92'],
      ['90', toHex(issuerPart.certificate)],
      ['92', toHex(issuerPart.remainder)],
      ['9F32', exponentHex],
    ],
    cardObjects: [
      ['9F46', toHex(cardPart.certificate)],
      ['9F47', exponentHex],
      ['9F48', toHex(cardPart.remainder)],
    ],
    sign: (dynamicDataHex, terminalDynamicDataHex) => {
      const dynamic = fromHex(dynamicDataHex);
      const head = concatBytes([Uint8Array.of(0x05, 0x01, dynamic.length), dynamic]);
      const padding = new Uint8Array(own.modulus.length - 22 - head.length).fill(0xbb);
      const content = concatBytes([head, padding]);
      return toHex(frame(own, content, [fromHex(terminalDynamicDataHex)]));
    },
  };
}

function certificate(parts: {
  readonly signer: ChainKey;
  readonly head: Uint8Array;
  readonly subject: ChainKey;
  readonly further: Uint8Array;
}): { readonly certificate: Uint8Array; readonly remainder: Uint8Array } {
  const { signer, head, subject, further } = parts;
  const room = signer.modulus.length - 22 - head.length - 2;
  const left = subject.modulus.subarray(0, room);
  const remainder = subject.modulus.subarray(room);
  const padding = new Uint8Array(room - left.length).fill(0xbb);
  const content = concatBytes([head, Uint8Array.of(subject.modulus.length, 1), left, padding]);
  return { certificate: frame(signer, content, [remainder, fromHex(exponentHex), further]), remainder };
}

function frame(signer: ChainKey, content: Uint8Array, further: readonly Uint8Array[]): Uint8Array {
  const hash = sha1([content, ...further]);
  const block = concatBytes([Uint8Array.of(0x6a), content, hash, Uint8Array.of(0xbc)]);
  return Uint8Array.from(privateEncrypt({ key: signer.privateKey, padding: constants.RSA_NO_PADDING }, block));
}

function chainKey(modulusLength: number): ChainKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent: 3 });
  const { n = '' } = publicKey.export({ format: 'jwk' });
  return { modulus: Uint8Array.from(Buffer.from(n, 'base64url')), privateKey };
}
