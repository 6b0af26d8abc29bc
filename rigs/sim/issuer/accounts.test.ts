import { createCipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Account } from './account.ts';
import { exclusiveOr, fromHex, joinBytes, toHex } from './bytes.ts';
import { cryptogramVersions } from './cryptogram-versions.table.ts';
import type { CryptogramVersionName } from './cryptogram-versions.table.ts';
import { issuedCard } from './issued-card.ts';
import { issuerDataOf } from './issuer-application-data.ts';
import { createIssuer } from './issuer.ts';
import type { Issuer, IssuerRequest } from './issuer.ts';

/** Published test keys, see emv-vectors.table.ts. */
const masterKeyForCryptograms = fromHex('0123456789ABCDEFFEDCBA9876543210');
const masterKeysForScripts = {
  scriptIntegrity: fromHex('FEDCBA98765432100123456789ABCDEF'),
  scriptConfidentiality: fromHex('89ABCDEF0123456776543210FEDCBA98'),
};
const zone = fromHex('00112233445566778899AABBCCDDEEFF');
const account: Account = {
  pan: '1234567890123456',
  panSequenceNumber: '00',
  balanceMinor: 20_000,
  currencyCode: '124',
};

/** Tag 9F10 as a card of each version has it. */
const issuerApplicationData: Readonly<Record<CryptogramVersionName, string>> = {
  '10': '06010A03A06010',
  '17': '06011103A0B800',
  '18': '06011203A0B800',
  '22': '1F220103A0B80000',
  '14': '0114A00003220000000000000000000322FF',
  '15': '0115A00003220000000000000000000322FF',
  '16': '0110A00003220000000000000000000322FF',
  '17-m-chip': '0111A00003220000000000000000000322FF',
  '133': '1501850440B100000000B00000000000000000000000',
};

const inputs: Readonly<Record<string, string>> = {
  '9F02': '000000009999',
  '9F03': '000000000000',
  '9F1A': '0124',
  '95': '8000000000',
  '5F2A': '0124',
  '9A': '209906',
  '9C': '00',
  '9F37': 'ABCDEF12',
  '82': '1800',
  '9F27': '80',
};

/** A request that the card of this version makes with this counter. */
function requested(name: CryptogramVersionName, counterHex = '001C'): IssuerRequest {
  const version = cryptogramVersions[name];
  const dataHex = issuerApplicationData[name];
  const values: Record<string, string> = { ...inputs, '9F36': counterHex, '9F10': dataHex };
  const valueOf = (tag: string): Uint8Array => fromHex(values[tag] ?? '');
  const card = issuedCard({ cryptograms: masterKeyForCryptograms, ...masterKeysForScripts }, account, version);
  const marks = { counter: valueOf('9F36'), unpredictableNumber: valueOf('9F37'), cryptogram: new Uint8Array(8) };
  const part = issuerDataOf(fromHex(dataHex), version)?.part ?? new Uint8Array();
  const cryptogram = card.cryptogramOver(card.message(valueOf, part), marks);
  const objects = Object.entries({ ...values, '9F26': toHex(cryptogram) });
  const encoded = objects.map(([tag, hex]) => joinBytes([fromHex(tag), Uint8Array.of(hex.length / 2), fromHex(hex)]));
  const { pan, currencyCode } = account;
  const request = { pan, currencyCode, panSequenceNumber: '000', amountMinor: 9999, processingCode: '000000' };
  return { ...request, field55: joinBytes(encoded) };
}

function open(changes: Partial<Account> = {}): Issuer {
  const accounts = [{ ...account, ...changes }];
  return createIssuer({ masterKeyForCryptograms, masterKeysForScripts, pinKeys: { tripleDes: zone }, accounts });
}

/** The entered PIN in format 0 under the zone key. */
function entered(pin: string): { readonly block: Uint8Array } {
  const clear = exclusiveOr(fromHex(`0${pin.length}${pin}`.padEnd(16, 'F')), fromHex('0000456789012345'));
  const cipher = createCipheriv('des-ede', zone, null).setAutoPadding(false);
  return { block: joinBytes([cipher.update(clear), cipher.final()]) };
}

const names = Object.keys(cryptogramVersions) as CryptogramVersionName[];

