import { createECDH, createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { authorityCurveKeyChecksum } from './authority-curve-key.ts';
import { recoverCurveChain, refuseExtendedSignature } from './curve-chain.ts';
import { readCardCurveCertificate, readIssuerCurveCertificate } from './curve-certificates.ts';
import {
  generatorTimes,
  integerOf,
  pointOfCoordinates,
  pointTimes,
  pointWithX,
  signatureSuite,
} from './elliptic-curves.ts';
import type { CurveKey, SignatureSuite } from './elliptic-curves.ts';
import { explainCurveChain } from './explain-curve-chain.ts';
import { publishedCurveChain as published, publishedSignatures } from './published-curve-chain.table.ts';
import { isSchnorrSignature } from './schnorr-signature.ts';

const p256 = suiteOf(0x10);
const p521 = suiteOf(0x11);

function suiteOf(indicator: number): SignatureSuite {
  const suite = signatureSuite(indicator);
  if (suite === undefined) throw new Error('the books have this suite');
  return suite;
}

function keyOf(xHex: string): CurveKey {
  const point = pointWithX(p256, fromHex(xHex));
  if (point === undefined) throw new Error('the published x is on the curve');
  return { suite: p256, point };
}

function withByte(bytes: Uint8Array, index: number, change: number): Uint8Array {
  return bytes.map((byte, at) => (at === index ? byte ^ change : byte));
}

describe('a signature that others published', () => {
  test.each(publishedSignatures)(
    'of $messageHex holds, and none that differs',
    ({ xHex, messageHex, signatureHex }) => {
      const [key, message, signature] = [keyOf(xHex), fromHex(messageHex), fromHex(signatureHex)];
      expect(isSchnorrSignature(key, message, signature)).toBe(true);
      expect(isSchnorrSignature(key, withByte(message, 0, 1), signature)).toBe(false);
      for (const index of [0, 31, 32, 63]) {
        expect(isSchnorrSignature(key, message, withByte(signature, index, 1))).toBe(false);
      }
      expect(isSchnorrSignature(key, message, signature.slice(1))).toBe(false);
      expect(isSchnorrSignature(key, message, new Uint8Array(64))).toBe(false);
      expect(isSchnorrSignature(key, message, new Uint8Array(64).fill(0xff))).toBe(false);
    },
  );

  test('does not hold under the other point with the same x', () => {
    const [{ xHex, messageHex, signatureHex }] = publishedSignatures;
    const { point } = keyOf(xHex);
    const y = p256.prime - integerOf(point.y);
    const mirrored = { suite: p256, point: { x: point.x, y: fromHex(y.toString(16).padStart(64, '0')) } };
    expect(isSchnorrSignature(mirrored, fromHex(messageHex), fromHex(signatureHex))).toBe(false);
  });
});

describe.each([
  ['P-256', p256],
  ['P-521', p521],
])('points of %s', (_name, suite) => {
  const small = [3n, 5n, 0xabcdefn, 2n ** 200n + 7n, suite.order - 9n];

  test.each(small)('times %d are those that the crypto library gives for the generator', (factor) => {
    const generator = generatorTimes(suite, 1n);
    expect(pointTimes(suite, generator, factor)).toEqual(generatorTimes(suite, factor));
  });

  test('are refused where there are none', () => {
    const none = new Uint8Array(suite.fieldBytes).fill(0xff);
    expect(pointWithX(suite, none)).toBe(undefined);
    expect(pointOfCoordinates(suite, concatBytes([none, none]))).toBe(undefined);
    const { x, y } = generatorTimes(suite, 7n);
    expect(pointOfCoordinates(suite, concatBytes([x, y]))).toEqual({ x, y });
    expect(pointOfCoordinates(suite, concatBytes([x, withByte(y, 5, 1)]))).toBe(undefined);
  });

  test('make a signature by the formula of the book hold', () => {
    const [secret, nonce, message] = [0x1234567n, 0x7654321n, fromHex('C0FFEE')];
    const side = createECDH(suite.curve);
    side.setPrivateKey(fromHex(nonce.toString(16).padStart(2 * suite.fieldBytes, '0')));
    const x = side.getPublicKey().subarray(1, 1 + suite.fieldBytes);
    const hash = createHash(suite.hash).update(x).update(message).digest();
    const sum = (nonce + (integerOf(hash) % suite.order) * secret) % suite.order;
    const signature = concatBytes([hash, fromHex(sum.toString(16).padStart(2 * suite.fieldBytes, '0'))]);
    const key = { suite, point: generatorTimes(suite, secret) };
    expect(isSchnorrSignature(key, message, signature)).toBe(true);
    expect(isSchnorrSignature(key, fromHex('C0FFEF'), signature)).toBe(false);
  });
});

const authority = keyOf(published.authorityXHex);
const issuerFacts = {
  panDigits: published.panDigits,
  today: '20261127',
  authorityNameHex: `${published.ridHex}01`,
  revokedSerials: new Set<string>(),
};
const issuerCertificate = fromHex(published.issuerCertificateHex);
const cardCertificate = fromHex(published.cardCertificateHex);
const issuer = keyOf('EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716');
const cardFacts = { staticData: fromHex(published.staticDataHex), now: '202611271200' };

describe('the published chain', () => {
  test('leads from the authority to the card and to its signature', () => {
    expect(readIssuerCurveCertificate(issuerCertificate, authority, issuerFacts)).toEqual({
      kind: 'certified',
      key: issuer,
    });
    const card = readCardCurveCertificate(cardCertificate, issuer, cardFacts);
    if (card.kind !== 'certified') throw new Error(`refused: ${card.reason}`);
    expect(toHex(card.key.point.x)).toBe('C283C64C7708D0D1C2B9DE506E28F50988FD2649B433DE39EEAA0567A862E5F9');
    const message = fromHex(published.signedMessageHex);
    const signed = fromHex(published.signatureHex);
    expect(refuseExtendedSignature(signed, card.key, { message })).toBe(undefined);
    expect(refuseExtendedSignature(signed, card.key, { message: withByte(message, 3, 1) })).toBe('wrong-signature');
    expect(refuseExtendedSignature(withByte(signed, 0, 1), card.key, { message })).toBe('wrong-format');
    expect(refuseExtendedSignature(signed.slice(1), card.key, { message })).toBe('wrong-length');
  });

  test.each([
    ['wrong-format', withByte(issuerCertificate, 0, 2), {}],
    ['wrong-format', withByte(issuerCertificate, 1, 1), {}],
    ['wrong-identifier', issuerCertificate, { panDigits: '1234577890123456' }],
    ['expired', issuerCertificate, { today: '20310101' }],
    ['other-authority', issuerCertificate, { authorityNameHex: `${published.ridHex}02` }],
    ['other-authority', issuerCertificate, { authorityNameHex: 'A00000000401' }],
    ['revoked', issuerCertificate, { revokedSerials: new Set(['000042']) }],
    ['unknown-algorithm', withByte(issuerCertificate, 7, 0x02), {}],
    ['wrong-length', withByte(issuerCertificate, 7, 0x01), {}],
    ['wrong-length', issuerCertificate.slice(0, 20), {}],
    ['wrong-length', concatBytes([issuerCertificate, Uint8Array.of(0)]), {}],
    ['wrong-signature', withByte(issuerCertificate, 40, 1), {}],
    ['wrong-signature', withByte(issuerCertificate, 12, 1), {}],
    ['wrong-signature', withByte(issuerCertificate, 100, 1), {}],
  ])('is refused at the issuer for %s', (reason, certificate, facts) => {
    const read = readIssuerCurveCertificate(certificate, authority, { ...issuerFacts, ...facts });
    expect(read).toEqual({ kind: 'refused', reason });
  });

  test.each([
    ['wrong-format', withByte(cardCertificate, 0, 6), {}],
    ['wrong-format', withByte(cardCertificate, 1, 1), {}],
    ['expired', cardCertificate, { now: '203012312359' }],
    ['unknown-algorithm', withByte(cardCertificate, 2, 0x10), {}],
    ['unknown-algorithm', withByte(cardCertificate, 15, 1), {}],
    ['unknown-algorithm', withByte(cardCertificate, 16, 3), {}],
    ['wrong-length', cardCertificate.slice(0, 16), {}],
    ['wrong-length', cardCertificate.slice(0, -1), {}],
    ['wrong-hash', cardCertificate, { staticData: fromHex('5A081234567890123456') }],
    ['wrong-signature', withByte(cardCertificate, 9, 1), {}],
    ['wrong-signature', withByte(cardCertificate, 100, 1), {}],
  ])('is refused at the card for %s', (reason, certificate, facts) => {
    expect(readCardCurveCertificate(certificate, issuer, { ...cardFacts, ...facts })).toEqual({
      kind: 'refused',
      reason,
    });
  });

  test('is good in its last minute but one, and until the last day of the issuer', () => {
    expect(readCardCurveCertificate(cardCertificate, issuer, { ...cardFacts, now: '203012312358' }).kind).toBe(
      'certified',
    );
    const lastDay = { ...issuerFacts, today: '20301231' };
    expect(readIssuerCurveCertificate(issuerCertificate, authority, lastDay).kind).toBe('certified');
  });
});

describe('the chain of a card', () => {
  const publicKeyHex = toHex(concatBytes([authority.point.x, authority.point.y]));
  const plain = { ridHex: published.ridHex, index: 1, algorithmSuiteHex: '10', publicKeyHex, expiry: '301231' };
  const authorityKey = { ...plain, checksumHex: toHex(authorityCurveKeyChecksum(plain)) };
  const anchors = { certificationAuthorityCurveKeys: [authorityKey] };
  const objects: Readonly<Record<string, string | undefined>> = {
    '8F': '01',
    '90': published.issuerCertificateHex,
    '9F46': published.cardCertificateHex,
    '5A': published.panDigits,
    '9A': '261127',
    '9F21': '120000',
    '82': '8000',
    '9F06': 'A0000000031010',
  };
  const chainOf = (
    changes: Readonly<Record<string, string | undefined>>,
    trust: Parameters<typeof recoverCurveChain>[1] = anchors,
    signedRecords: Uint8Array | undefined = fromHex(published.staticDataHex),
  ) => {
    const all = { ...objects, ...changes };
    const data = { get: (tag: string) => (all[tag] === undefined ? undefined : fromHex(all[tag])) };
    const found = recoverCurveChain(data, trust, { ridHex: published.ridHex, signedRecords });
    const reason = found.kind === 'recovered' ? '' : found.reason;
    return { found, why: explainCurveChain(reason, { data, anchors: trust, ridHex: published.ridHex }) };
  };
  const otherKey = (changes: Partial<typeof authorityKey> & { readonly isTest?: boolean }) => ({
    certificationAuthorityCurveKeys: [{ ...authorityKey, ...changes }],
  });

  test.each([
    ['authority-key-not-named', { '8F': undefined }, anchors, /no index \(8F\)/u],
    ['authority-key-missing', { '8F': '02' }, anchors, /names CA key 02 .* the terminal has 01/u],
    ['authority-key-missing', {}, {}, /none of this provider/u],
    ['authority-key-expired', {}, otherKey({ expiry: '261126' }), /past its last day/u],
    ['authority-key-corrupted', {}, otherKey({ checksumHex: '00'.repeat(32) }), /another checksum/u],
    ['authority-key-corrupted', {}, otherKey({ algorithmSuiteHex: '11' }), /on no curve/u],
    ['authority-key-for-tests', {}, { ...otherKey({ isTest: true }), environment: 'production' as const }, /test key/u],
  ])('has no key of the authority: %s', (reason, changes, trust, why) => {
    const { found, why: words } = chainOf(changes, trust);
    expect(found).toEqual({ kind: 'authority-missing', reason });
    expect(words).toMatch(why);
  });

  test.each([
    ['issuer-certificate-missing', { '90': undefined }, anchors, /issuer certificate \(90\) was not given/u],
    ['issuer-certificate-expired', { '9A': '310101' }, otherKey({ expiry: '491231' }), /until 20301231 .* is 310101/u],
    [
      'issuer-certificate-revoked',
      {},
      { ...anchors, revokedIssuerCertificates: [{ ridHex: published.ridHex, index: 1, serialHex: '000042' }] },
      /serial number 000042 under A000000003 is on the revocation list/u,
    ],
    ['card-certificate-missing', { '9F46': undefined }, anchors, /card certificate \(9F46\) was not given/u],
    // The published static data are no records, profile, name and PDOL: the hash is the step that fails.
    ['card-certificate-wrong-hash', {}, anchors, /over other data/u],
  ])('does not hold: %s', (reason, changes, trust, why) => {
    const { found, why: words } = chainOf(changes, trust);
    expect(found).toEqual({ kind: 'refused', reason });
    expect(words).toMatch(why);
  });

  test('does not hold with a record that is no template 70', () => {
    const all = { get: (tag: string) => (objects[tag] === undefined ? undefined : fromHex(objects[tag])) };
    const found = recoverCurveChain(all, anchors, { ridHex: published.ridHex, signedRecords: undefined });
    expect(found).toEqual({ kind: 'refused', reason: 'static-data-unlawful' });
  });
});
