import { describe, expect, test } from 'vitest';
import type { ContactlessApplication } from '../../configuration.ts';
import { directoryExchange, templateHex } from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';
import { fastAuthorityKey, fastCard, fastConfiguration, performFast } from './fast-card.fixture.ts';
import type { FastCardPlan } from './fast-card.fixture.ts';

const aid = 'A000000333010101';
/** No kernel identifier: Book B table 3-6 has the provider decide. */
const directory = directoryExchange([[['4F', aid]]]);
const selection = (listHex = '9F66049F02069F03069F37045F2A029C019F1A02'): ScriptedExchange => [
  /^00A4/,
  `${templateHex('6F', [
    ['84', aid],
    ['A5', templateHex('9F38', listHex)],
  ])}9000`,
];
/** Contact chip, PIN, signature; fDDA 01. */
const bothWays = '36000080';

type Terms = { readonly amountMinor?: number; readonly application?: Partial<ContactlessApplication> };

function perform(plan: FastCardPlan, terms: Terms = {}) {
  return performScript([directory, selection()], fastCard({ relatedTailHex: '00', ...plan }), terms);
}

async function performScript(
  opening: readonly ScriptedExchange[],
  exchanges: readonly ScriptedExchange[],
  terms: Terms = {},
) {
  const application = { aidHex: 'A00000033301', kernelId: 7, terminalTransactionQualifiersHex: bothWays };
  const { outcome, terminal } = await performFast(exchanges, {
    opening,
    configuration: fastConfiguration(
      { ...application, ...terms.application },
      { certificationAuthorityKeys: [fastAuthorityKey('A000000333')] },
    ),
    request: { amountMinor: terms.amountMinor ?? 1_000 },
  });
  const cvm = 'data' in outcome ? outcome.data.cardholderVerification : undefined;
  return { kind: outcome.kind, reason: 'reason' in outcome ? outcome.reason : undefined, cvm, terminal };
}

describe("kernel 7: the card's decision", () => {
  test.each([
    ['ARQC', {}, 'online-request'],
    ['TC', { signs: 'well' }, 'approved'],
    ['AAC', {}, 'declined'],
  ] as const)('with %s is %o: %s', async (answers, more, kind) => {
    expect(await perform({ answers, ...more })).toMatchObject({ kind });
  });

  test('is not read any further after an AAC', async () => {
    const { terminal } = await perform({ answers: 'AAC', signs: 'well' });
    expect(terminal.leftExchangeCount()).toBe(3);
  });

  // The published reader forms tag 9F27 of byte 5, bits 6 and 5 of tag 9F10.
  test.each([
    ['07010103800000', { kind: 'declined', reason: 'declined-by-card' }],
    ['07010103900000', { kind: 'approved' }],
    ['07010103A00000', { kind: 'online-request' }],
    ['07010103B00000', { kind: 'declined', reason: 'undefined-cryptogram' }],
  ])('without information data is read from the issuer data %s', async (issuerDataHex, expected) => {
    const changes = { '9F27': undefined, '9F10': issuerDataHex };
    expect(await perform({ signs: 'well', changes })).toMatchObject(expected);
  });

  test.each([
    ['ARQC', '57'],
    ['ARQC', '9F36'],
    ['ARQC', '9F10'],
    ['TC', '94'],
    ['TC', '9F26'],
  ] as const)('with %s needs %s', async (answers, tag) => {
    const { kind, reason } = await perform({ answers, signs: 'well', changes: { [tag]: undefined } });
    expect({ kind, reason }).toEqual({ kind: 'end-application', reason: 'card-data-missing' });
  });

  test('takes the product identification (9F63) of 16 bytes', async () => {
    expect(await perform({ changes: { '9F63': '00'.repeat(16) } })).toMatchObject({ kind: 'online-request' });
  });
});