describe('an account says which cryptogram version its card has', () => {
  test.each(names)('and a request of version %s is approved and answered', (cryptogramVersion) => {
    const decision = open({ cryptogramVersion }).authorize(requested(cryptogramVersion));
    expect(decision).toMatchObject({ responseCode: '00', facts: { cryptogram: 'verified' } });
    const word = toHex(decision.issuerAuthenticationData ?? zone).slice(8);
    const isMethod2 = cryptogramVersions[cryptogramVersion].responseMethod === 2;
    expect(word.slice(isMethod2 ? 0 : 8)).toBe(isMethod2 ? '00800000' : '3030');
  });

  test('and a card of another version is refused by its number', () => {
    const decision = open({ cryptogramVersion: '18' }).authorize(requested('10'));
    expect(decision).toMatchObject({ responseCode: '82', facts: { cryptogram: 'failed' } });
    expect(decision.facts['why']).toContain('names cryptogram version 0A');
  });

  test('and it is proven in the way of the published version 10', () => {
    const card = issuedCard(
      { cryptograms: masterKeyForCryptograms, ...masterKeysForScripts },
      account,
      cryptogramVersions['10'],
    );
    const marks = {
      counter: fromHex('001C'),
      unpredictableNumber: new Uint8Array(4),
      cryptogram: fromHex('29CCA15AE665FA2E'),
    };
    expect(toHex(card.responseCryptogram(marks, { word: fromHex('3030') }))).toBe('28993816AFAE4AEB');
  });
});

describe('an issuer that knows its cardholder’s PIN', () => {
  const withPin = (issuer: Issuer, pin: string, counterHex: string) =>
    issuer.authorize({ ...requested('14', counterHex), pin: entered(pin) });

  test('counts wrong ones, forgets them after a right one, and takes none after the third', () => {
    const issuer = open({ pin: '1234', balanceMinor: 1_000_000 });
    const codes = ['9999', '9998', '1234', '0000', '0000', '0000', '1234'].map(
      (pin, index) => withPin(issuer, pin, `00${30 + index}`).responseCode,
    );
    expect(codes).toEqual(['55', '55', '00', '55', '55', '55', '75']);
  });

  test('says that it has no key for a block of 16 bytes', () => {
    const pin = { block: new Uint8Array(16) };
    const decision = open({ pin: '1234' }).authorize({ ...requested('14'), pin });
    expect(decision).toMatchObject({ responseCode: '88', facts: { reason: 'pin-key-unknown' } });
  });
});

describe('an issuer with rules', () => {
  test.each([
    ['41', { status: 'lost' }],
    ['43', { status: 'stolen' }],
    ['61', { amountMaxMinor: 9998 }],
    ['65', { purchaseCountMax: 0 }],
    ['01', { referralFromMinor: 9999 }],
    ['00', { status: 'good', amountMaxMinor: 9999, purchaseCountMax: 1, referralFromMinor: 10_000 }],
  ] as const)('answers %s to %o', (responseCode, rules) => {
    expect(open({ rules }).authorize(requested('14')).responseCode).toBe(responseCode);
  });
});

describe('an issuer with something to tell the card', () => {
  test('sends one list of commands with each answer, in templates before and after the second cryptogram', () => {
    const issuer = open({
      cryptogramVersion: '18',
      scripts: [[{ kind: 'application-block' }, { kind: 'pin-change', pin: '9999', template: '71' }]],
    });
    issuer.orderScript(account.pan, [{ kind: 'card-block' }]);
    const answers = ['001C', '001D', '001E'].map((counter) => {
      const { field55 = new Uint8Array() } = issuer.authorize(requested('18', counter));
      return toHex(field55.slice(10));
    });
    expect(answers[0]).toMatch(
      /^71269F180480000001861D8424000218[0-9A-F]{48}72169F180480000001860D841E000008[0-9A-F]{16}$/u,
    );
    expect(answers[1]).toMatch(/^72169F180480000001860D8416000008[0-9A-F]{16}$/u);
    expect(answers[2]).toBe('');
  });

  test.each([
    ['0016', { kind: 'put-data', tag: fromHex('9F58'), value: Uint8Array.of(3) }, '04DA9F580903'],
    [
      '0016',
      { kind: 'update-record', shortFileIdentifier: 2, recordNumber: 1, record: fromHex('7000') },
      '04DC01140A7000',
    ],
    ['0016', { kind: 'pin-unblock' }, '8424000008'],
    ['0016', { kind: 'application-unblock' }, '8418000008'],
  ] as const)('writes header and data of each command', (counter, order, startHex) => {
    const { field55 = new Uint8Array() } = open({ scripts: [[order]] }).authorize(requested('14', counter));
    expect(toHex(field55)).toContain(startHex);
  });
});
