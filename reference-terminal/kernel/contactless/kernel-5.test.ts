import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import type { ContactSettings } from '../../contact-settings.ts';
import { fromHex, toHex } from '../bytes.ts';
import { directoryExchange, templateHex } from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';
import { encodeTlv } from '../tlv.ts';
import { fastConfiguration, fastNumberHex, performFast } from './fast-card.fixture.ts';
import { signingCard } from './signing-card.fixture.ts';

type Objects = readonly (readonly [tag: string, valueHex: string])[];

const aid = 'A0000000651010';
const panDigits = '3528000000000007';
const profileHex = '0180';
const list = '9F52019F53039F3704';
const cdol1 = '9F02069F370495059F5303';
const encoded = (objects: Objects): string =>
  objects.map(([tag, valueHex]) => toHex(encodeTlv(tag, fromHex(valueHex)))).join('');
const record: Objects = [
  ['57', `${panDigits}D30122010000000000`],
  ['5F24', '301231'],
  ['5F28', '0840'],
  ['9F07', 'FFC0'],
  ['8C', cdol1],
  ['9F4A', '82'],
  ['9F0D', '0000000000'],
  ['9F0E', '0000000000'],
  ['9F0F', '0000000000'],
];
const cid = { AAC: '00', TC: '40', ARQC: '80' } as const;

/** How a card of the JCB style behaves, for one test. */
interface Plan {
  readonly answers?: keyof typeof cid;
  readonly statusHex?: string;
  readonly listHex?: string;
  readonly profileHex?: string;
  readonly locatorHex?: string;
  readonly optionsStatus?: string;
  readonly recordStatus?: string;
  readonly recordChanges?: Readonly<Record<string, string | undefined>>;
  readonly hasNoKey?: boolean;
  readonly cryptogramStatus?: string;
  readonly answerWithout?: string;
  readonly signature?: 'none' | 'other-answer' | 'other-type';
  /** What GENERATE AC must look like. */
  readonly expectsParameter?: string;
  readonly expectsResults?: string;
  readonly expectsProfile?: string;
}

function recordHex(plan: Plan): string {
  const { recordChanges = {} } = plan;
  const kept = record.filter(([tag]) => !(tag in recordChanges));
  const added = Object.entries(recordChanges).flatMap(([tag, value]) =>
    value === undefined ? [] : [[tag, value] as const],
  );
  return encoded([...kept, ...added]);
}

/** Everything that the card says after its selection, with the commands that it must hear. */
function exchanges(plan: Plan, amountHex: string): readonly ScriptedExchange[] {
  const content = recordHex(plan);
  const keys = signingCard({ ridHex: aid.slice(0, 10), panDigits, staticDataHex: content + profileHex });
  const { answers = 'ARQC', statusHex = '00', expectsProfile = '700000', expectsResults = '0000000000' } = plan;
  const canSign = plan.hasNoKey !== true && (plan.profileHex ?? profileHex) === profileHex;
  const options = encoded([
    ['82', plan.profileHex ?? profileHex],
    ['94', plan.locatorHex ?? '0801010110010200'],
  ]);
  const risk = `${amountHex}${fastNumberHex}${expectsResults}${expectsProfile}`;
  const plain: Objects = (
    [
      ['9F27', cid[answers]],
      ['9F36', '0001'],
      ['9F10', '0110A000032200000000000000000000'],
      ['9F50', statusHex],
    ] as const
  ).filter(([tag]) => tag !== plan.answerWithout);
  const hash = createHash('sha1')
    .update(fromHex(`02700000${fastNumberHex}${risk}${encoded(plain)}${plan.signature === 'other-answer' ? '00' : ''}`))
    .digest('hex')
    .toUpperCase();
  const signedType = plan.signature === 'other-type' ? 'C0' : cid[answers];
  const dynamic = `0411223344${signedType}0102030405060708${hash}`;
  const proof: Objects =
    canSign && answers !== 'AAC'
      ? plan.signature === 'none'
        ? []
        : [['9F4B', keys.sign(dynamic, fastNumberHex)]]
      : [['9F26', '0102030405060708']];
  const asked = plan.expectsParameter ?? (canSign ? '90' : '80');
  return [
    [/^80A8/, plan.optionsStatus ?? `${templateHex('77', options)}9000`],
    ['00B2010C00', plan.recordStatus ?? `${templateHex('70', content)}9000`],
    ['00B2011400', `${templateHex('70', plan.hasNoKey === true ? '5F20024142' : keys.issuerObjects)}9000`],
    ['00B2021400', `${templateHex('70', plan.hasNoKey === true ? '9F42020840' : keys.cardObjects)}9000`],
    [`80AE${asked}0012${risk}00`, plan.cryptogramStatus ?? `${templateHex('77', encoded([...plain, ...proof]))}9000`],
  ];
}

