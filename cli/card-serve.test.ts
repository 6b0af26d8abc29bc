import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { touchstone } from './cli.fixture.ts';
import { replayOf } from './card-replay.ts';
import { sessionRecord } from './session-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchstone-serve-'));
afterAll(() => rmSync(folder, { recursive: true }));

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const exchange = (command: string, response: string) =>
  ({ kind: 'exchange', command: bytesOf(command), response: bytesOf(response) }) as const;

const selectApplication = '00A4040007A000000004101000';
const processingOptions = '80A8000002830000';

describe('a card as lines of text', () => {
  test('answers commands, is reset, and leaves a recording that plays', async () => {
    const file = join(folder, 'session.json');
    const input = ['00A404000E315041592E5359532E444446303100', 'reset', selectApplication, processingOptions].join(
      '\n',
    );
    const served = await touchstone(['card', 'serve', 'contact-no-oda', '--stdio', '--record', file], { input });
    const answers = served.out.trim().split('\n');
    expect(answers).toHaveLength(3);
    expect(answers[0]).toMatch(/^6F.*9000$/u);
    expect(answers[2]).toMatch(/^77.*8202.*9404|^77.*82/u);
    expect(served.err).toContain('out of the reader after 3 commands');
    const replay = await replayOf(readFileSync(file, 'utf8'));
    expect(replay.commands.slice(0, 2).map(({ verdict }) => verdict)).toEqual(['as recorded', 'as recorded']);
  });

  test.each([
    ['nowhere', ['standard'], '--vpcd HOST:PORT or --stdio'],
    ['to two places', ['standard', '--stdio', '--vpcd', 'localhost:1'], 'and not both'],
    ['what is no command', ['standard', '--stdio'], 'a line is neither `reset` nor a command'],
    ['into no folder', ['standard', '--stdio', '--record', '/nowhere/a.json'], 'could not write the recording'],
  ])('%s is refused with what to do', async (what, words, says) => {
    const input = what === 'what is no command' ? 'hello\n' : '';
    const { err, code } = await touchstone(['card', 'serve', ...words], { input });
    expect(err).toContain(says);
    expect(code).toBe(2);
  });
});

describe('the record of a session', () => {
  test('holds what was said since the card last had power, and a PIN as zeros', () => {
    const record = sessionRecord('any');
    record.note({ kind: 'power', state: 'on' });
    record.note(exchange('00A4040000', '9000'));
    record.note({ kind: 'power', state: 'reset' });
    record.note(exchange(selectApplication, '9000'));
    record.note(exchange('0020008008241234FFFFFFFFFF', '9000'));
    record.note({ kind: 'power', state: 'off' });
    expect(record.exchangeCount()).toBe(3);
    expect(JSON.parse(record.text())).toEqual({
      card: 'any',
      apdus: [
        { c: selectApplication, r: '9000' },
        { c: '00200080080000000000000000', r: '9000' },
      ],
    });
  });

  test('names the test authority whose key the card needs', () => {
    const record = sessionRecord('any');
    record.note(exchange(selectApplication, '6F098407A00000000410109000'));
    record.note(exchange('00B2011C00', '70038F01F19000'));
    expect(JSON.parse(record.text())).toMatchObject({ capk: { rid: 'A000000004', index: 'F1', exponent: '03' } });
  });
});
