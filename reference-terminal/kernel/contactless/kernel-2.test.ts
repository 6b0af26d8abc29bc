import { describe, expect, test } from 'vitest';
import {
  card,
  cardWithoutCryptogram,
  changedAnswer,
  configured,
  declined,
  january2015Ms,
  objectHex,
  perform,
} from '../recorded-card.fixture.ts';
import { recordedOfflineApproval } from '../recorded-transactions.table.ts';
import { templateHex } from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';

describe('offline data authentication', () => {
  const denied: ScriptedExchange = [/^80AE00.{32}0400000000/, declined];

  test('that fails before the cryptogram makes the terminal ask for an AAC without signature', async () => {
    const spoilt = changedAnswer(8, '3826D61B', '3826D61A').slice(0, -1);
    const { terminal, outcome } = await perform({ exchanges: [...spoilt, denied] });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
    expect(objectHex(outcome, '95')).toBe('0400000000');
    expect(terminal.leftExchangeCount()).toBe(0);
  });

  test.each([
    ['an unknown key', [], 'authority-key-missing'],
    ['an expired key', [{ ...recordedOfflineApproval.authorityKey, expiry: '111231' }], 'authority-key-expired'],
  ])('fails with %s of the authority', async (_name, certificationAuthorityKeys, reason) => {
    const configuration = configured({}, { certificationAuthorityKeys });
    const { terminal, outcome } = await perform({ exchanges: [...cardWithoutCryptogram, denied] }, { configuration });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
    expect(terminal.steps.find(({ step }) => step === 'offline-data-authentication')?.facts).toMatchObject({
      result: 'failed',
      reason,
    });
  });

  test.each([
    ['a changed transaction counter', '9F36020035', '9F36020036', 'signature-other-transaction-data'],
    ['other cryptogram information', '9F270140', '9F270180', 'signature-other-cryptogram-information'],
    ['a changed signature', '124CD688', '124CD689', 'signature-wrong-frame'],
  ])('never approves when the cryptogram comes with %s', async (_name, from, to, reason) => {
    const { terminal, outcome } = await perform({ exchanges: changedAnswer(card.length - 1, from, to) });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
    expect(objectHex(outcome, '95')).toBe('0400000000');
    expect(terminal.steps.find(({ step }) => step === 'cryptogram')?.facts).toMatchObject({
      signature: 'failed',
      reason,
    });
  });

  test('declines an answer that leaves the signature out', async () => {
    const plain = `${templateHex('80', `400035${'11'.repeat(8)}${'01'.repeat(18)}`)}9000`;
    const { outcome } = await perform({
      exchanges: [...cardWithoutCryptogram, [/^80AE50/, plain]],
    });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
  });
});

describe('the decision', () => {
  test('declines an expired card and says so', async () => {
    const exchanges = [...cardWithoutCryptogram, [/^80AE00.{32}8040000000/, declined] as const];
    const configuration = configured({}, { terminalCapabilitiesHex: 'E06800' });
    const { outcome } = await perform({ exchanges, nowMs: january2015Ms }, { configuration });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'expired-application' });
  });

  test('asks for an AAC for a refund and takes it online', async () => {
    const exchanges = [...cardWithoutCryptogram, [/^80AE00.*12031520/, declined] as const];
    const { outcome } = await perform({ exchanges }, { request: { kind: 'refund' } });
    expect(outcome.kind).toBe('online-request');
    expect([objectHex(outcome, '9C'), objectHex(outcome, '9F27')]).toEqual(['20', '00']);
  });

  test.each([
    ['00', 'declined-by-card'],
    ['01', 'service-not-allowed-by-card'],
  ])('declines when the card does, with information data %s', async (information, reason) => {
    const exchanges = [
      ...cardWithoutCryptogram,
      [/^80AE50/, declined.replace('9F270100', `9F2701${information}`)] as const,
    ];
    expect((await perform({ exchanges })).outcome).toMatchObject({ kind: 'declined', reason });
  });

  test.each(['40', '80'])(
    'never takes an answer %s that is stronger than the AAC it asked for',
    async (information) => {
      const exchanges = [
        ...cardWithoutCryptogram,
        [/^80AE00/, declined.replace('9F270100', `9F2701${information}`)] as const,
      ];
      const { outcome } = await perform({ exchanges }, { request: { kind: 'refund' } });
      expect(outcome).toMatchObject({ kind: 'end-application', reason: 'cryptogram-stronger-than-requested' });
    },
  );
});