async function perform(
  plan: Plan,
  terms: {
    readonly amountMinor?: number;
    readonly kind?: 'refund';
    readonly isPresentedAgain?: boolean;
    readonly application?: Partial<ContactlessApplication>;
    readonly changes?: Partial<TerminalConfiguration>;
  } = {},
) {
  const amountMinor = terms.amountMinor ?? 1_000;
  const amountHex = String(amountMinor).padStart(12, '0');
  const directory = directoryExchange([[['4F', aid]]]);
  const information = templateHex('A5', templateHex('9F38', plan.listHex ?? list));
  const keys = signingCard({ ridHex: aid.slice(0, 10), panDigits, staticDataHex: '' });
  const application = {
    aidHex: aid,
    kernelId: 5,
    kernel5: { terminalInterchangeProfileHex: '700000' },
    ...terms.application,
  };
  const opening: readonly ScriptedExchange[] = [
    directory,
    [/^00A4/, `${templateHex('6F', templateHex('84', aid) + information)}9000`],
  ];
  const again =
    terms.isPresentedAgain === true ? [...opening, ...exchanges({ expectsParameter: '50' }, amountHex)] : [];
  const { terminal, outcome } = await performFast([...exchanges(plan, amountHex), ...again], {
    opening,
    ...(terms.isPresentedAgain === true && { script: { polls: ['card', 'no-card', 'card'] } }),
    configuration: fastConfiguration(application, {
      terminalCapabilitiesHex: 'E0F8C8',
      terminalTypeHex: '22',
      certificationAuthorityKeys: [keys.authorityKey],
      countryCode: '840',
      ...terms.changes,
    }),
    request: { amountMinor, ...(terms.kind !== undefined && { kind: terms.kind }) },
  });
  const data = 'data' in outcome ? outcome.data : undefined;
  return {
    kind: outcome.kind,
    reason: 'reason' in outcome ? outcome.reason : undefined,
    cvm: data?.cardholderVerification,
    results: toHex(data?.objects.get('95') ?? new Uint8Array()),
    verification: toHex(data?.objects.get('9F34') ?? new Uint8Array()),
    cryptogram: toHex(data?.objects.get('9F26') ?? new Uint8Array()),
    left: terminal.leftExchangeCount(),
  };
}

