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
    {
      words: ['000000000A', '--as', 'tvr', '--kernel', '3'],
      says: 'reserved in the books, kernel 3 may have a meaning of its own',
    },
    { words: ['000000000A', '--as', 'tvr'], says: 'meaning depends on the kernel' },
    { words: ['000000000E', '--as', 'tvr', '--kernel', 'contact'], says: 'CA ECC key missing' },
    { words: ['1980', '--as', 'aip', '--kernel', 'contact'], says: 'byte 2 is 80 (for contactless kernels)' },
    { words: ['0000', '--as', 'tsi', '--kernel', '3'], says: 'kernel 3 does not keep it' },
    { words: ['010002', '--as', 'cvm-results', '--kernel', '2'], says: 'own device' },
    { words: ['1F80000001', '--as', '9F5B'], says: 'script 80000001 failed at command 15 or later' },
    { words: ['22', '--as', '9F35'], says: 'attended, offline with online capability, operated by the merchant' },
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

describe.concurrent('what is broken is read as far as it goes, and told where it breaks:', () => {
  test.each([
    ['5A', 'break off at byte 0', 'broken: the length is missing', ['--as', 'tlv']],
    ['9F', 'break off at byte 0', 'broken: the tag is not whole', ['--as', 'tlv']],
    ['9F36FF00', 'break off at byte 0', 'longer than EMV allows', ['--as', 'tlv']],
    ['5A8054', 'break off at byte 0', 'indefinite form (80)', []],
    ['770A82021980940408', 'break off at byte 6', 'broken: its length says 4 bytes, 1 follow', []],
    ['70225A085413330089020011571154133300890200', 'break off at byte 12', 'length says 17 bytes, 7 follow', []],
    ['80AE90001D0000', 'GENERATE AC', 'its length byte says 29 bytes of data, 2 follow it', []],
    ['00A4040007A0000000', 'SELECT', 'its length byte says 7 bytes of data, 4 follow it', []],
    ['9F37', 'Unpredictable Number', 'a tag alone, without length and value', []],
  ])('%s', async (hex, title, says, words) => {
    const decoded = await decode(hex, ...words);
    expect(decoded.title).toContain(title);
    expect(decoded.text).toContain(says);
    expect(decoded.text).not.toMatch(/5413330089020/u);
  });

  test('a million bytes are read or refused in the time of a person', async () => {
    const input = '9F36020001'.repeat(190_000);
    const words = [`${projectRoot}cli/main.ts`, 'decode', '--as', 'tlv', '--json'];
    const ended = spawnSync(process.execPath, words, { input, encoding: 'utf8', timeout: 20_000, maxBuffer: 2 ** 28 });
    expect({ status: ended.status, isWhole: ended.stdout.includes('"190000 data objects"') }).toEqual({
      status: 0,
      isWhole: true,
    });
    const more = spawnSync(process.execPath, words, { input: input + input, encoding: 'utf8', timeout: 20_000 });
    expect(more).toMatchObject({ status: 2, stderr: expect.stringContaining('more than 1000000 bytes') });
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
    { words: ['0440008000', '--kernel', '9'], says: "--kernel takes a number from 1 to 8, or 'contact'" },
    { words: ['12G4'], says: 'looks like base64' },
    { words: ['nzYCAAE='], says: 'base64 -d | xxd -p makes hexadecimal text of it' },
    { words: ['{"hex":"9F3602"}'], says: 'it looks like JSON' },
    { words: ['5A08541333******0011'], says: '* hides account data in our reports' },
    { words: ['70225A08A'], says: 'a leading zero was lost, or the last digit was cut off' },
    { words: [''], says: 'there are no bytes to decode' },
    { words: ['00', '--as', 'tvr'], says: 'tvr has 5 bytes, these are 1' },
    { words: ['8000', '--as', '9F34'], says: '9F34 has 3 bytes, these are 2' },
    { words: ['0102', '--as', '8E'], says: 'these 2 bytes can’t be read as 8E' },
    { words: ['02003020058020C0000000000012500000011234'], says: 'may be a message of ISO 8583' },
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
