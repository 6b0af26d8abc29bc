import { describe, expect, test } from 'vitest';
import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import { toHex } from '../bytes.ts';
import { performContactless } from '../contactless-transaction.ts';
import { october2014Ms } from '../recorded-card.fixture.ts';
import { recordedOnlineRequest } from '../recorded-transactions.table.ts';
import {
  directoryExchange,
  kernelRequest,
  scriptedTerminal,
  templateHex,
  terminalConfiguration,
} from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';

const aid = 'A000000025010403';
/** The directory as the recorded card gives it: no kernel identifier, the provider decides. */
const directory = directoryExchange([[['4F', aid]]]);

async function perform(
  exchanges: readonly ScriptedExchange[],
  plan: {
    readonly amountMinor?: number;
    readonly application?: Partial<ContactlessApplication>;
    readonly changes?: Partial<TerminalConfiguration>;
  } = {},
) {
  const configuration = terminalConfiguration({
    terminalTypeHex: 'EA',
    terminalCapabilitiesHex: 'E048C8',
    certificationAuthorityKeys: [{ ...recordedOnlineRequest.authorityKey, expiry: '201231' }],
    application: {
      aidHex: 'A00000002501',
      kernelId: 4,
      floorLimitMinor: 10_000,
      applicationVersionNumberHex: '0001',
      ...plan.application,
    },
    ...plan.changes,
  });
  const terminal = scriptedTerminal({ nowMs: october2014Ms, randomHex: ['327273B9'], exchanges });
  const request = kernelRequest({ amountMinor: plan.amountMinor ?? 12_000 });
  return { terminal, outcome: await performContactless(terminal, configuration, request) };
}

describe('kernel 4', () => {
  test('replays a recorded transaction to the byte', async () => {
    const { terminal, outcome } = await perform([directory, ...recordedOnlineRequest.exchanges]);
    expect(outcome.kind).toBe('online-request');
    const objects = 'data' in outcome ? outcome.data.objects : new Map<string, Uint8Array>();
    expect(toHex(objects.get('9F26') ?? new Uint8Array())).toBe(
      recordedOnlineRequest.recovered.applicationCryptogramHex,
    );
    expect(toHex(objects.get('95') ?? new Uint8Array())).toBe('0000048000');
    expect(terminal.leftExchangeCount()).toBe(0);
  });

  const asking: ScriptedExchange = [
    /^00A4/,
    `${templateHex('6F', [
      ['84', aid],
      ['A5', '9F38069F6D019F6E04'],
    ])}9000`,
  ];

  test.each([
    [4_999, 'C090000003'],
    [5_000, 'C890004003'],
  ])('tells the card at %i (limit 5000) what it needs: %s', async (amountMinor, valuesHex) => {
    const exchanges: readonly ScriptedExchange[] = [directory, asking, [`80A80000078305${valuesHex}00`, '6985']];
    const { outcome } = await perform(exchanges, { amountMinor });
    expect(outcome).toMatchObject({ reason: 'initiation-refused' });
  });

  test.each([
    ['after a decline when so configured', '94000003', 'E048C8', 'try-another-interface'],
    ['not when it has no contacts', '94000003', 'C048C8', 'declined'],
    ['not by default', '90000003', 'E048C8', 'declined'],
  ])(
    'sends the card to its contacts %s',
    async (_name, enhancedReaderCapabilitiesHex, terminalCapabilitiesHex, kind) => {
      const declined = `${templateHex('77', [
        ['9F27', '00'],
        ['9F36', '0036'],
        ['9F26', '0102030405060708'],
      ])}9000`;
      const exchanges = [directory, ...recordedOnlineRequest.exchanges.slice(0, -1), [/^80AE/, declined] as const];
      const application = { kernel4: { readerCapabilitiesHex: 'C0', enhancedReaderCapabilitiesHex } };
      const { outcome } = await perform(exchanges, { application, changes: { terminalCapabilitiesHex } });
      expect(outcome).toMatchObject({ kind, reason: 'declined-by-card' });
    },
  );
});
