import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ContactlessApplication } from '../../configuration.ts';
import { fromHex, toHex } from '../bytes.ts';
import { directoryExchange, templateHex } from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';
import { encodeTlv } from '../tlv.ts';
import { fastConfiguration, fastNumberHex, performFast } from './fast-card.fixture.ts';
import { signingCard } from './signing-card.fixture.ts';

const aid = 'A0000001523010';
const panDigits = '36148900647913';
const profileHex = '0100';
const recordObjects = [
  ['5A', panDigits],
  ['5F24', '301231'],
  ['5F28', '0840'],
  ['9F07', 'FFC0'],
  ['9F4A', '82'],
] as const;
const encoded = (objects: readonly (readonly [string, string])[]): string =>
  objects.map(([tag, valueHex]) => toHex(encodeTlv(tag, fromHex(valueHex)))).join('');
const keys = signingCard({ ridHex: 'A000000152', panDigits, staticDataHex: encoded(recordObjects) + profileHex });
/** Contact chip, PIN, signature; device verification. */
const allWays = '36004000';
const cid = { AAC: '00', TC: '40', ARQC: '80' } as const;

/** How a card of the D-PAS style behaves, for one test. */
interface Plan {
  readonly answers?: keyof typeof cid;
  readonly requirementsHex?: string;
  /** What the reader's qualifiers are when the card signs. */
  readonly qualifiersHex?: string;
  readonly changes?: Readonly<Record<string, string | undefined>>;
  /** Objects that go along although they were not signed. */
  readonly unsigned?: string;
  readonly signedKind?: string;
  readonly selectExtra?: string;
  readonly recordChanges?: readonly (readonly [string, string])[];
}

function opening({ selectExtra = '' }: Plan): readonly ScriptedExchange[] {
  // No kernel identifier: Book B table 3-6 has the provider decide.
  const directory = directoryExchange([[['4F', aid]]]);
  const information = templateHex('A5', templateHex('9F38', '9F66049F02065F2A029F3704') + selectExtra);
  return [directory, [/^00A4/, `${templateHex('6F', templateHex('84', aid) + information)}9000`]];
}

function answer(plan: Plan, amountHex: string): readonly ScriptedExchange[] {
  const { answers = 'ARQC', requirementsHex = '0000', qualifiersHex = allWays } = plan;
  const objects: Record<string, string | undefined> = {
    82: profileHex,
    94: '0801010110010200',
    57: `${panDigits}D30122010000000000F`.slice(0, -1),
    '5F34': '01',
    '9F10': '0105A00000000000000000000000000000000000',
    '9F27': cid[answers],
    '9F36': '0001',
    '9F71': requirementsHex,
    ...plan.changes,
  };
  const plain = Object.entries(objects).flatMap(([tag, value]) => (value === undefined ? [] : [[tag, value] as const]));
  const answeredHex = encoded(plain);
  const sentHex = `${qualifiersHex}${amountHex}0036${fastNumberHex}`;
  const hash = createHash('sha1')
    .update(fromHex(sentHex + answeredHex))
    .digest('hex')
    .toUpperCase();
  const dynamicHex = `0411223344${plan.signedKind ?? cid[answers]}0102030405060708${hash}`;
  const proof =
    answers === 'TC'
      ? toHex(encodeTlv('9F4B', fromHex(keys.sign(dynamicHex, fastNumberHex))))
      : encoded([['9F26', '0102030405060708']]);
  const records: readonly ScriptedExchange[] = [
    ['00B2010C00', `${templateHex('70', encoded(plan.recordChanges ?? recordObjects))}9000`],
    ['00B2011400', `${templateHex('70', keys.issuerObjects)}9000`],
    ['00B2021400', `${templateHex('70', keys.cardObjects)}9000`],
  ];
  const whole = templateHex('77', answeredHex + proof + (plan.unsigned ?? ''));
  return [[/^80A8/, `${whole}9000`], ...(objects['94'] === undefined ? [] : records)];
}

async function perform(
  plan: Plan,
  terms: { readonly amountMinor?: number; readonly application?: Partial<ContactlessApplication> } = {},
  exchanges?: readonly ScriptedExchange[],
) {
  const amountMinor = terms.amountMinor ?? 1_000;
  const amountHex = String(amountMinor).padStart(12, '0');
  const application = { aidHex: aid, kernelId: 6, terminalTransactionQualifiersHex: allWays, ...terms.application };
  const { outcome } = await performFast(exchanges ?? answer(plan, amountHex), {
    opening: opening(plan),
    configuration: fastConfiguration(application, {
      certificationAuthorityKeys: [keys.authorityKey],
      countryCode: '840',
    }),
    request: { amountMinor },
  });
  const data = 'data' in outcome ? outcome.data : undefined;
  return {
    kind: outcome.kind,
    reason: 'reason' in outcome ? outcome.reason : undefined,
    cvm: data?.cardholderVerification,
    results: toHex(data?.objects.get('95') ?? new Uint8Array()),
    cryptogram: toHex(data?.objects.get('9F26') ?? new Uint8Array()),
  };
}

