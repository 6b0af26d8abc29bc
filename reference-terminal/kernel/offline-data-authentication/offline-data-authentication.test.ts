import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { recordedOfflineApproval, recordedOnlineRequest } from '../recorded-transactions.table.ts';
import { readCardCertificate } from './card-certificate.ts';
import {
  certificateChains,
  publishedChecksums,
  signatureWithoutNumberLength,
  spoiltCertificates,
} from './certificate-chains.table.ts';
import type { CertificateChain } from './certificate-chains.table.ts';
import { authorityKeyChecksum, findAuthorityKey } from './certification-authority.ts';
import { transactionDataToHash, verifyCombinedSignature } from './combined-signature.ts';
import { isPastMonth, readIssuerCertificate } from './issuer-certificate.ts';
import { isUsableKey, openFrame, recover } from './recovery.ts';

const key = (modulusHex: string, exponentHex: string) => ({
  modulus: fromHex(modulusHex),
  exponent: fromHex(exponentHex),
});
const recoveredHex = (signatureHex: string, by: ReturnType<typeof key>): string =>
  toHex(recover(fromHex(signatureHex), by) ?? new Uint8Array());

/** The same block with other bytes from `offset` on and a hash that fits again. */
function forged(chain: { recoveredHex: string; followingHex: string }, change: { offset: number; bytesHex: string }) {
  const block = fromHex(chain.recoveredHex);
  block.set(fromHex(change.bytesHex), change.offset);
  const hash = createHash('sha1').update(block.subarray(1, -21)).update(fromHex(chain.followingHex)).digest();
  block.set(hash, block.length - 21);
  return block;
}

function issuerFacts(chain: CertificateChain) {
  return {
    remainder: fromHex(chain.issuerRemainderHex),
    exponent: fromHex(chain.issuerExponentHex),
    panDigits: chain.panDigits,
    today: chain.goodDay,
  };
}

const chainWithStaticData = certificateChains.find(({ staticDataHex }) => staticDataHex !== undefined);
if (chainWithStaticData === undefined) throw new Error('one chain comes with its static data');
const fullChain: CertificateChain = chainWithStaticData;
const cardFacts = {
  remainder: fromHex(fullChain.cardRemainderHex),
  exponent: fromHex(fullChain.cardExponentHex),
  staticData: fromHex(fullChain.staticDataHex ?? ''),
  panDigits: fullChain.panDigits,
  today: fullChain.goodDay,
};

describe('keys of certification authorities', () => {
  test.each(publishedChecksums)('$ridHex index $index: the published checksum agrees: $agrees', (published) => {
    const keys = [{ ...published, expiry: '301231' }];
    const found = findAuthorityKey(keys, { ridHex: published.ridHex, index: published.index, today: '261122' });
    expect(found.kind === 'found' ? 'found' : found.reason).toBe(published.agrees ? 'found' : 'key-corrupted');
  });

  test('have the checksum that was published for them', () => {
    const agreeing = publishedChecksums.filter(({ agrees }) => agrees);
    expect(agreeing.map((published) => toHex(authorityKeyChecksum(published)))).toEqual(
      agreeing.map(({ checksumHex }) => checksumHex),
    );
  });

  test('are good on their last day and not after it, and missing under another index', () => {
    const keys = [{ ...recordedOfflineApproval.authorityKey, expiry: '151231' }];
    const wanted = { ridHex: 'A000000004', index: 0xef };
    expect(findAuthorityKey(keys, { ...wanted, today: '151231' }).kind).toBe('found');
    expect(findAuthorityKey(keys, { ...wanted, today: '160101' })).toEqual({ kind: 'refused', reason: 'key-expired' });
    expect(findAuthorityKey(keys, { ...wanted, index: 1, today: '151231' })).toMatchObject({ reason: 'key-missing' });
  });

  test('of a test authority are not used in production', () => {
    const own = { ...recordedOfflineApproval.authorityKey, expiry: '491231', isTest: true };
    const wanted = { ridHex: 'A000000004', index: 0xef, today: '261127' };
    const refused = { kind: 'refused', reason: 'key-for-tests' };
    expect(findAuthorityKey([own], { ...wanted, environment: 'production' })).toEqual(refused);
    expect(findAuthorityKey([own], { ...wanted, environment: 'test' }).kind).toBe('found');
    const unmarked = { ...own, isTest: false };
    expect(findAuthorityKey([unmarked], { ...wanted, environment: 'production' }).kind).toBe('found');
    const published = publishedChecksums.find(({ checksumHex }) => checksumHex.startsWith('D8E68DA1'));
    const known = published === undefined ? [] : [{ ...published, expiry: '491231' }];
    const wantedF1 = { ...wanted, index: 0xf1, environment: 'production' } as const;
    expect(findAuthorityKey(known, wantedF1)).toEqual(refused);
  });
});