describe('kernel 5: the way to the cryptogram', () => {
  test('an approval offline is signed, and holds its cryptogram in the signature', async () => {
    expect(await perform({ answers: 'TC', expectsParameter: '50' })).toEqual({
      kind: 'approved',
      reason: undefined,
      cvm: 'none',
      results: '0000000000',
      verification: '1F0002',
      cryptogram: '0102030405060708',
      left: 0,
    });
  });

  test('the card that would rather go online does', async () => {
    expect(await perform({ expectsParameter: '50' })).toMatchObject({ kind: 'online-request', left: 0 });
  });

  test('from the floor limit on the reader asks for an ARQC', async () => {
    const plan = { statusHex: '10', expectsProfile: 'F00000', expectsResults: '0000008000' };
    const outcome = await perform(plan, { amountMinor: 5_000, application: { terminalActionCodes: codes } });
    expect(outcome).toMatchObject({ kind: 'online-request', results: '0000008000', left: 0 });
  });

  const codes = { denialHex: '0440000000', onlineHex: 'FC509C8800', defaultHex: 'FC509C8800' };

  test('a card without combined authentication is asked without a signature', async () => {
    const plan = { profileHex: '0080', expectsResults: '8000000000' };
    const outcome = await perform(plan, { application: { terminalActionCodes: codes } });
    expect(outcome).toMatchObject({ kind: 'online-request', results: '8000000000', left: 0 });
  });

  test('a card whose keys are missing is declined by the action codes, without GENERATE AC', async () => {
    const outcome = await perform({ hasNoKey: true }, { application: { terminalActionCodes: codes } });
    expect(outcome).toMatchObject({
      kind: 'declined',
      reason: 'offline-data-authentication-failed',
      results: '2400000000',
      left: 1,
    });
  });

  test.each([
    ['all three', {}, '50'],
    ['two of three', { '9F0E': undefined }, '90'],
  ])('the issuer’s action codes count when there are %s', async (_name, recordChanges, expectsParameter) => {
    const plan = {
      recordChanges: { '5F24': '250131', ...recordChanges },
      expectsParameter,
      expectsResults: '0040000000',
    };
    const none = { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' };
    const outcome = await perform(plan, { application: { terminalActionCodes: none } });
    expect(outcome).toMatchObject({ results: '0040000000', left: 0 });
  });

  test('a difference of versions is none of this kernel’s', async () => {
    const plan = { recordChanges: { '9F08': '7777' }, expectsParameter: '50' };
    expect(await perform(plan)).toMatchObject({ results: '0000000000', left: 0 });
  });

  test.each([
    ['with the issuer’s country', {}, '0010000000'],
    ['without it', { '5F28': undefined }, '0000000000'],
  ])('usage control counts %s', async (_name, changes, expectsResults) => {
    const plan = { recordChanges: { '9F07': '0000', ...changes }, expectsParameter: '50', expectsResults };
    const none = { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' };
    expect(await perform(plan, { application: { terminalActionCodes: none } })).toMatchObject({ left: 0 });
  });
});

describe('kernel 5: what the reader asks for', () => {
  const none = { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' };

  test('a refund asks for an AAC, which goes to the host, and requires no verification', async () => {
    const plan = { answers: 'AAC', expectsParameter: '00' } as const;
    const outcome = await perform(plan, { kind: 'refund', amountMinor: 4_000 });
    expect(outcome).toMatchObject({ kind: 'online-request', cvm: 'none', left: 0 });
  });

  test('a card on the exception file raises its bit', async () => {
    const contact: ContactSettings = {
      applications: [],
      terminalCapabilitiesHex: 'E0F8C8',
      usesDirectory: true,
      combinedAuthenticationMode: 1,
      allowsPinBypass: false,
      keepsTransactionLog: false,
      exceptionFile: [{ panDigits }],
    };
    const plan = { expectsParameter: '50', expectsResults: '1000000000' };
    const outcome = await perform(plan, { application: { terminalActionCodes: none }, changes: { contact } });
    expect(outcome).toMatchObject({ results: '1000000000', left: 0 });
  });

  test('a reader that never goes online goes by the default codes', async () => {
    const plan = { recordChanges: { '5F24': '250131' }, expectsParameter: '50' };
    const terminalActionCodes = { ...none, defaultHex: '0040000000' };
    const outcome = await perform(plan, { application: { terminalActionCodes }, changes: { terminalTypeHex: '23' } });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'expired-application', results: '0040000000', left: 1 });
  });

  test('a reader that always goes online asks for an ARQC', async () => {
    const outcome = await perform({}, { changes: { terminalTypeHex: '21' } });
    expect(outcome).toMatchObject({ kind: 'online-request', left: 0 });
  });
});

describe('kernel 5: gives way to the next application', () => {
  test.each([
    ['of the legacy mode', { listHex: '9F3704' }, 'legacy-card'],
    ['that refuses to start', { optionsStatus: '6985' }, 'initiation-refused'],
    ['that refuses to start in another way', { optionsStatus: '6986' }, 'initiation-refused'],
    ['whose answer is broken', { optionsStatus: '770382029000' }, 'card-data-error'],
    ['of mag-stripe mode', { profileHex: '0100' }, 'mag-stripe-card'],
    ['without file locator', { locatorHex: '' }, 'card-data-missing'],
    ['whose record is refused', { recordStatus: '6A83' }, 'card-status-error'],
    ['whose record is broken', { recordStatus: '700382029000' }, 'card-data-error'],
    ['without risk list', { recordChanges: { '8C': undefined } }, 'card-data-missing'],
    ['without track 2', { recordChanges: { 57: undefined } }, 'card-data-missing'],
    ['without expiry', { recordChanges: { '5F24': undefined } }, 'card-data-missing'],
    ['that refuses GENERATE AC', { cryptogramStatus: '6985', expectsParameter: '50' }, 'card-status-error'],
  ])('a card %s', async (_name, plan, reason) => {
    expect(await perform(plan)).toMatchObject({ kind: 'end-application', reason });
  });

  test('a card that wants its holder to look at the own device is presented again', async () => {
    const plan = { cryptogramStatus: '6986', expectsParameter: '50' };
    expect(await perform(plan, { isPresentedAgain: true })).toMatchObject({ kind: 'online-request', left: 0 });
  });

  test('a card that wants its contacts with GENERATE AC is sent there', async () => {
    expect(await perform({ cryptogramStatus: '6984', expectsParameter: '50' })).toMatchObject({
      kind: 'try-another-interface',
      reason: 'contact-wanted-by-card',
    });
  });
});

describe('kernel 5: declines', () => {
  const online = { expectsParameter: '50' } as const;

  test.each([
    ['with an AAC', { answers: 'AAC', ...online }, 'declined-by-card', '0000000000'],
    ['without word of its holder', { answerWithout: '9F50', ...online }, 'card-data-missing', '0000000000'],
    ['without counter', { answerWithout: '9F36', ...online }, 'card-data-missing', '0000000000'],
    [
      'that signs another answer',
      { signature: 'other-answer', ...online },
      'offline-data-authentication-failed',
      '0400000000',
    ],
    [
      'that signs another type',
      { signature: 'other-type', ...online },
      'offline-data-authentication-failed',
      '0400000000',
    ],
    ['that does not sign', { signature: 'none', ...online }, 'offline-data-authentication-failed', '0400000000'],
    [
      'on the holder’s word of a way without name',
      { statusHex: '40', ...online },
      'cardholder-verification-failed',
      '0000000000',
    ],
    [
      'with a PIN and an approval offline',
      { answers: 'TC', statusHex: '20', ...online },
      'cardholder-verification-failed',
      '0000000000',
    ],
  ] as const)('a card %s', async (_name, plan, reason, results) => {
    expect(await perform(plan)).toMatchObject({ kind: 'declined', reason, results, left: 0 });
  });

  test('an approval that was not asked for', async () => {
    const plan = {
      answers: 'TC',
      statusHex: '10',
      expectsProfile: 'F00000',
      expectsResults: '0000008000',
      expectsParameter: '90',
    } as const;
    const terminalActionCodes = { denialHex: '0440000000', onlineHex: 'FC509C8800', defaultHex: 'FC509C8800' };
    const outcome = await perform(plan, { amountMinor: 5_000, application: { terminalActionCodes } });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'cryptogram-stronger-than-requested' });
  });
});

