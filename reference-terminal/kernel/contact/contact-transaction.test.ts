import { describe, expect, test } from 'vitest';
import { fromHex } from '../bytes.ts';
import type { OnlineAnswer } from '../outcome.ts';
import { templateHex } from '../scripted-terminal.fixture.ts';
import {
  aid,
  cardholderWith,
  contact,
  contactConfiguration,
  cryptogram,
  fileInformation,
  objectOf,
} from './chip-card.fixture.ts';
import type { ChipCard } from './chip-card.fixture.ts';

const online = contactConfiguration({
  application: { terminalActionCodes: { denialHex: '0000000000', onlineHex: '8000008000', defaultHex: '0000000000' } },
});
const answered = (changes: Partial<Extract<OnlineAnswer, { kind: 'answered' }>> = {}): OnlineAnswer => ({
  kind: 'answered',
  responseCode: '00',
  objects: new Map(),
  scripts: [],
  ...changes,
});

async function complete(card: ChipCard, answer: OnlineAnswer, configuration = online) {
  const contacted = await contact(card, { configuration });
  if (contacted.outcome.kind !== 'online-request') throw new Error(`no online request: ${contacted.outcome.kind}`);
  expect(contacted.releaseCount()).toBe(0);
  const completed = await contacted.outcome.completion?.(answer);
  if (completed === undefined) throw new Error('a contact transaction can be completed');
  expect(contacted.releaseCount()).toBe(1);
  return { completed, commandsHex: contacted.commandsHex };
}

test('approves offline what nothing speaks against', async () => {
  const { outcome, releaseCount } = await contact({});
  expect(outcome).toMatchObject({ kind: 'approved' });
  expect(objectOf(outcome, '95')).toBe('8000000000');
  expect(objectOf(outcome, '9B')).toBe('6800');
  expect(objectOf(outcome, '9F34')).toBe('1F0002');
  expect(releaseCount()).toBe(1);
});

describe('the completion', () => {
  test('asks for a TC after the host approved, and approves with it', async () => {
    const { completed, commandsHex } = await complete({}, answered());
    expect(completed).toMatchObject({ kind: 'approved', reason: 'approved-online' });
    expect(commandsHex.at(-1)).toMatch(/^80AE40001F3030/);
  });

  test('declines when the card declines what the host approved', async () => {
    const { completed } = await complete({ answers: { '80AE40': cryptogram('00') } }, answered());
    expect(completed).toMatchObject({ kind: 'declined', reason: 'declined-by-card' });
  });

  test.each([
    ['05', 'declined-by-issuer'],
    ['01', 'referred-to-issuer'],
  ])('asks for an AAC after response code %s', async (responseCode, reason) => {
    const { completed, commandsHex } = await complete({}, answered({ responseCode }));
    expect(completed).toMatchObject({ kind: 'declined', reason });
    expect(commandsHex.at(-1)).toMatch(/^80AE00/);
  });

  test('sends issuer authentication data where the profile asks for it, and says when the card refuses them', async () => {
    const objects = new Map([['91', fromHex('0102030405060708')]]);
    const good = await complete({ profileHex: '1C00', answers: { '0082': '9000' } }, answered({ objects }));
    expect(good.commandsHex).toContain('00820000080102030405060708');
    expect(objectOf(good.completed, '9B')).toBe('7800');
    const bad = await complete({ profileHex: '1C00', answers: { '0082': '6300' } }, answered({ objects }));
    expect(objectOf(bad.completed, '95')).toBe('8000000040');
  });

  test('runs scripts 71 before and 72 after the second cryptogram and keeps their results', async () => {
    const script = (identifier: string, ...commands: readonly string[]): Uint8Array =>
      fromHex(templateHex('9F18', identifier) + commands.map((command) => templateHex('86', command)).join(''));
    const { completed, commandsHex } = await complete(
      { answers: { '8424': '9000', '8416': '6985', '8418': '6200' } },
      answered({
        scripts: [
          { template: '72', value: script('00000002', '8424000000', '8416000000') },
          { template: '71', value: script('00000001', '8418000000') },
        ],
      }),
    );
    expect(completed.kind).toBe('approved');
    expect(commandsHex.slice(-4).map((command) => command.slice(0, 4))).toEqual(['8418', '80AE', '8424', '8416']);
    expect(objectOf(completed, '9F5B')).toBe('20000000011200000002');
    expect(objectOf(completed, '95')).toBe('8000000010');
    expect(objectOf(completed, '9B')).toBe('6C00');
  });

  test.each([
    ['0000000000', 'approved', 'Y3'],
    ['8000000000', 'declined', 'Z3'],
  ])('decides by the default codes when the host can not be reached (%s)', async (defaultHex, kind, code) => {
    const terminalActionCodes = { denialHex: '0000000000', onlineHex: '8000000000', defaultHex };
    const configuration = contactConfiguration({ application: { terminalActionCodes } });
    const { completed } = await complete({}, { kind: 'unable' }, configuration);
    expect(completed.kind).toBe(kind);
    expect(objectOf(completed, '8A')).toBe(Buffer.from(code).toString('hex').toUpperCase());
  });

  test('declines when the card is gone', async () => {
    const { completed } = await complete({ answers: { '80AE40': 'gone' } }, answered());
    expect(completed).toMatchObject({ kind: 'declined', reason: 'card-removed' });
  });
});

