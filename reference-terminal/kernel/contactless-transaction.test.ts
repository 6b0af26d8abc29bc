import { describe, expect, test } from 'vitest';
import { performContactless } from './contactless-transaction.ts';
import { pollPauseMs } from './contactless/polling.ts';
import {
  aid,
  card,
  cardWithoutCryptogram,
  configured,
  declined,
  directory,
  march2012Ms,
  objectHex,
  october2014Ms,
  perform,
  recordedNumberHex,
} from './recorded-card.fixture.ts';
import type { KernelOutcome } from './outcome.ts';
import { recordedOfflineApproval, recordedOnlineRequest } from './recorded-transactions.table.ts';
import type { RecordedTransaction } from './recorded-transactions.table.ts';
import {
  directoryExchange,
  kernelRequest,
  scriptedTerminal,
  templateHex,
  terminalConfiguration,
} from './scripted-terminal.fixture.ts';
import type { ScriptedExchange } from './scripted-terminal.fixture.ts';

const selectionAnswer = recordedOfflineApproval.exchanges[0]?.[1] ?? '';

describe('recorded transactions of other terminals', () => {
  test('replay to the byte: offline approval with combined signature', async () => {
    const { terminal, outcome } = await perform({ exchanges: card });
    expect(outcome.kind).toBe('approved');
    expect(objectHex(outcome, '9F26')).toBe(recordedOfflineApproval.recovered.applicationCryptogramHex);
    expect(objectHex(outcome, '9F34')).toBe('5E0300');
    expect('data' in outcome && outcome.data.cardholderVerification).toBe('signature');
    expect([objectHex(outcome, '95'), objectHex(outcome, '9B')]).toEqual(['0000000000', 'E800']);
    expect(terminal.leftExchangeCount()).toBe(0);
    expect(terminal.releaseCount()).toBe(1);
  });

  test('replay to the byte: online request with combined signature and PDOL', async () => {
    const recorded: RecordedTransaction = recordedOnlineRequest;
    const exchanges = [
      directoryExchange([
        [
          ['4F', 'A000000025010403'],
          ['9F2A', '02'],
        ],
      ]),
      ...recorded.exchanges,
    ];
    const configuration = terminalConfiguration({
      terminalTypeHex: 'EA',
      terminalCapabilitiesHex: 'E048C8',
      certificationAuthorityKeys: [{ ...recorded.authorityKey, expiry: '201231' }],
      application: { aidHex: 'A00000002501', floorLimitMinor: 10_000, applicationVersionNumberHex: '0001' },
    });
    const script = { exchanges, nowMs: october2014Ms, randomHex: ['327273B9'] };
    const { outcome } = await perform(script, { configuration, request: { amountMinor: 12_000 } });
    expect(outcome.kind).toBe('online-request');
    expect(objectHex(outcome, '9F26')).toBe(recorded.recovered.applicationCryptogramHex);
    expect(objectHex(outcome, '95')).toBe('0000048000');
  });
});

describe('the data record', () => {
  test('holds what host message and receipt need', async () => {
    const { outcome } = await perform({ exchanges: card });
    const needed =
      '9F26 9F27 9F10 9F37 9F36 95 9A 9C 9F02 9F03 5F2A 82 9F1A 9F33 9F34 9F35 9F1E 84 9F41 5F34 9F09 5A 57 5F24 9F21 9B 50 9F06';
    expect(needed.split(' ').filter((tag) => objectHex(outcome, tag) === undefined)).toEqual([]);
    expect(['9A', '9F21', '9F02', '9F41', '9F1E', '9C'].map((tag) => objectHex(outcome, tag))).toEqual([
      '120315',
      '074104',
      '000000010001',
      '00000007',
      '4946443030303031',
      '00',
    ]);
  });

  test("keeps the terminal's own data when a record of the card holds copies of it", async () => {
    const record = templateHex('70', [
      ['5A', '5413330089600044'],
      ['5F24', '141231'],
      ['8C', '9F0206'],
      ['9F02', '000000000001'],
      ['95', 'FFFFFFFFFF'],
      ['8A', '3030'],
    ]);
    const exchanges: ScriptedExchange[] = [
      ...card.slice(0, 2),
      [/^80A8/, `${templateHex('77', '82021080940408010100')}9000`],
      [/^00B2010C/, `${record}9000`],
      ['80AE80000600000001000100', declined],
    ];
    const configuration = configured({}, { terminalTypeHex: '21' });
    const { outcome } = await perform({ exchanges }, { configuration });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'declined-by-card' });
    expect(['9F02', '95', '8A'].map((tag) => objectHex(outcome, tag))).toEqual([
      '000000010001',
      'A000000000',
      undefined,
    ]);
  });

  test('never shows PAN or track data in the steps that are watched', async () => {
    const { terminal } = await perform({ exchanges: card });
    expect(terminal.steps.map(({ step }) => step)).toEqual([
      'pre-processing',
      'selected',
      'initiated',
      'records-read',
      'offline-data-authentication',
      'restrictions',
      'cardholder-verification',
      'risk',
      'action-analysis',
      'cryptogram',
      'outcome',
    ]);
    expect(JSON.stringify(terminal.steps)).not.toContain('5413330089600044');
    expect(terminal.steps.at(-1)?.facts).toMatchObject({ kind: 'approved', reason: 'approved-offline' });
  });
});