describe('recovery', () => {
  test.each(certificateChains)('gives the published blocks: $name', (chain) => {
    expect(recoveredHex(chain.issuerCertificateHex, key(chain.authorityModulusHex, chain.authorityExponentHex))).toBe(
      chain.issuerRecoveredHex,
    );
    expect(recoveredHex(chain.cardCertificateHex, key(chain.issuerModulusHex, chain.issuerExponentHex))).toBe(
      chain.cardRecoveredHex,
    );
  });

  test('of a certificate with one changed bit gives no lawful frame', () => {
    const [chain] = certificateChains;
    const authority = key(chain?.authorityModulusHex ?? '', '03');
    const issuer = key(chain?.issuerModulusHex ?? '', '03');
    const issuerBlock = recover(fromHex(spoiltCertificates.issuerCertificateHex), authority) ?? new Uint8Array();
    const cardBlock = recover(fromHex(spoiltCertificates.cardCertificateHex), issuer) ?? new Uint8Array();
    expect([openFrame(issuerBlock, 2), openFrame(cardBlock, 4)]).toEqual([undefined, undefined]);
  });

  test('refuses what the primitive can not take instead of throwing', () => {
    const modulus = fromHex(recordedOfflineApproval.recovered.issuerModulusHex);
    const usable = { modulus, exponent: Uint8Array.of(3) };
    expect(recover(modulus, usable)).toBeUndefined();
    expect(recover(new Uint8Array(modulus.length).fill(0xff), usable)).toBeUndefined();
    expect(recover(modulus.subarray(1), usable)).toBeUndefined();
    expect(isUsableKey({ modulus, exponent: Uint8Array.of(2) })).toBe(false);
    expect(isUsableKey({ modulus: modulus.map(() => 0xfe), exponent: Uint8Array.of(3) })).toBe(false);
    expect(isUsableKey({ modulus: new Uint8Array(), exponent: new Uint8Array() })).toBe(false);
  });
});

describe('an issuer certificate', () => {
  test.each(certificateChains)('gives the published key: $name', (chain) => {
    const read = readIssuerCertificate(fromHex(chain.issuerRecoveredHex), issuerFacts(chain));
    expect(read.kind === 'certified' && toHex(read.key.modulus)).toBe(chain.issuerModulusHex);
  });

  const forgeable = {
    recoveredHex: fullChain.issuerRecoveredHex,
    followingHex: fullChain.issuerRemainderHex + fullChain.issuerExponentHex,
  };
  test.each([
    ['format', { offset: 1, bytesHex: '04' }, 'wrong-frame'],
    ['issuer identifier', { offset: 2, bytesHex: '999999FF' }, 'wrong-identifier'],
    ['expiry month', { offset: 6, bytesHex: '1219' }, 'expired'],
    ['hash algorithm', { offset: 11, bytesHex: '02' }, 'unknown-algorithm'],
    ['key algorithm', { offset: 12, bytesHex: '02' }, 'unknown-algorithm'],
    ['key length', { offset: 13, bytesHex: 'AF' }, 'wrong-key-length'],
    ['exponent length', { offset: 14, bytesHex: '03' }, 'wrong-key-length'],
  ] as const)('with another %s is refused though its hash is right', (_name, change, reason) => {
    const read = readIssuerCertificate(forged(forgeable, change), issuerFacts(fullChain));
    expect(read).toEqual({ kind: 'refused', reason });
  });

  test('is refused with another remainder or exponent: its hash does not fit', () => {
    const block = fromHex(fullChain.issuerRecoveredHex);
    const facts = issuerFacts(fullChain);
    const refused = { kind: 'refused', reason: 'wrong-hash' };
    expect(readIssuerCertificate(block, { ...facts, exponent: fromHex('010001') })).toEqual(refused);
    expect(readIssuerCertificate(block, { ...facts, remainder: fromHex('00') })).toEqual(refused);
  });

  test('is good to the last day of its month', () => {
    expect(isPastMonth('1226', '261231')).toBe(false);
    expect(isPastMonth('1226', '270101')).toBe(true);
    expect(isPastMonth('1349', '260101')).toBe(true);
    expect(isPastMonth('0199', '260101')).toBe(true);
  });
});