describe('application selection', () => {
  const directoryName = '315041592E5359532E4444463031';
  const directory = `00A404000E${directoryName}`;
  const entry = (name: string, indicator: string): string =>
    templateHex('61', [
      ['4F', name],
      ['50', '54657374'],
      ['87', indicator],
    ]);

  test('reads the directory and takes the entry of highest priority', async () => {
    const { outcome, commandsHex } = await contact({
      answers: {
        [directory]: fileInformation(directoryName, [['88', '01']]),
        '00B2010C': [`${templateHex('70', entry(`${aid}02`, '02') + entry(`${aid}01`, '01'))}9000`, '6A83'],
        '00B2020C': '6A83',
        [`00A4040008${aid}01`]: fileInformation(`${aid}01`),
      },
    });
    expect(commandsHex).toContain(`00A4040008${aid}0100`);
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-status-error' });
  });

  test('ends with a blocked card', async () => {
    const { outcome } = await contact({ answers: { [directory]: '6A81' } });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-blocked' });
  });

  test('ends when the only application is blocked', async () => {
    const blocked = fileInformation(aid).replace(/9000$/, '6283');
    const { outcome } = await contact({ answers: { [`00A4040007${aid}`]: blocked } });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'application-blocked' });
  });

  test('asks for further occurrences of a partial name', async () => {
    const { outcome, commandsHex } = await contact({
      answers: {
        [`00A4040007${aid}`]: fileInformation(`${aid}01`),
        [`00A4040207${aid}`]: [fileInformation(`${aid}02`, [['87', '01']]), '6A82'],
        [`00A4040008${aid}02`]: fileInformation(`${aid}02`),
      },
    });
    expect(commandsHex.filter((command) => command.startsWith('00A40402'))).toHaveLength(2);
    expect(commandsHex).toContain(`00A4040008${aid}0200`);
    expect(outcome.kind).toBe('approved');
  });

  test('lets the cardholder choose, and goes back to the list when the choice fails', async () => {
    const { outcome, commandsHex } = await contact(
      {
        answers: {
          [`00A4040007${aid}`]: fileInformation(`${aid}01`),
          [`00A4040207${aid}`]: [fileInformation(`${aid}02`), '6A82'],
          [`00A4040008${aid}01`]: fileInformation(`${aid}01`),
          [`00A4040008${aid}02`]: '6985',
        },
      },
      { cardholder: { ...cardholderWith([]), chooseApplication: (labels) => Promise.resolve(labels.length - 1) } },
    );
    expect(commandsHex.slice(4, 7)).toEqual([
      `00A4040008${aid}0200`,
      `00A4040008${aid}0100`,
      expect.stringMatching(/^80A8/),
    ]);
    expect(outcome.kind).toBe('approved');
  });

  test('does not select an application that needs a confirmation that nobody can give', async () => {
    const { outcome } = await contact({ informationObjects: [['87', '81']] });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'confirmation-not-possible' });
  });
});

test('gets the rest of an answer and repeats a command with the length that the card wants', async () => {
  const options = templateHex('80', '180008010100');
  const { outcome, commandsHex } = await contact({
    answers: { '80A8': ['6108', '6D00'], '00C0000008': ['6C0A', '6D00'], '00C000000A': `${options}9000` },
  });
  expect(outcome.kind).toBe('approved');
  expect(commandsHex.filter((command) => command.startsWith('00C0'))).toEqual(['00C0000008', '00C000000A']);
});

test.each(['6110', '6C10'])('ends when a card answers %s for ever', async (status) => {
  const { outcome, commandsHex } = await contact({ answers: { '80A8': status, '00C0': status } });
  expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-data-error' });
  expect(commandsHex.length).toBeLessThan(20);
});

test.each([
  ['no CDOL2', { objects: { '8D': undefined } }, 'card-data-missing'],
  ['a cryptogram that was not asked for', { answers: { '80AE40': cryptogram('C0') } }, 'card-data-error'],
  [
    'a TC for an ARQC',
    { answers: { '80AE80': cryptogram('40') }, objects: { '9F0F': 'FFFFFFFFFF' } },
    'cryptogram-stronger-than-requested',
  ],
  ['an error status', { answers: { '80AE40': '6985' } }, 'card-status-error'],
  ['a broken CVM list', { objects: { '8E': '0000' } }, 'card-data-error'],
])('ends a transaction with %s', async (_name, card: ChipCard, reason) => {
  const { outcome, releaseCount } = await contact(card);
  expect(outcome).toMatchObject({ kind: 'end-application', reason });
  expect(releaseCount()).toBe(1);
});

test('asks for an AAC when a denial code matches', async () => {
  const { outcome, commandsHex } = await contact({ objects: { '9F0E': '8000000000' } });
  expect(outcome).toMatchObject({ kind: 'declined', reason: 'denied-by-action-codes' });
  expect(commandsHex.at(-1)).toMatch(/^80AE00/);
  expect(objectOf(outcome, '8A')).toBe('5A31');
});

describe('a card that names two accounts', () => {
  const objects = { '57': '5413330000000002D1412201' };

  test('is approved by nobody but the host', async () => {
    const { completed } = await complete({ objects }, answered());
    expect(completed).toMatchObject({ kind: 'approved', reason: 'approved-online' });
  });

  test('gets no approval of the terminal’s own', async () => {
    const { outcome, commandsHex } = await contact({ objects });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'card-data-error' });
    expect(commandsHex.at(-1)).toMatch(/^80AE40/);
  });

  test('gets none when the host can not be asked either', async () => {
    const { completed, commandsHex } = await complete({ objects }, { kind: 'unable' });
    expect(completed).toMatchObject({ kind: 'declined' });
    expect(commandsHex.at(-1)).toMatch(/^80AE00/);
  });
});
