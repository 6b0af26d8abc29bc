import { describe, expect, test } from 'vitest';
import { spawnSync } from 'node:child_process';
import { projectRoot, touchstone } from './cli.fixture.ts';

/** First line, and all the lines, of what a person reads. */
async function decode(...words: readonly string[]): Promise<{ readonly title: string; readonly text: string }> {
  const { out, code, err } = await touchstone(['decode', ...words]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return { title: out.split('\n')[0] ?? '', text: out };
}

describe.concurrent('bytes are recognised', () => {
  test.each([
    { hex: '00B2010C00', title: 'READ RECORD 1 of SFI 1' },
    { hex: '6A82', title: '6A82 file not found' },
    { hex: '9000', title: '9000 done' },
    { hex: '9F36020001', title: '1 data object' },
    { hex: '770A82021980940408010100 9000', title: '9000 done' },
    { hex: '0440008000', title: '95 Terminal Verification Results' },
    { hex: 'E800', title: '9B Transaction Status Information' },
    { hex: '0801010010010201', title: '94 Application File Locator' },
    { hex: '000186A0000003E84201440341031F03', title: '8E Cardholder Verification Method List' },
    { hex: '9F3704 9505', title: '9F38 Processing Options Data Object List (PDOL)' },
    { hex: '06010A03A0A000', title: '9F10 Issuer Application Data' },
  ])('$hex: $title', async ({ hex, title }) => {
    expect((await decode(...hex.split(' '))).title).toBe(title);
  });
});

describe.concurrent('bits that brands and kernels use differently', () => {
  test.each([
    { words: ['000000000A', '--as', 'tvr', '--kernel', '2'], says: 'relay resistance threshold exceeded' },
    { words: ['000000000A', '--as', 'tvr', '--kernel', '3'], says: 'meaning depends on the kernel' },
    { words: ['8000', '--as', 'ctq'], says: 'online PIN required' },
    { words: ['36004000', '--as', 'ttq'], says: 'EMV mode supported' },
    { words: ['209C0000', '--as', '9f6e', '--kernel', '3'], says: 'form factor indicator version 1: standard card' },
    { words: ['0840000030330000', '--as', 'ffi', '--kernel', '2'], says: 'device type watch' },
    { words: ['D8E00000', '--as', 'ffi', '--kernel', '4'], says: 'mobile CVM supported' },
    {
      words: ['0110A00003220000000000000000000000FF', '--as', 'iad'],
      says: 'cryptogram version 10 (16), derivation key 1',
    },
    { words: ['06011203A0A000', '--as', 'iad'], says: 'cryptogram version 12 (18)' },
    { words: ['6000F0A001', '--as', 'more-capabilities'], says: 'numeric keys' },
  ])('$words', async ({ words, says }) => {
    expect((await decode(...words)).text).toContain(says);
  });

  test('take the kernel from the application identifier beside them', async () => {
    const { text } = await decode('4F07A00000000310109F6E04209C0000');
    expect(text).toContain('· form factor indicator version 1');
  });
});

describe.concurrent('account data', () => {
  test('is hidden wherever it stands', async () => {
    const { text } = await decode('70225A085413330089020011', '57115413330089020011D25122010000000000', '5F20024142');
    expect(text).toContain('541333******0011');
    expect(text).not.toMatch(/89020|4142/u);
  });

  test('is hidden in a value that is told to be harmless', async () => {
    expect((await decode('5413330089020011', '--as', '9F1E')).text).not.toContain('5413330089');
  });

  test('of a PIN command is hidden whole', async () => {
    expect((await decode('0020008008241234FFFFFFFFFF')).text).toContain('****************');
  });
});

describe.concurrent('what can’t be decoded', () => {
  test.each([
    { words: ['12G4'], says: 'character 3 is no digit' },
    { words: ['123'], says: 'it has 3 digits, an odd number' },
    { words: ['12', '--as', 'nonsense'], says: "'nonsense' is neither" },
    { words: ['0440008000', '--kernel', '9'], says: '--kernel takes a number from 1 to 8' },
    { words: ['5A', '--as', 'tlv'], says: 'can’t be read as tlv' },
    { words: ['00', '--as', 'tvr'], says: 'can’t be read as tvr' },
    { words: ['0102030405060708'], says: 'nothing known fits' },
  ])('ends with exit code 2 and one message: $words', async ({ words, says }) => {
    const { code, err, out } = await touchstone(['decode', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^touchstone: /u);
    expect(err).toContain(says);
  });
});

test('reads standard input and gives JSON to programs', () => {
  const words = [`${projectRoot}cli/main.ts`, 'decode', '--json'];
  const { stdout, status } = spawnSync(process.execPath, words, { input: ' 9f36 02 0001\n', encoding: 'utf8' });
  expect({ status, answer: JSON.parse(stdout) as unknown }).toEqual({
    status: 0,
    answer: {
      kind: 'objects',
      guessed: true,
      title: '1 data object',
      rows: [{ depth: 0, label: '9F36 Application Transaction Counter', value: '0001', meaning: '1' }],
      alternatives: [],
    },
  });
});
