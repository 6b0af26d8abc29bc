import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { signingCard } from '../contactless/signing-card.fixture.ts';
import { recoverChain } from './certificate-chain.ts';
import type { TrustAnchors } from './certificate-chain.ts';
import { signatureWithoutNumberLength } from './certificate-chains.table.ts';
import { authorityKeyChecksum } from './certification-authority.ts';
import { dynamicSignatureIn, verifyDynamicSignature } from './dynamic-signature.ts';
import { authenticateStatic } from './static-authentication.ts';
import { dynamicSignature, staticChain } from './static-chain.table.ts';

const plainKey = {
  ridHex: staticChain.ridHex,
  index: staticChain.index,
  modulusHex: staticChain.authorityModulusHex,
  exponentHex: staticChain.authorityExponentHex,
};
const anchors: TrustAnchors = {
  certificationAuthorityKeys: [{ ...plainKey, checksumHex: toHex(authorityKeyChecksum(plainKey)), expiry: '301231' }],
};
const terms = { ridHex: staticChain.ridHex, signedRecords: fromHex(staticChain.recordsHex) };

function cardWith(changes: Readonly<Record<string, string>> = {}): ReadonlyMap<string, Uint8Array> {
  const objects = {
    '5A': staticChain.panHex,
    '82': '7C00',
    '8F': '01',
    '90': staticChain.issuerCertificateHex,
    '92': staticChain.issuerRemainderHex,
    '93': staticChain.signatureHex,
    '9A': '091231',
    '9F32': staticChain.issuerExponentHex,
    ...changes,
  };
  return new Map(Object.entries(objects).map(([tag, hex]) => [tag, fromHex(hex)]));
}

function revoked(change: Partial<{ ridHex: string; index: number; serialHex: string }>): TrustAnchors {
  const entry = { ridHex: staticChain.ridHex, index: staticChain.index, serialHex: '0042b3', ...change };
  return { ...anchors, revokedIssuerCertificates: [entry] };
}

describe('static data authentication', () => {
  test('of a published chain gives the data authentication code', () => {
    const done = authenticateStatic(cardWith(), anchors, terms);
    expect(done.kind === 'verified' && toHex(done.dataAuthenticationCode)).toBe(staticChain.dataAuthenticationCodeHex);
  });

  const spoilt = (hex: string): string => `${hex.slice(0, 20)}00${hex.slice(22)}`;
  test.each([
    ['authority key under another index', { '8F': '02' }, 'authority-key-missing'],
    [
      'changed issuer certificate',
      { '90': spoilt(staticChain.issuerCertificateHex) },
      'issuer-certificate-wrong-frame',
    ],
    ['cut issuer certificate', { '90': '6A02' }, 'issuer-certificate-not-recoverable'],
    ['changed remainder', { '92': spoilt(staticChain.issuerRemainderHex) }, 'issuer-certificate-wrong-hash'],
    ['other exponent', { '9F32': '010001' }, 'issuer-certificate-wrong-hash'],
    ['account of another issuer', { '5A': '5413339000001513' }, 'issuer-certificate-wrong-identifier'],
    ['day after the last of the certificate', { '9A': '100101' }, 'issuer-certificate-expired'],
    ['day after the last of the authority key', { '9A': '310101' }, 'authority-key-expired'],
    ['changed signature', { '93': spoilt(staticChain.signatureHex) }, 'signature-wrong-frame'],
    ['empty signature', { '93': '' }, 'signature-not-recoverable'],
    ['tag list that adds the profile', { '9F4A': '82' }, 'signature-wrong-hash'],
    ['tag list with another tag', { '9F4A': '5A' }, 'static-data-unlawful'],
    ['empty tag list', { '9F4A': '' }, 'static-data-unlawful'],
  ])('fails for %s, and says where', (_what, change, reason) => {
    expect(authenticateStatic(cardWith(change), anchors, terms)).toEqual({ kind: 'refused', reason });
  });

  test('fails for other records than the issuer signed, and for records that can not be signed', () => {
    const others = concatBytes([terms.signedRecords.slice(0, -1), Uint8Array.of(1)]);
    expect(authenticateStatic(cardWith(), anchors, { ...terms, signedRecords: others })).toMatchObject({
      reason: 'signature-wrong-hash',
    });
    expect(authenticateStatic(cardWith(), anchors, { ...terms, signedRecords: undefined })).toMatchObject({
      reason: 'static-data-unlawful',
    });
  });

  test('fails when the key of the authority is not as its checksum says', () => {
    const keys = anchors.certificationAuthorityKeys.map((each) => ({ ...each, checksumHex: '00'.repeat(20) }));
    expect(authenticateStatic(cardWith(), { certificationAuthorityKeys: keys }, terms)).toMatchObject({
      reason: 'authority-key-corrupted',
    });
  });

  test('fails when the certificate is revoked, by provider, index and serial number together', () => {
    expect(authenticateStatic(cardWith(), revoked({}), terms)).toMatchObject({ reason: 'issuer-certificate-revoked' });
    for (const change of [{ ridHex: 'A000000004' }, { index: 2 }, { serialHex: '0042B4' }]) {
      expect(authenticateStatic(cardWith(), revoked(change), terms).kind).toBe('verified');
    }
  });
});