describe('a card certificate', () => {
  test('gives the published key', () => {
    const read = readCardCertificate(fromHex(fullChain.cardRecoveredHex), cardFacts);
    expect(read.kind === 'certified' && toHex(read.key.modulus)).toBe(fullChain.cardModulusHex);
  });

  test('is refused when the card shows other static data than the issuer signed', () => {
    const staticData = fromHex(`${fullChain.staticDataHex?.slice(0, -2) ?? ''}80`);
    const read = readCardCertificate(fromHex(fullChain.cardRecoveredHex), { ...cardFacts, staticData });
    expect(read).toEqual({ kind: 'refused', reason: 'wrong-hash' });
  });

  const forgeable = {
    recoveredHex: fullChain.cardRecoveredHex,
    followingHex: fullChain.cardRemainderHex + fullChain.cardExponentHex + (fullChain.staticDataHex ?? ''),
  };
  test.each([
    ['PAN', { offset: 2, bytesHex: '1234560012345600' }, 'wrong-identifier'],
    ['expiry month', { offset: 12, bytesHex: '1219' }, 'expired'],
    ['key algorithm', { offset: 18, bytesHex: '05' }, 'unknown-algorithm'],
    ['key length', { offset: 19, bytesHex: 'F0' }, 'wrong-key-length'],
  ] as const)('with another %s is refused though its hash is right', (_name, change, reason) => {
    expect(readCardCertificate(forged(forgeable, change), cardFacts)).toEqual({ kind: 'refused', reason });
  });
});

describe('a combined signature', () => {
  const cases = [
    {
      recorded: recordedOfflineApproval,
      unpredictableHex: '000EEC85',
      optionsHex: '',
      information: 0x40,
      exponent: '010001',
    },
    {
      recorded: recordedOnlineRequest,
      unpredictableHex: '327273B9',
      optionsHex: 'EA',
      information: 0x80,
      exponent: '010001',
    },
  ];

  function factsOf({ recorded, unpredictableHex, optionsHex, information }: (typeof cases)[number]) {
    const [commandHex = '', answerHex = ''] = recorded.exchanges.at(-1) ?? [];
    const signature = /9F4B(?:81)?(?<length>70|90)/.exec(answerHex);
    const start = answerHex.indexOf('9F27');
    const end = signature?.index ?? 0;
    const lengthDigits = Number.parseInt(signature?.groups?.['length'] ?? '', 16) * 2;
    const valueStart = end + (signature?.[0].length ?? 0);
    return {
      signatureHex: answerHex.slice(valueStart, valueStart + lengthDigits),
      facts: {
        unpredictableNumber: fromHex(unpredictableHex),
        cryptogramInformationData: information,
        transactionData: transactionDataToHash({
          processingOptionsData: fromHex(optionsHex),
          riskManagementData: fromHex(commandHex.slice(10, -2)),
          answerObjects: [
            fromHex(answerHex.slice(start, end)),
            fromHex(answerHex.slice(valueStart + lengthDigits, -4)),
          ],
        }),
      },
    };
  }

  test.each(cases)('of a recorded transaction vouches for its cryptogram: $recorded.name', (each) => {
    const { signatureHex, facts } = factsOf(each);
    const cardKey = key(each.recorded.recovered.cardModulusHex, each.exponent);
    const verified = verifyCombinedSignature(fromHex(signatureHex), cardKey, facts);
    expect(verified.kind === 'verified' && toHex(verified.applicationCryptogram)).toBe(
      each.recorded.recovered.applicationCryptogramHex,
    );
    expect(verified.kind === 'verified' && toHex(verified.cardDynamicNumber)).toBe(
      each.recorded.recovered.cardDynamicNumberHex,
    );
  });

  test.each([
    ['unpredictable number', { unpredictableNumber: fromHex('00000000') }, 'wrong-hash'],
    ['cryptogram information', { cryptogramInformationData: 0x80 }, 'other-cryptogram-information'],
    ['transaction data', { transactionData: fromHex('00') }, 'other-transaction-data'],
  ] as const)('does not hold for another %s', (_name, change, reason) => {
    const [first] = cases;
    if (first === undefined) throw new Error('there is a first case');
    const { signatureHex, facts } = factsOf(first);
    const cardKey = key(first.recorded.recovered.cardModulusHex, first.exponent);
    const refused = verifyCombinedSignature(fromHex(signatureHex), cardKey, { ...facts, ...change });
    expect(refused).toEqual({ kind: 'refused', reason });
  });

  test('without the length byte of the dynamic number is refused though its hash is right', () => {
    const { signatureHex, cardModulusHex, cardExponentHex, unpredictableNumberHex } = signatureWithoutNumberLength;
    const refused = verifyCombinedSignature(fromHex(signatureHex), key(cardModulusHex, cardExponentHex), {
      unpredictableNumber: fromHex(unpredictableNumberHex),
      cryptogramInformationData: 0x80,
      transactionData: new Uint8Array(),
    });
    expect(refused).toEqual({ kind: 'refused', reason: 'wrong-dynamic-data' });
  });
});