describe('kernel 6: the answer', () => {
  test('with an ARQC goes online, nothing authenticated', async () => {
    expect(await perform({})).toMatchObject({ kind: 'online-request', cvm: 'none', results: '8000000000' });
  });

  test('with a TC is approved by its signature, which holds the cryptogram', async () => {
    expect(await perform({ answers: 'TC' })).toEqual({
      kind: 'approved',
      reason: undefined,
      cvm: 'none',
      results: '0000000000',
      cryptogram: '0102030405060708',
    });
  });

  test('with an AAC declines', async () => {
    expect(await perform({ answers: 'AAC' })).toMatchObject({ kind: 'declined', reason: 'declined-by-card' });
  });

  test.each(['82', '9F36', '9F10', '9F27', '9F71'])('without %s gives way to the next application', async (tag) => {
    expect(await perform({ changes: { [tag]: undefined } })).toMatchObject({ reason: 'card-data-missing' });
  });

  test.each([
    ['a signature beside a plain cryptogram', { unsigned: '9F4B0101' }, 'card-data-error'],
    ['a plain cryptogram beside a signature', { answers: 'TC', unsigned: '9F26080102030405060708' }, 'card-data-error'],
    ['a kind of cryptogram that no book defines', { changes: { '9F27': 'C0' } }, 'card-data-error'],
    ['an offline balance of five bytes', { unsigned: 'D1050000000000' }, 'card-data-error'],
    ['a TC without records', { answers: 'TC', changes: { 94: undefined } }, 'card-data-missing'],
    ['neither records nor what stands for them', { changes: { 94: undefined } }, 'card-data-missing'],
    ['a wish for mag-stripe mode', { selectExtra: 'BF0C049F7D0100' }, 'mag-stripe-card'],
  ] as const)('with %s ends', async (_name, plan, reason) => {
    expect(await perform(plan)).toMatchObject({ kind: 'end-application', reason });
  });

  test('without records says the rest by itself, its expiry in track 2', async () => {
    const changes = { 94: undefined, '9F07': 'FFC0', '5F25': '200101', '9F08': '0001' };
    expect(await perform({ changes })).toMatchObject({ kind: 'online-request' });
    const old = { ...changes, 57: `${panDigits}D25022010000000000` };
    expect(await perform({ changes: old, requirementsHex: '0004' })).toMatchObject({ reason: 'expired-application' });
  });

  test.each([
    ['6984', { kind: 'try-another-interface', reason: 'contact-wanted-by-card' }],
    ['6985', { kind: 'end-application', reason: 'initiation-refused' }],
    ['6A81', { kind: 'end-application', reason: 'initiation-refused' }],
    ['6986', { kind: 'end-application', reason: 'see-phone' }],
  ])('refused with %s ends in its own way', async (status, expected) => {
    expect(await perform({}, {}, [[/^80A8/, status]])).toMatchObject(expected);
  });
});