describe('dynamic data authentication', () => {
  const key = {
    modulus: fromHex(dynamicSignature.cardModulusHex),
    exponent: fromHex(dynamicSignature.cardExponentHex),
  };
  const signature = fromHex(dynamicSignature.signatureHex);
  const terminalDynamicData = fromHex(dynamicSignature.terminalDynamicDataHex);

  test('of a published signature gives the dynamic number without its length', () => {
    const done = verifyDynamicSignature(signature, key, { terminalDynamicData });
    expect(done.kind === 'verified' && toHex(done.cardDynamicNumber)).toBe(dynamicSignature.cardDynamicNumberHex);
  });

  test('fails for another unpredictable number, and for a signature that is none', () => {
    const other = { terminalDynamicData: fromHex('7FBC404A') };
    expect(verifyDynamicSignature(signature, key, other)).toMatchObject({ reason: 'signature-wrong-hash' });
    expect(verifyDynamicSignature(signature.slice(1), key, { terminalDynamicData })).toMatchObject({
      reason: 'signature-not-recoverable',
    });
    expect(
      verifyDynamicSignature(
        signature.map((byte) => byte ^ 1),
        key,
        { terminalDynamicData },
      ),
    ).toMatchObject({
      reason: 'signature-wrong-frame',
    });
  });

  test('fails without the length byte of the dynamic number though the hash is right', () => {
    const applet = signatureWithoutNumberLength;
    const itsKey = { modulus: fromHex(applet.cardModulusHex), exponent: fromHex(applet.cardExponentHex) };
    const given = { terminalDynamicData: fromHex(applet.unpredictableNumberHex) };
    expect(verifyDynamicSignature(fromHex(applet.signatureHex), itsKey, given)).toEqual({
      kind: 'refused',
      reason: 'signature-wrong-dynamic-data',
    });
  });

  test.each([
    ['8003AABBCC', 'AABBCC'],
    ['77079F4B03AABBCC00', 'AABBCC'],
    ['77069F4B03AABBCC', 'AABBCC'],
    ['77099F360200019F4B02AA', undefined],
    ['770A9F360200019F4B02AABB', 'AABB'],
    ['77059F36020001', undefined],
    ['7003AABBCC', undefined],
    ['8003AABBCC8000', undefined],
    ['8003AABB', undefined],
    ['', undefined],
  ])('finds the signature of the answer %s', (answerHex, expected) => {
    const found = dynamicSignatureIn(fromHex(answerHex));
    expect(found === undefined ? undefined : toHex(found)).toBe(expected);
  });
});

describe("the card's key for PINs", () => {
  const account = { ridHex: 'A000000004', panDigits: '5413339000001513' };
  const card = signingCard({ ...account, staticDataHex: '' });
  const pinTags = { '9F46': '9F2D', '9F47': '9F2E', '9F48': '9F2F' } as const;
  const data = new Map<string, Uint8Array>([
    ['5A', fromHex(account.panDigits)],
    ['9A', fromHex('261125')],
    ...card.issuerObjects.map(([tag, hex]): [string, Uint8Array] => [tag, fromHex(hex)]),
    ...card.cardObjects.map(([tag, hex]): [string, Uint8Array] => [pinTags[tag as keyof typeof pinTags], fromHex(hex)]),
  ]);
  const trust: TrustAnchors = { certificationAuthorityKeys: [card.authorityKey] };
  const wanted = { ridHex: account.ridHex, signedRecords: fromHex('9F0702FF00') };

  test('comes from a certificate of its own that vouches for no static data', () => {
    expect(recoverChain(data, trust, { ...wanted, certificate: 'pin' }).kind).toBe('recovered');
  });

  test('does not stand in for the key of signatures', () => {
    expect(recoverChain(data, trust, { ...wanted, certificate: 'signature' })).toEqual({
      kind: 'refused',
      reason: 'card-certificate-not-recoverable',
    });
  });

  test('is not had from a certificate of another account', () => {
    const other = new Map(data).set('5A', fromHex('5413339000001521'));
    expect(recoverChain(other, trust, { ...wanted, certificate: 'pin' })).toMatchObject({
      reason: 'card-certificate-wrong-identifier',
    });
  });
});