describe('kernel 7: initiation', () => {
  test.each([
    ['asks for other things', '9F02069F3704'],
    ['asks for nothing', ''],
  ])('gives way to the next application when the card %s', async (_name, listHex) => {
    expect(await performScript([directory, selection(listHex)], [])).toMatchObject({
      reason: 'qualifiers-not-asked-for',
    });
  });

  test.each([
    ['6985', bothWays, { kind: 'try-another-interface', reason: 'initiation-refused' }],
    ['6984', bothWays, { kind: 'try-another-interface', reason: 'initiation-refused' }],
    ['6985', '26000080', { kind: 'end-application', reason: 'card-status-error' }],
    ['6986', '26000080', { kind: 'end-application', reason: 'see-phone' }],
  ])(
    'refused with %s under 9F66 %s ends in its own way',
    async (status, terminalTransactionQualifiersHex, expected) => {
      const result = await performScript([directory, selection()], [[/^80A8/, status]], {
        application: { terminalTransactionQualifiersHex },
      });
      expect(result).toMatchObject(expected);
    },
  );
});

describe('kernel 7: verification', () => {
  // Rows as the published reader has them: 9F6C, 9F66, amount (limit 3000), then method or decline.
  test.each([
    ['8000', bothWays, 3_000, 'online-pin'],
    ['C000', bothWays, 3_000, 'online-pin'],
    ['8000', bothWays, 1_000, 'online-pin'],
    ['C000', '32000080', 1_000, 'failed'],
    ['8080', '32000080', 3_000, 'device'],
    ['4000', '32000080', 1_000, 'signature'],
    ['4000', '34000080', 1_000, 'failed'],
    ['0080', bothWays, 3_000, 'device'],
    ['0000', bothWays, 3_000, 'failed'],
    ['0000', bothWays, 2_999, 'none'],
    [undefined, bothWays, 2_999, 'none'],
    [undefined, bothWays, 3_000, 'signature'],
    [undefined, '34000080', 3_000, 'online-pin'],
    [undefined, '30000080', 3_000, 'failed'],
  ])('by qualifiers %s under 9F66 %s at %i: %s', async (qualifiersHex, hex, amountMinor, method) => {
    const plan = qualifiersHex === undefined ? {} : { qualifiersHex };
    const { kind, cvm } = await perform(plan, { amountMinor, application: { terminalTransactionQualifiersHex: hex } });
    expect({ kind, cvm }).toEqual({ kind: method === 'failed' ? 'declined' : 'online-request', cvm: method });
  });

  test('with a PIN goes online even with a TC', async () => {
    expect(await perform({ answers: 'TC', signs: 'well', qualifiersHex: '8000' })).toMatchObject({
      kind: 'online-request',
      cvm: 'online-pin',
    });
  });

  test('by a device of other qualifiers than the related ones declines', async () => {
    const plan = { answers: 'TC', signs: 'well', qualifiersHex: '0080', signedQualifiersHex: '8000' } as const;
    expect(await perform(plan)).toMatchObject({ kind: 'declined', reason: 'device-verification-contradicted' });
  });
});

describe('kernel 7: authentication of an approval', () => {
  test.each([
    ['0000', '36000080', { kind: 'declined', reason: 'offline-data-authentication-failed' }],
    ['2000', '36000080', { kind: 'online-request' }],
    ['2000', '3E000080', { kind: 'declined', reason: 'offline-data-authentication-failed' }],
    ['1000', '36000080', { kind: 'try-another-interface', reason: 'offline-data-authentication-failed' }],
    ['1000', '26000080', { kind: 'declined', reason: 'offline-data-authentication-failed' }],
  ])('that fails goes by the qualifiers %s and %s', async (qualifiersHex, hex, expected) => {
    const plan = { answers: 'TC', signs: 'badly', qualifiersHex } as const;
    expect(await perform(plan, { application: { terminalTransactionQualifiersHex: hex } })).toMatchObject(expected);
  });

  test.each([
    ['related data of seven bytes', { relatedTailHex: '' }],
    ['no dynamic authentication in its profile', { changes: { '82': '0000' } }],
    ['no related data', { changes: { '9F69': undefined } }],
  ])('fails with %s', async (_name, more) => {
    expect(await perform({ answers: 'TC', signs: 'well', ...more })).toMatchObject({
      kind: 'declined',
      reason: 'offline-data-authentication-failed',
    });
  });

  test('above the floor limit is not enough', async () => {
    const plan = { answers: 'TC', signs: 'well', amountHex: '000000006000' } as const;
    const application = { cvmRequiredLimitMinor: 9_000 };
    expect(await perform(plan, { amountMinor: 6_000, application })).toMatchObject({ kind: 'online-request' });
  });
});
