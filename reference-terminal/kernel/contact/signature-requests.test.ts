import { describe, expect, test } from 'vitest';
import { signingCard } from '../contactless/signing-card.fixture.ts';
import type { OnlineAnswer } from '../outcome.ts';
import { templateHex } from '../scripted-terminal.fixture.ts';
import { contact, contactConfiguration, cryptogram, objectOf } from './chip-card.fixture.ts';
import type { ChipCard } from './chip-card.fixture.ts';

const approved: OnlineAnswer = { kind: 'answered', responseCode: '00', objects: new Map(), scripts: [] };
const unable: OnlineAnswer = { kind: 'unable' };
/** Online for an amount above the floor limit; the default codes name nothing. */
const terminalActionCodes = { denialHex: '0000000000', onlineHex: '0000008000', defaultHex: '0000000000' };

/** First parameters of GENERATE AC, in order. */
const asked = (commandsHex: readonly string[]): readonly string[] =>
  commandsHex.filter((command) => command.startsWith('80AE')).map((command) => command.slice(4, 6));

describe('combined authentication', () => {
  const keys = signingCard({ ridHex: 'A000000004', panDigits: '5413330089604111', staticDataHex: '' });
  const card: ChipCard = {
    answers: {
      '80A8': `${templateHex('80', '19000801010010010200')}9000`,
      '00B20114': `${templateHex('70', keys.issuerObjects)}9000`,
      '00B20214': `${templateHex('70', keys.cardObjects)}9000`,
      '80AE50': cryptogram('40'),
    },
  };
  const configured = (combinedAuthenticationMode: 3 | 4, floorLimitMinor: number) =>
    contactConfiguration(
      { application: { terminalActionCodes, floorLimitMinor }, settings: { combinedAuthenticationMode } },
      { certificationAuthorityKeys: [keys.authorityKey] },
    );

  test.each([
    [3, 'the issuer approves', approved, ['80', '50']],
    [4, 'the issuer approves', approved, ['80', '40']],
    [3, 'no host answers', unable, ['80', '50']],
    [4, 'no host answers', unable, ['80', '50']],
  ] as const)(
    'in mode %i, when %s, asks for signatures where the mode has them',
    async (mode, _when, answer, wanted) => {
      const { outcome, commandsHex } = await contact(card, { configuration: configured(mode, 0) });
      if (outcome.kind !== 'online-request') throw new Error(`no online request: ${outcome.kind}`);
      await outcome.completion?.(answer);
      expect(asked(commandsHex)).toEqual(wanted);
    },
  );

  test.each([3, 4] as const)('in mode %i wants a TC that it asks for at once signed', async (mode) => {
    const { commandsHex } = await contact(card, { configuration: configured(mode, 50_000) });
    expect(asked(commandsHex)).toEqual(['50']);
  });
});

/** An answer to GENERATE AC with a cryptogram and no signature, in format 77. */
function unsigned(information: '00' | '40' | '80'): string {
  const objects = [
    ['9F27', information],
    ['9F36', '0001'],
    ['9F26', '11'.repeat(8)],
  ] as const;
  return `${templateHex('77', objects)}9000`;
}

describe('extended authentication without a key of the authority', () => {
  const card = (objects: Readonly<Record<string, string>> = {}): ChipCard => ({
    profileHex: '9800',
    objects: { '8F': '10', '90': '12', '9F46': '14', ...objects },
    answers: { '80AE88': unsigned('80'), '80AE48': unsigned('40'), '80AE08': unsigned('00') },
  });
  const configured = (floorLimitMinor: number, terminalTypeHex = '22') =>
    contactConfiguration(
      { application: { terminalActionCodes, floorLimitMinor }, settings: { terminalCapabilitiesHex: 'E0F8CC' } },
      { terminalTypeHex },
    );

  test.each([
    ['an ARQC', 0, approved, ['88', '48'], 'approved', 'approved-online'],
    ['an ARQC', 0, unable, ['88', '08'], 'declined', 'unable-to-go-online'],
    ['an ARQC', 0, { ...approved, responseCode: '05' }, ['88', '08'], 'declined', 'declined-by-issuer'],
    ['a TC', 50_000, approved, ['48'], 'approved', 'approved-online'],
    ['a TC', 50_000, unable, ['48'], 'declined', 'unable-to-go-online'],
    ['a TC', 50_000, { ...approved, responseCode: '05' }, ['48'], 'declined', 'declined-by-issuer'],
  ] as const)(
    'asks the issuer about %s (floor limit %i, answer %o)',
    async (_what, floor, answer, wanted, kind, reason) => {
      const { outcome, commandsHex } = await contact(card(), { configuration: configured(floor) });
      if (outcome.kind !== 'online-request') throw new Error(`no online request: ${outcome.kind}`);
      expect(objectOf(outcome, '95')).toMatch(/^010000.004$/u);
      const completed = await outcome.completion?.(answer);
      expect(completed).toMatchObject({ kind, reason });
      expect(asked(commandsHex)).toEqual(wanted);
      expect(objectOf(completed ?? {}, '9B')).toBe('E800');
    },
  );

  test('declines at an offline-only terminal, which can ask nobody', async () => {
    const { outcome, commandsHex } = await contact(card(), { configuration: configured(50_000, '23') });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
    expect(asked(commandsHex)).toEqual(['48']);
  });

  test('ends with a card whose answer has no cryptogram beside the signature', async () => {
    const lacking = `${templateHex('77', [
      ['9F27', '40'],
      ['9F36', '0001'],
    ])}9000`;
    const { outcome } = await contact(
      { ...card(), answers: { '80AE48': lacking } },
      { configuration: configured(50_000) },
    );
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-data-missing' });
  });

  test('is asked for with an AAC, and says the missing data too', async () => {
    const { outcome, commandsHex } = await contact(card({ '9F0E': '0000000004' }), { configuration: configured(0) });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'denied-by-action-codes' });
    expect(asked(commandsHex)).toEqual(['08']);
    const without = { profileHex: '9800', answers: { '80AE88': unsigned('80') } };
    const { outcome: other } = await contact(without, { configuration: configured(0) });
    expect(objectOf(other, '95')).toBe('2100008004');
  });
});
