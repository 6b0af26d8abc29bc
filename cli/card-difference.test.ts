import { expect, test } from 'vitest';
import { explainDifference } from './card-difference.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const exchanges = [
  { command: bytesOf('00A4040007A000000004101000'), response: bytesOf('6F098407A00000000410109000') },
  { command: bytesOf('00B2011400'), response: bytesOf('700C8C0A95059F34039F02069C019000') },
  // What only came later can't have taken the command apart.
  { command: bytesOf('80AE80000F000000800042030000000000125000'), response: bytesOf('9000') },
];
const generate = (results: string, verification: string, head = '80AE8000') =>
  `${head}0F${results}${verification}00000000125000`;

test('names the objects that two terminals fill otherwise, in words, with the clause of the byte', () => {
  expect(
    explainDifference(
      { recordedHex: generate('0000008000', '420300'), sentHex: generate('0000408000', '1F0302') },
      exchanges,
    ),
  ).toEqual([
    expect.stringMatching(
      /^95 Terminal Verification Results: recorded 0000008000, transaction exceeds floor limit; ours 0000408000, unrecognised CVM; .* \(EMV 4\.4 Book 3, 10\.5; [^;]*\)$/u,
    ),
    expect.stringMatching(
      /^9F34 .*: recorded 420300, .*PIN verified online.*; ours 1F0302, no CVM required.*table 2\)$/u,
    ),
  ]);
});

test('names the clauses of all bytes that differ, and of those alone', () => {
  const [line] = explainDifference(
    { recordedHex: generate('8000000000', '420300'), sentHex: generate('0000000040', '420300') },
    exchanges,
  );
  expect(line).toContain('10.3: offline data authentication');
  expect(line).toContain('10.9 and 10.10');
  expect(line).not.toContain('risk management');
});

test('tells another cryptogram from the same one', () => {
  const lines = explainDifference(
    { recordedHex: generate('0000000000', '1F0302', '80AE4000'), sentHex: generate('0000000000', '1F0302') },
    exchanges,
  );
  expect(lines).toEqual([expect.stringMatching(/recorded: GENERATE AC, asks for a TC; ours: .* an ARQC .*10\.7/u)]);
});

test('of two commands that are not of a kind it tells both, and where each is asked for', () => {
  expect(explainDifference({ recordedHex: '0084000000', sentHex: '80CA9F1700' }, exchanges)).toEqual([
    expect.stringMatching(/^recorded: GET CHALLENGE \(EMV 4\.4 Book 2, 7\.2/u),
    expect.stringMatching(/^ours: {5}GET DATA 9F17 .* \(EMV 4\.4 Book 3, 10\.5/u),
  ]);
});

test('never shows the data of a VERIFY', () => {
  const lines = explainDifference(
    { recordedHex: '0020008008241234FFFFFFFFFF', sentHex: '0020008008249876FFFFFFFFFF' },
    exchanges,
  );
  expect(lines.join('\n')).not.toMatch(/1234|9876/u);
});

test.each([
  ['account number', '95055A0A', ['5413330089604111FFFF', '5413330089604137FFFF']],
  ['account number of six bytes', '95055A06', ['541333008960', '541333008961']],
  ['track 2', '9505570C', ['5413330089604111D2912201', '5413330089604137D2912201']],
  ['track 2 discretionary data', '95059F2006', ['123456789012', '123456789013']],
])('hides an %s that the list asks for', (_what, listHex, values) => {
  const record = `8C${(listHex.length / 2).toString(16).padStart(2, '0')}${listHex}`;
  const told = {
    command: bytesOf('00B2011400'),
    response: bytesOf(`70${(record.length / 2).toString(16).padStart(2, '0')}${record}9000`),
  };
  const [recordedHex = '', sentHex = ''] = values.map((value) => {
    const data = `0000008000${value}`;
    return `80AE8000${(data.length / 2).toString(16).padStart(2, '0').toUpperCase()}${data}00`;
  });
  const text = explainDifference({ recordedHex, sentHex }, [told]).join('\n');
  expect(text).toMatch(/\*{6}/u);
  for (const value of values) expect(text).not.toContain(value.slice(0, 12));
});
