import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes.ts';
import type { Completed } from '../outcome.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';
import { fastCard, fastConfiguration, fastSelection, performFast } from './fast-card.fixture.ts';

describe('an issuer update', () => {
  const updating = fastConfiguration({ terminalTransactionQualifiersHex: '3600C000' });
  const script = { template: '72', value: Uint8Array.from(Buffer.from('9F180400000001860484240000', 'hex')) } as const;
  const approval = { kind: 'answered', responseCode: '00', objects: new Map(), scripts: [script] } as const;

  async function online(furtherExchanges: readonly ScriptedExchange[], qualifiersHex = '0040') {
    const exchanges = [...fastCard({ qualifiersHex }), ...furtherExchanges];
    const { terminal, outcome } = await performFast(exchanges, {
      configuration: updating,
      script: { polls: ['card', 'card'] },
    });
    if (outcome.kind !== 'online-request') throw new Error('the card was to go online');
    return { terminal, outcome };
  }
  const resultsOf = (completed: Completed | undefined) =>
    toHex(completed?.data.objects.get('9F5B') ?? new Uint8Array());

  test('is delivered at a second tap to the same application, without a directory', async () => {
    const { terminal, outcome } = await online([fastSelection(), ['84240000', '9000']]);
    expect(outcome.parameters).toMatchObject({ start: 'B', onlineResponseData: 'emv-data' });
    const completed = await outcome.completion?.(approval);
    expect(completed).toMatchObject({ kind: 'approved', reason: 'approved-online' });
    expect(resultsOf(completed)).toBe('2000000001');
    expect(terminal.leftExchangeCount()).toBe(0);
    expect(terminal.displays.at(-1)).toBe('PRESENT CARD AGAIN');
  });

  test.each([
    ['refuses a command', [fastSelection(), ['84240000', '6982']], '1100000001'],
    ['is gone', [[/^00A4/, { kind: 'card-gone' }]], '0000000001'],
  ] as const satisfies readonly (readonly [string, readonly ScriptedExchange[], string])[])(
    'that the card %s changes nothing about the money',
    async (_name, exchanges, resultsHex) => {
      const { outcome } = await online(exchanges);
      const completed = await outcome.completion?.(approval);
      expect(completed?.kind).toBe('approved');
      expect(resultsOf(completed)).toBe(resultsHex);
    },
  );

  test('is not waited for when the answer holds none, and unable to go online declines', async () => {
    const { terminal, outcome } = await online([]);
    expect(await outcome.completion?.({ ...approval, scripts: [] })).toMatchObject({ kind: 'approved' });
    expect(await outcome.completion?.({ kind: 'unable' })).toMatchObject({ kind: 'declined' });
    expect(terminal.displays).not.toContain('PRESENT CARD AGAIN');
  });

  test('is not offered to a card that does not know it', async () => {
    const { outcome } = await online([], '0000');
    expect(outcome.completion).toBeUndefined();
    expect(outcome.parameters?.start).toBe('none');
  });
});