describe('kernel 6: verification', () => {
  // Rows as the published reader's figures 19 and 20 have them: 9F71, 9F66, amount (limit 3000), then what comes of it.
  test.each([
    ['0000', '36', 2_999, 'none'],
    ['8000', '36', 2_999, 'online-pin'],
    ['C000', '36', 3_000, 'online-pin'],
    ['8002', '32', 3_000, 'signature'],
    ['8002', '30', 3_000, 'elsewhere'],
    ['8001', '32', 3_000, 'none'],
    ['C000', '32', 3_000, 'elsewhere'],
    ['C000', '22', 3_000, 'ended'],
    ['4000', '32', 1_000, 'signature'],
    ['4000', '30', 1_000, 'elsewhere'],
    ['4001', '30', 1_000, 'none'],
    ['0000', '36', 3_000, 'elsewhere'],
    ['0001', '36', 3_000, 'none'],
  ])('by requirements %s under 9F66 %s at %i: %s', async (requirementsHex, first, amountMinor, wanted) => {
    const application = { terminalTransactionQualifiersHex: `${first}004000` };
    const { kind, cvm, reason } = await perform({ requirementsHex }, { amountMinor, application });
    const expected =
      wanted === 'elsewhere'
        ? { kind: 'try-another-interface', cvm: undefined, reason: 'cardholder-verification-failed' }
        : wanted === 'ended'
          ? { kind: 'end-application', cvm: undefined, reason: 'cardholder-verification-failed' }
          : { kind: 'online-request', cvm: wanted, reason: undefined };
    expect({ kind, cvm, reason }).toEqual(expected);
  });

  test.each([
    ['02', '1000', { kind: 'online-request', cvm: 'device' }],
    ['03', '1000', { kind: 'end-application', reason: 'cardholder-verification-failed' }],
    ['00', '1000', { kind: 'end-application', reason: 'cardholder-verification-failed' }],
    ['03', '1002', { kind: 'online-request', cvm: 'signature' }],
    ['03', '1001', { kind: 'online-request', cvm: 'none' }],
  ])('by a device whose results are %s with requirements %s', async (results, requirementsHex, expected) => {
    const changes = { '9F10': `0105A0${results}00000000000000000000000000000000` };
    expect(await perform({ requirementsHex, changes }, { amountMinor: 3_000 })).toMatchObject(expected);
  });

  test('by a device counts only for a reader that knows it', async () => {
    const changes = { '9F10': '0105A00200000000000000000000000000000000' };
    const application = { terminalTransactionQualifiersHex: '36000000' };
    const plan = { requirementsHex: '1000', changes };
    expect(await perform(plan, { amountMinor: 3_000, application })).toMatchObject({ kind: 'try-another-interface' });
  });

  test('with a PIN goes online even with a TC', async () => {
    const result = await perform({ answers: 'TC', requirementsHex: '8000' });
    expect(result).toMatchObject({ kind: 'online-request', cvm: 'online-pin', results: '0000040000' });
  });
});

describe('kernel 6: what becomes of an approval', () => {
  test.each([
    ['that was changed on its way', { unsigned: '9F5D01FF' }],
    ['whose signature says another kind', { signedKind: '80' }],
    ['whose reader was told otherwise', { qualifiersHex: '32004000' }],
    [
      'whose records were not signed so',
      { recordChanges: [...recordObjects.slice(0, 3), ['9F07', 'FF00'], ['9F4A', '82']] },
    ],
  ] as const)('%s is declined, or goes to the slot if the card says so', async (_name, plan) => {
    const reason = 'offline-data-authentication-failed';
    expect(await perform({ answers: 'TC', ...plan })).toMatchObject({
      kind: 'declined',
      reason,
      results: '0400000000',
    });
    const toSlot = await perform({ answers: 'TC', ...plan, requirementsHex: '0020' });
    expect(toSlot).toMatchObject({ kind: 'try-another-interface', reason });
  });

  test('is not enough above the floor limit', async () => {
    const plan = { answers: 'TC', qualifiersHex: '36804000' } as const;
    expect(await perform(plan, { amountMinor: 6_000, application: { cvmRequiredLimitMinor: 9_000 } })).toMatchObject({
      kind: 'declined',
      reason: 'online-cryptogram-not-given',
    });
  });

  const withDates = (expiry: string, effective: string) =>
    [
      ['5A', panDigits],
      ['5F24', expiry],
      ['5F25', effective],
      ['5F28', '0840'],
      ['9F07', 'FFC0'],
      ['9F4A', '82'],
    ] as const;

  test.each([
    ['250101', '200101', '0004', { kind: 'declined', reason: 'expired-application' }],
    ['250101', '200101', '0008', { kind: 'online-request' }],
    ['250101', '200101', '0000', { kind: 'online-request' }],
    ['301231', '291231', '0000', { kind: 'online-request', results: '8020000000' }],
  ])(
    'an ARQC of a card good to %s from %s with requirements %s',
    async (expiry, effective, requirementsHex, expected) => {
      const recordChanges = withDates(expiry, effective);
      expect(await perform({ requirementsHex, recordChanges })).toMatchObject(expected);
    },
  );

  test('an offline-only reader sends it elsewhere or declines it', async () => {
    const application = { terminalTransactionQualifiersHex: '3E004000' };
    expect(await perform({}, { application })).toMatchObject({ kind: 'declined', reason: 'unable-to-go-online' });
    expect(await perform({ requirementsHex: '0080' }, { application })).toMatchObject({
      kind: 'try-another-interface',
      reason: 'unable-to-go-online',
    });
  });
});
