import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CertificationAuthorityKey } from '../../configuration.ts';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { signingCard } from '../contactless/signing-card.fixture.ts';
import { recoverChain } from './certificate-chain.ts';
import type { TrustAnchors } from './certificate-chain.ts';
import { authorityKeyChecksum } from './certification-authority.ts';
import { explainChain } from './explain-chain.ts';
import { explainSignature, partsOf } from './explain-signature.ts';
import { authenticateStatic } from './static-authentication.ts';
import { staticChain } from './static-chain.table.ts';

type Objects = Readonly<Record<string, string | undefined>>;

const dataOf = (objects: Objects): ReadonlyMap<string, Uint8Array> =>
  new Map(Object.entries(objects).flatMap(([tag, hex]) => (hex === undefined ? [] : [[tag, fromHex(hex)] as const])));

const plainKey: Omit<CertificationAuthorityKey, 'checksumHex' | 'expiry'> = {
  ridHex: staticChain.ridHex,
  index: staticChain.index,
  modulusHex: staticChain.authorityModulusHex,
  exponentHex: staticChain.authorityExponentHex,
};
const publishedKey = { ...plainKey, checksumHex: toHex(authorityKeyChecksum(plainKey)), expiry: '301231' };
const spoilt = (hex: string): string => `${hex.slice(0, 20)}00${hex.slice(22)}`;

/** A published chain of static authentication (see its table), changed in one place. */
function explainStatic(change: Objects, more: { readonly keys?: TrustAnchors; readonly records?: string } = {}) {
  const data = dataOf({
    '5A': staticChain.panHex,
    '82': '7C00',
    '8F': '01',
    '90': staticChain.issuerCertificateHex,
    '92': staticChain.issuerRemainderHex,
    '93': staticChain.signatureHex,
    '9A': '091231',
    '9F32': staticChain.issuerExponentHex,
    ...change,
  });
  const anchors = more.keys ?? { certificationAuthorityKeys: [publishedKey] };
  const terms = { ridHex: staticChain.ridHex, signedRecords: fromHex(more.records ?? staticChain.recordsHex) };
  const done = authenticateStatic(data, anchors, terms);
  return done.kind === 'verified' ? 'verified' : explainChain(done.reason, { data, anchors, ...terms });
}

describe('of a static signature and its chain the terminal names the wrong input:', () => {
  test.each<[string, Objects, string]>([
    ['nothing', {}, 'verified'],
    ['the CA key’s index', { '8F': '02' }, 'wrong CA key: the issuer certificate (90) is signed with index 01'],
    [
      'an altered issuer certificate',
      { '90': spoilt(staticChain.issuerCertificateHex) },
      'altered or made with another',
    ],
    ['half an issuer certificate', { '90': '6A02' }, 'is 2 bytes long'],
    ['a missing issuer certificate', { '90': '' }, 'the card gave no issuer certificate (90)'],
    ['an altered remainder', { '92': spoilt(staticChain.issuerRemainderHex) }, 'remainder (92)'],
    ['the exponent', { '9F32': '010001' }, 'exponent (9F32) is another than the certificate’s: 03 would fit'],
    ['another account', { '5A': '5413339000001513' }, 'another account'],
    ['the date', { '9A': '100101' }, 'was good until 12/09 (MM/YY), the date (9A) is 100101'],
    ['an altered signature', { '93': spoilt(staticChain.signatureHex) }, 'signed static data (93) is altered'],
    ['a signature cut short', { '93': staticChain.signatureHex.slice(2) }, 'cut short'],
    ['a missing signature', { '93': '' }, 'the card gave no signed static data (93)'],
    ['a tag list that the issuer did not have', { '9F4A': '82' }, 'did not sign the profile (82)'],
    ['a tag list of something else', { '9F4A': '5A' }, 'names more than the profile'],
  ])('%s', (_what, change, words) => {
    expect(explainStatic(change).replaceAll("'", '’')).toContain(words);
  });

  test('other records', () => {
    const records = `${staticChain.recordsHex.slice(0, -2)}01`;
    expect(explainStatic({}, { records })).toContain('the records are others than the issuer signed');
  });

  test('a CA key of the right index with another exponent, another checksum, or another provider', () => {
    const exponent = { ...plainKey, exponentHex: '010001' };
    const keys = (key: typeof plainKey, checksumHex = toHex(authorityKeyChecksum(key))): TrustAnchors => ({
      certificationAuthorityKeys: [{ ...key, checksumHex, expiry: '301231' }],
    });
    expect(explainStatic({}, { keys: keys(exponent) })).toContain('opens with exponent 03');
    expect(explainStatic({}, { keys: keys(plainKey, '00'.repeat(20)) })).toContain('another checksum');
    expect(explainStatic({}, { keys: keys({ ...plainKey, ridHex: 'A000000025' }) })).toContain('none of this provider');
  });

  test('a CA key that has expired, and a certificate on the revocation list', () => {
    const revoked = { ridHex: staticChain.ridHex, index: staticChain.index, serialHex: '0042B3' };
    const keys = { certificationAuthorityKeys: [publishedKey], revokedIssuerCertificates: [revoked] };
    expect(explainStatic({ '9A': '310101' })).toContain('was good until 301231');
    expect(explainStatic({}, { keys })).toContain('0042B3 is on the revocation list');
  });
});

const panDigits = '5413330089020011';
const records = '5A085413330089020011';
const card = signingCard({ ridHex: 'A000000004', panDigits, staticDataHex: `${records}3D80` });
const chain: Record<string, string> = {
  '5A': panDigits,
  '82': '3D80',
  '9A': '261127',
  '9F4A': '82',
  ...Object.fromEntries([...card.issuerObjects, ...card.cardObjects]),
};