describe('limits', () => {
  test.each([
    [10_001, 'try-another-interface'],
    [10_002, 'approved'],
  ])('a contactless limit of %i makes an amount of 10001 end in %s', async (transactionLimitMinor, kind) => {
    const { terminal, outcome } = await perform(
      { exchanges: card },
      { configuration: configured({ transactionLimitMinor }) },
    );
    expect(outcome.kind).toBe(kind);
    expect(terminal.commandsHex.length > 0).toBe(kind === 'approved');
  });

  test('an amount equal to the CVM required limit needs no verification', async () => {
    const exchanges = [...cardWithoutCryptogram, [/^80AE50.*1F030200$/, '6985'] as const];
    const { terminal } = await perform({ exchanges }, { configuration: configured({ cvmRequiredLimitMinor: 10_001 }) });
    const verified = terminal.steps.find(({ step }) => step === 'cardholder-verification');
    expect(verified?.facts['9F34']).toBe('1F0302');
  });
});

describe('a card that leaves', () => {
  const gone = { kind: 'card-gone' } as const;
  // Commands up to and with GENERATE AC: the card may leave at each of them.
  test.each(card.map(([command], index) => [index, String(command).slice(0, 8)] as const))(
    'at command %i (%s) may be presented again and is then approved once',
    async (index) => {
      const exchanges = [...card.slice(0, index), [card[index]?.[0] ?? '', gone] as const, ...card];
      const randomHex = index < 2 ? [recordedNumberHex] : [recordedNumberHex, recordedNumberHex];
      const { terminal, outcome } = await perform({ exchanges, randomHex, polls: ['card', 'no-card', 'card'] });
      expect(outcome.kind).toBe('approved');
      expect(terminal.displays).toEqual(expect.arrayContaining(['PRESENT CARD', 'PRESENT CARD AGAIN', 'CARD READ OK']));
      expect(terminal.releaseCount()).toBe(2);
    },
  );

  test('uses another unpredictable number when it is presented again', async () => {
    const exchanges = [
      ...cardWithoutCryptogram,
      [new RegExp(`^80AE50.*${recordedNumberHex}`), gone] as const,
      ...cardWithoutCryptogram,
      [/^80AE50.*AABBCCDD/, { kind: 'timed-out' }] as const,
    ];
    const script = { exchanges, randomHex: [recordedNumberHex, 'AABBCCDD'], polls: ['card', 'card'] } as const;
    const { outcome } = await perform(script);
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-removed' });
  });

  test('and never comes back ends the transaction when the time is up', async () => {
    const { terminal, outcome } = await perform({ exchanges: [[/^00A4/, gone]] });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-removed' });
    expect(terminal.clock.nowMs() - march2012Ms).toBe(1_000);
  });
});

describe('the field', () => {
  test('that stays empty ends the transaction when the time is up', async () => {
    const { terminal, outcome } = await perform({ polls: [] });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'no-card-presented' });
    expect(terminal.clock.nowMs() - march2012Ms).toBe(1_000);
    expect(terminal.releaseCount()).toBe(1);
  });

  test('with several cards asks once for a single one and goes on', async () => {
    const polls = ['no-card', 'collision', 'collision', 'card'] as const;
    const { terminal, outcome } = await perform({ exchanges: card, polls });
    expect(outcome.kind).toBe('approved');
    expect(terminal.displays.slice(0, 2)).toEqual(['PRESENT CARD', 'PRESENT ONE CARD ONLY']);
    expect(terminal.displays.filter((text) => text === 'PRESENT ONE CARD ONLY')).toHaveLength(1);
    expect(terminal.clock.nowMs() - march2012Ms).toBe(3 * pollPauseMs);
  });

  test('without a reader ends the transaction', async () => {
    const ended = { kind: 'end-application', reason: 'reader-gone' };
    expect((await perform({ polls: ['reader-gone'] })).outcome).toMatchObject(ended);
    expect((await perform({ exchanges: [[/^00A4/, { kind: 'reader-gone' }]] })).outcome).toMatchObject(ended);
  });

  test('is left at once when the transaction is cancelled', async () => {
    const terminal = scriptedTerminal({ exchanges: card });
    const cancel = new AbortController();
    const reason = new Error('cashier cancelled');
    const contactless = {
      ...terminal.contactless,
      poll: () => {
        cancel.abort(reason);
        return Promise.resolve({ kind: 'card' } as const);
      },
    };
    const performing = performContactless({ ...terminal, contactless }, configured(), kernelRequest(), cancel.signal);
    await expect(performing).rejects.toBe(reason);
    expect(terminal.commandsHex).toEqual([]);
    expect(terminal.releaseCount()).toBe(1);
  });
});

