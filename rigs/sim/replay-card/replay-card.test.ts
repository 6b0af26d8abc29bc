import { describe, expect, test } from 'vitest';
import { createReplayCard, type Divergence } from './replay-card.ts';
import { readTranscript } from './transcript.ts';
import { recordedCard, versionTenCard } from './vectors/recorded-cards.table.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

function play(recording: unknown, keyHex?: string) {
  const divergences: Divergence[] = [];
  const card = createReplayCard({
    name: 'recorded',
    transcript: readTranscript(JSON.stringify(recording)),
    ...(keyHex === undefined ? {} : { keys: { cryptogramKey: bytesOf(keyHex) } }),
    onDivergence: (divergence) => void divergences.push(divergence),
  });
  card.powerOn();
  return { card, divergences, ask: (hex: string): string => hexOf(card.respond(bytesOf(hex)).response) };
}

describe('a recorded card', () => {
  test('gives its recorded answers to the recorded commands, again after a reset', () => {
    const { card, ask, divergences } = play(recordedCard);
    for (let round = 0; round < 2; round += 1) {
      card.powerOn();
      expect(recordedCard.apdus.map(({ c }) => ask(c))).toEqual(recordedCard.apdus.map(({ r }) => r));
    }
    expect(divergences).toEqual([]);
  });

  test('lets records be read in another order', () => {
    const { ask, divergences } = play(recordedCard);
    const records = recordedCard.apdus.filter(({ c }) => c.startsWith('00B2')).toReversed();
    expect(records.map(({ c }) => ask(c))).toEqual(records.map(({ r }) => r));
    expect(divergences).toEqual([]);
  });

  test('tells of the first byte at which a command is another, and refuses it', () => {
    const { ask, divergences } = play(recordedCard);
    ask(recordedCard.apdus[0].c);
    expect(ask('80CA9F3600')).toBe('6F00');
    expect(divergences).toEqual([
      { commandCount: 2, byteIndex: 1, expectedHex: 'A8', observedHex: 'CA', answered: 'refused' },
    ]);
  });

  test('takes other data of the terminal with GENERATE AC, and says so', () => {
    const { ask, divergences } = play(recordedCard);
    const asked = '80AE80001D000000002000000000000000000368000008000003612031600D3173A1F00';
    expect(ask(asked)).toBe(recordedCard.apdus.at(-1)?.r);
    expect(divergences).toMatchObject([
      { byteIndex: 9, expectedHex: '10', observedHex: '20', answered: 'recorded answer' },
    ]);
  });

  test('makes its cryptogram anew where its key is known', () => {
    const { ask, divergences } = play(versionTenCard.recording, versionTenCard.cryptogramKeyHex);
    expect(ask(versionTenCard.command)).toContain(versionTenCard.expectedCryptogramHex);
    expect(divergences).toMatchObject([{ answered: 'fresh cryptogram' }]);
  });
});

describe('a transcript', () => {
  test('may be a journal of ours, whose commands without an answer are left out', () => {
    const lines = [
      { kind: 'polled', found: 'card' },
      { kind: 'apdu', direction: 'command', hex: '00B2010C00' },
      { kind: 'apdu-lost', why: 'card-gone' },
      { kind: 'apdu', direction: 'command', hex: '00B2020C00' },
      { kind: 'apdu', direction: 'response', hex: '6A83' },
    ];
    const { exchanges } = readTranscript(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(exchanges.map(({ command }) => hexOf(command))).toEqual(['00B2020C00']);
  });

  test.each([
    { text: 'not json', code: 'TRANSCRIPT_UNREADABLE' },
    { text: '{"apdus":[]}', code: 'TRANSCRIPT_UNREADABLE' },
    { text: '{"apdus":[{"c":"00B2","r":"9000"}]}', code: 'TRANSCRIPT_UNREADABLE' },
    { text: '{"apdus":[{"c":"00B2010C00","r":"xx"}]}', code: 'TRANSCRIPT_UNREADABLE' },
    { text: '{"apdus":[{"c":"00B2010C00","r":"7004****9000"}]}', code: 'TRANSCRIPT_MASKED' },
  ])('that can’t be played is refused: $text', ({ text, code }) => {
    expect(() => readTranscript(text)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a terminal that does more than the recorded one', () => {
  test('finds the recorded application in a contactless directory, and no contact one', () => {
    const { ask, divergences } = play(recordedCard);
    expect(ask('00A404000E325041592E5359532E444446303100')).toBe(
      '6F23840E325041592E5359532E4444463031A511BF0C0E610C4F07A00000000310108701019000',
    );
    expect(ask('00A404000E315041592E5359532E444446303100')).toBe('6A82');
    expect(divergences).toMatchObject([{ answered: 'made directory' }, { answered: 'made directory' }]);
  });

  test('gets an empty record where the file locator names one that was not read, and nothing elsewhere', () => {
    const { ask, divergences } = play({ apdus: [{ c: '80A8000002830000', r: '800618000801020090 00' }] });
    expect(['00B2010C00', '00B2020C00', '00B2030C00'].map(ask)).toEqual(['70009000', '70009000', '6F00']);
    expect(divergences.map(({ answered }) => answered)).toEqual(['empty record', 'empty record', 'refused']);
  });

  test('learns of no byte of a PIN', () => {
    const { ask, divergences } = play({ apdus: [{ c: '0020008008241234FFFFFFFFFF', r: '9000' }] });
    ask('0020008008244321FFFFFFFFFF');
    expect(divergences).toMatchObject([{ byteIndex: 6, expectedHex: '**', observedHex: '**' }]);
  });
});

describe('a transcript of other forms', () => {
  test('may be pairs of texts', () => {
    expect(readTranscript('{"apdus":[["00B2020C00","6A83"]]}').exchanges).toHaveLength(1);
  });

  test('may be a sealed journal, whose masked answers are named', () => {
    const lines = [
      { event: { kind: 'apdu', direction: 'command', hex: '00B2020C00' }, hash: '00' },
      { event: { kind: 'apdu', direction: 'response', hex: '70035A01**9000' }, hash: '00' },
    ];
    expect(() => readTranscript(lines.map((line) => JSON.stringify(line)).join('\n'))).toThrow(
      expect.objectContaining({ code: 'TRANSCRIPT_MASKED', message: expect.stringContaining('answer 1') }),
    );
  });
});
