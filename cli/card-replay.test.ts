import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayOf } from './card-replay.ts';
import { touchstone } from './cli.fixture.ts';
import { recordedTraces } from './vectors/recorded-traces.table.ts';

/**
 * Commands of each recording that our terminal sends byte for byte, and where it first leaves the path: the first two had
 * no PIN pad and said nothing of it in the results (95), the third passed over the record of mag-stripe mode, and the last
 * verifies no cardholder: it asks for its cryptogram at once.
 */
const paths: Readonly<Record<string, { readonly same: number; readonly first: string }>> = {
  'amex-cda-in': {
    same: 10,
    first: 'command 11 (GENERATE AC, asks for an ARQC with CDA), byte 21: 04 recorded, 10 sent',
  },
  'contact-visa-in': {
    same: 7,
    first: 'command 8 (GENERATE AC, asks for an ARQC), byte 21: 00 recorded, 10 sent',
  },
  'contactless-mastercard-in': {
    same: 7,
    first: 'command 3 (READ RECORD 1 of SFI 1 instead of READ RECORD 1 of SFI 2), byte 3: 14 recorded, 0C sent',
  },
  'emv-tool-vs-mrautio-applet': {
    same: 11,
    first:
      'command 12 (GET DATA 9F17 PIN Try Counter instead of GENERATE AC, asks for an AAC), byte 1: AE recorded, CA sent',
  },
};

describe('a recording becomes the terminal’s expected behaviour:', () => {
  test.each(recordedTraces.filter(({ name }) => name in paths))('$name', async ({ name, caseJson }) => {
    const replay = await replayOf(caseJson);
    const path = paths[name];
    expect(replay.firstDifference).toBe(path?.first);
    expect(replay.commands.filter(({ verdict }) => verdict === 'as recorded')).toHaveLength(path?.same ?? -1);
  });

  test('of every recording that there is', () => {
    expect(recordedTraces.map(({ name }) => name).filter((name) => !(name in paths))).toEqual([]);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'touchstone-replay-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true }));

describe('at the command line', () => {
  let amex = '';
  beforeAll(() => {
    amex = file('amex.json', recordedTraces.find(({ name }) => name === 'amex-cda-in')?.caseJson ?? '');
  });

  test('a recording is played, its differences are told, and no account number is', async () => {
    const { out, code, err } = await touchstone(['card', 'replay', amex]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/10 {2}READ RECORD 3 of SFI 3 .* as recorded/u);
    expect(out).toContain('differs at byte 21: 04 recorded, 10 sent');
    expect(out).not.toMatch(/374245001741007/u);
  });

  test('and so is one by the whole terminal, without a reader', async () => {
    const { out, code } = await touchstone(['terminal', '--card', `transcript:${amex}`, '--offline']);
    expect(code).toBe(1);
    expect(out).toMatch(/command 1 is not the recorded one: .*made directory/u);
  });

  test.each([
    ['a journal of ours', ['card', 'replay', 'masked'], 'TRANSCRIPT_MASKED'],
    ['no recording', ['card', 'replay', 'empty'], 'a list of exchanges, or an object with "apdus", was expected'],
    ['no file', ['card', 'replay', '/nowhere'], 'could not read the transcript /nowhere: ENOENT'],
    ['half a command', ['card', 'replay', 'short'], 'command 1 is shorter than 4 bytes'],
    ['neither reader nor card', ['terminal'], 'name a reader with --reader pcsc:NAME, or a card with --card'],
    ['reader and card', ['terminal', '--reader', 'pcsc:A', '--card', 'standard'], 'and not both'],
    ['a card that is not there', ['terminal', '--card', 'standart'], 'no card is named standart (standard?)'],
    ['keys without a recording', ['terminal', '--card', 'standard', '--card-keys', 'x'], '--card-keys belongs to'],
  ])('%s is refused with what to do', async (_what, words, says) => {
    const files: Readonly<Record<string, string>> = {
      masked:
        '{"event":{"kind":"apdu","direction":"command","hex":"00B2010C00"}}\n{"event":{"kind":"apdu","direction":"response","hex":"7003****9000"}}',
      empty: '{"kind":"polled"}',
      short: '{"apdus":[{"c":"00","r":"9000"}]}',
    };
    const named = words.map((word) => (files[word] === undefined ? word : file(`${word}.json`, files[word])));
    const { err, out, code } = await touchstone(named);
    expect({ out, isRefused: code === 2 || code === 3 }).toEqual({ out: '', isRefused: true });
    expect(err).toContain(says);
  });
});