describe('outcome parameters', () => {
  const messageOf = (outcome: KernelOutcome) => outcome.parameters?.userInterfaceOnOutcome?.message;

  test('of an approval by signature ask for it and for a receipt', async () => {
    const { outcome } = await perform({ exchanges: card });
    expect(outcome.parameters).toMatchObject({
      outcome: 'approved',
      start: 'none',
      cardholderVerification: 'obtain-signature',
      receiptRequired: true,
      hasDataRecord: true,
    });
    expect(messageOf(outcome)).toBe('approved-sign');
  });

  test.each([
    ['no directory', [[/^00A4/, '6A82']], '000A0000001C'],
    ['a broken answer to the selection', [directory, [/^00A4/, '6F00009000']], '00040000001C'],
    ['a refused selection', [directory, [/^00A4/, '6A82']], '0003006A821C'],
    ['a refused start', [directory, [/^00A4/, selectionAnswer], [/^80A8/, '6985']], '00030069851C'],
  ] as const satisfies readonly (readonly [string, readonly ScriptedExchange[], string])[])(
    'name the error after %s',
    async (_name, exchanges, errorHex) => {
      const { outcome } = await perform({ exchanges });
      expect(outcome.kind).toBe('end-application');
      expect(outcome.parameters?.discretionaryData.get('DF8115')).toBe(errorHex);
    },
  );

  test('of limits that exclude everything send the card elsewhere before the field is used', async () => {
    const configuration = configured({ transactionLimitMinor: 10_001 });
    const { terminal, outcome } = await perform({}, { configuration });
    expect(outcome).toMatchObject({ kind: 'try-another-interface', reason: 'contactless-limit-exceeded' });
    expect(messageOf(outcome)).toBe('insert-or-swipe');
    expect(terminal.commandsHex).toEqual([]);
  });
});

describe('selection', () => {
  test('passes over a combination whose kernel is not held, without selecting it', async () => {
    const configuration = configured();
    const others = configured({ aidHex: 'A000000065', kernelId: 1 }).applications;
    const other: readonly (readonly [string, string])[] = [
      ['4F', 'A0000000651010'],
      ['87', '01'],
      ['9F2A', '01'],
    ];
    const both = directoryExchange([other, [['4F', aid]]]);
    const held = { ...configuration, applications: [...configuration.applications, ...others] };
    const { terminal, outcome } = await perform({ exchanges: [both, ...card.slice(1)] }, { configuration: held });
    expect(outcome.kind).toBe('approved');
    expect(terminal.steps.find(({ step }) => step === 'kernel-not-held')?.facts).toMatchObject({ kernel: '1' });
    const alone = await perform({ exchanges: [directoryExchange([other])] }, { configuration: held });
    expect(alone.outcome).toMatchObject({ kind: 'end-application', reason: 'kernel-not-held' });
  });

  test.each([
    [true, '00A4040008A0000000041010C100'],
    [false, '00A4040007A000000004101000'],
  ])('appends the extended selection only when the reader supports it: %s', async (supported, command) => {
    const entry = directoryExchange([
      [
        ['4F', aid],
        ['9F29', 'C1'],
      ],
    ]);
    const configuration = configured({ extendedSelectionSupported: supported });
    const { outcome } = await perform({ exchanges: [entry, [command, '6A82']] }, { configuration });
    expect(outcome).toMatchObject({ reason: 'application-not-selectable' });
  });

  test('without an application in common ends the transaction', async () => {
    const ended = { kind: 'end-application', reason: 'no-common-application' };
    expect((await perform({ exchanges: [[/^00A4/, '6A82']] })).outcome).toMatchObject(ended);
    const other = directoryExchange([[['4F', 'A0000000031010']]]);
    expect((await perform({ exchanges: [other] })).outcome).toMatchObject(ended);
  });

  test.each([
    ['can not be selected', ['6A82'], 'application-not-selectable'],
    // openemv/emv-utils, tests/emv_select_application_test.c: tag 85 where 84 should be.
    [
      'answers with a broken template',
      ['6F1D8508A000000003101005A511500556205041598701015F2D046E6C656E9000'],
      'card-data-error',
    ],
    ['refuses to begin', [recordedOfflineApproval.exchanges[0]?.[1] ?? '', '6985'], 'initiation-refused'],
  ])('goes on to the next application when one %s', async (_name, answers, reason) => {
    const refusing: ScriptedExchange[] = answers.map((answer) => [/^(?:00A4|80A8)/, answer]);
    const alone = await perform({ exchanges: [directory, ...refusing] });
    expect(alone.outcome).toMatchObject({ kind: 'end-application', reason });
    const both = directoryExchange([
      [
        ['4F', aid],
        ['87', '02'],
      ],
      [
        ['4F', aid],
        ['87', '01'],
      ],
    ]);
    const followed = await perform({
      exchanges: [both, ...refusing, ...card.slice(1)],
      randomHex: [recordedNumberHex, recordedNumberHex],
    });
    expect(followed.outcome.kind).toBe('approved');
  });
});