describe('kernel 5: how the card has its holder verified', () => {
  test.each([
    ['00', 1_000, '700000', 'online-request', 'none', '1F0002'],
    ['00', 3_000, '700000', 'declined', 'none', '000000'],
    ['10', 3_000, '700000', 'online-request', 'signature', '1E0000'],
    ['10', 3_000, '300000', 'declined', 'none', '000000'],
    ['20', 3_000, '700000', 'online-request', 'online-pin', '020000'],
    ['20', 3_000, '500000', 'declined', 'none', '000000'],
    ['30', 3_000, '700000', 'online-request', 'device', '010002'],
    ['3F', 1_000, '700000', 'online-request', 'device', '010002'],
    ['30', 3_000, '600000', 'declined', 'none', '000000'],
  ])('%s for %i with a reader of 9F53 %s', async (statusHex, amountMinor, readerHex, kind, cvm, verification) => {
    const profile =
      amountMinor < 3_000 ? readerHex : toHex(fromHex(readerHex).map((byte, at) => (at === 0 ? byte | 0x80 : byte)));
    const plan = {
      statusHex,
      profileHex: '0080',
      expectsProfile: profile,
      expectsResults: '8000000000',
      expectsParameter: '80',
    };
    const terminalActionCodes = { denialHex: '0000000000', onlineHex: 'FC509C8800', defaultHex: 'FC509C8800' };
    const application = { terminalActionCodes, kernel5: { terminalInterchangeProfileHex: readerHex } };
    expect(await perform(plan, { amountMinor, application })).toMatchObject({ kind, cvm, verification, left: 0 });
  });
});