describe('of a card’s certificate the terminal names the wrong input:', () => {
  test.each<[string, Objects, string]>([
    ['nothing', {}, 'verified'],
    ['a profile with a bit taken away', { '82': '3C80' }, 'signed profile (82) 3D80, the card gave 3C80: byte 1 bit 1'],
    ['a missing tag list', { '9F4A': undefined }, 'signed the profile (82) too'],
    ['the exponent', { '9F47': '010001' }, '(9F47) is another than the certificate’s: 03 would fit'],
    ['an altered certificate', { '9F46': spoilt(chain['9F46'] ?? '') }, 'card certificate (9F46) is altered'],
    ['a certificate cut short', { '9F46': (chain['9F46'] ?? '').slice(2) }, '127 bytes long, the key above it 128'],
    ['another account', { '5A': '5413330089020029' }, 'its issuer or account number is not the card’s'],
    ['the issuer’s certificate in its place', { '9F46': chain['90'] }, 'card certificate (9F46)'],
  ])('%s', (_what, change, words) => {
    const data = dataOf({ ...chain, ...change });
    const failed = {
      data,
      anchors: { certificationAuthorityKeys: [card.authorityKey] },
      ridHex: 'A000000004',
      signedRecords: fromHex(records),
    };
    const done = recoverChain(data, failed.anchors, { ...failed, certificate: 'signature' });
    const said = done.kind === 'recovered' ? 'verified' : explainChain(done.reason, failed);
    expect(said.replaceAll("'", '’')).toContain(words);
    expect(said).not.toContain(panDigits);
  });
});

const ownKey = recoverChain(
  dataOf(chain),
  { certificationAuthorityKeys: [card.authorityKey] },
  { ridHex: 'A000000004', certificate: 'signature', signedRecords: fromHex(records) },
);
const number = '11223344';
const amount = '000000001000';
const earlier = ['AABBCCDD', '99887766'].map((hex) => fromHex(hex));
const transaction = { '9F02': amount, '9F36': '0001' };
const hashOf = (hex: string): string => createHash('sha1').update(fromHex(hex)).digest('hex');
const dynamicOf = (information: string, hashedHex: string): string =>
  `03010203${information}1122334455667788${hashOf(hashedHex)}`;
const whole = Object.values(transaction).join('');

function explain(signatureHex: string, isCombined: boolean): string {
  const terms = [
    { tag: '9F37', value: fromHex(number) },
    { tag: '9F02', value: fromHex(amount) },
  ];
  const failed = {
    signature: fromHex(signatureHex),
    key: ownKey.kind === 'recovered' ? ownKey.key : undefined,
    terminalParts: partsOf(isCombined ? terms.slice(0, 1) : terms),
  };
  if (!isCombined) return explainSignature(failed, earlier);
  const transactionParts = Object.entries(transaction).map(([name, hex]) => ({ name, value: fromHex(hex) }));
  return explainSignature({ ...failed, transactionParts, cryptogramInformationData: 0x80 }, earlier);
}

describe('of a dynamic signature the terminal names the wrong input:', () => {
  const dynamic = '03010203';
  test.each([
    ['nothing', card.sign(dynamic, number + amount), ''],
    ['the number of the transaction before', card.sign(dynamic, `AABBCCDD${amount}`), 'of the transaction before'],
    ['the number of two before', card.sign(dynamic, `99887766${amount}`), '2 transactions ago'],
    ['zeros', card.sign(dynamic, `00000000${amount}`), 'signed zeros for the unpredictable number'],
    ['byte order', card.sign(dynamic, `44332211${amount}`), 'bytes in the wrong order'],
    ['a part left out', card.sign(dynamic, number), 'signed without the value of 9F02'],
    ['the number left out', card.sign(dynamic, amount), 'signed without the unpredictable number'],
    ['the order of the parts', card.sign(dynamic, amount + number), 'in another order'],
    ['everything left out', card.sign(dynamic, ''), 'signed nothing of the terminal'],
    ['something unknown', card.sign(dynamic, '1234'), 'a stale signature, or an input was changed'],
    ['the length of the number', card.sign('010203', number + amount), 'length byte of the ICC dynamic number'],
    ['another key, or altered', '12'.repeat(96), 'does not open its signature'],
    ['a certificate in its place', chain['9F46'] ?? '', '128 bytes long'],
    ['no signature', '', 'holds no signature'],
  ])('%s', (_what, signature, words) => {
    expect(explain(signature, false)).toContain(words);
    expect(explain(signature, false) === '').toBe(words === '');
  });
});

describe('of a combined signature the terminal names the wrong input:', () => {
  test.each([
    ['nothing', card.sign(dynamicOf('80', whole), number), ''],
    ['the kind of cryptogram', card.sign(dynamicOf('40', whole), number), 'cryptogram information 40 and said 80'],
    ['the amount left out', card.sign(dynamicOf('80', transaction['9F36']), number), 'without the 9F02'],
    ['the amount as zeros', card.sign(dynamicOf('80', `${'00'.repeat(6)}0001`), number), 'zeros for the 9F02'],
    ['something changed', card.sign(dynamicOf('80', `${amount}0002`), number), 'one of 9F02, 9F36 was changed'],
    ['the number of the transaction before', card.sign(dynamicOf('80', whole), 'AABBCCDD'), 'the transaction before'],
  ])('%s', (_what, signature, words) => {
    expect(explain(signature, true)).toContain(words);
    expect(explain(signature, true) === '').toBe(words === '');
  });
});

test('what is shown holds at most lengths, indexes, dates and public values', () => {
  const words = explain(card.sign('03010203', '1234'), false);
  expect(words).not.toContain(toHex(concatBytes([fromHex(number)])));
});
