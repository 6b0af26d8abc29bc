import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { libraryProfiles } from '#rigs/sim/card/library.ts';
import { jsonOf, newRun, startProgram, touchstone, type Ended } from './cli.fixture.ts';

const onSim = (...words: readonly string[]): readonly string[] => [
  'certify',
  '--bench',
  'sim',
  '--no-allure',
  ...words,
];

/** One run of everything that several tests look at. */
const whole = { folder: '', ended: { code: null, signal: null, out: '', err: '' } as Ended };
beforeAll(async () => {
  whole.folder = newRun();
  whole.ended = await touchstone(onSim('--seed', '7', '--json', '--out', whole.folder));
});

describe.concurrent('a run on the simulated bench', () => {
  test('gives the same journals for the same seed, and others for another', async () => {
    const few = ['--only', 'two-cards,host-silent,approved-by-chip,authenticates-the-issuer', '--json'];
    const first = jsonOf(await touchstone(onSim('--seed', '7', ...few, '--out', newRun())));
    const again = jsonOf(await touchstone(onSim('--seed', '7', ...few, '--out', newRun())));
    const other = jsonOf(await touchstone(onSim('--seed', '8', ...few, '--out', newRun())));
    expect(jsonOf(whole.ended)).toMatchObject({ seed: '7', state: 'finished', verdict: 'pass' });
    expect(again.journalHash).toBe(first.journalHash);
    expect(other.journalHash).not.toBe(first.journalHash);
    expect(first.journalHash).toMatch(/^[0-9a-f]{64}$/u);
  });

  test('gives a scenario the same journal alone as among all', async () => {
    const alone = newRun();
    await touchstone(onSim('--seed', '7', '--only', 'two-cards', '--out', alone));
    const journal = (folder: string): string => readFileSync(join(folder, 'cases/sim/two-cards.journal.jsonl'), 'utf8');
    expect(journal(alone)).toBe(journal(whole.folder));
  });

  test('puts nothing but JSON on standard output when asked for JSON, and the progress beside it', async () => {
    const ended = await touchstone(onSim('--only', 'two-cards,late-answer', '--json', '--out', newRun()));
    expect(jsonOf(ended).counts.cases).toMatchObject({ pass: 2 });
    expect(ended.err).toContain('sim/two-cards');
    expect(ended.code).toBe(0);
  });

  test('tells where the evidence is, the seed, and the verdict last, without escape codes for a file', async () => {
    const folder = newRun();
    const { out, code } = await touchstone(onSim('--seed', '7', '--only', 'two-cards', '--out', folder));
    expect(out).toContain(`run run: 1 cases, seed 7, evidence in ${folder}`);
    expect(out).toMatch(/^pass +sim\/two-cards +[\d.]+ m?s$/mu);
    expect(out).toMatch(/^verdict +PASS/mu);
    // oxlint-disable-next-line eslint/no-control-regex -- the escape character is what must not be there
    expect(out).not.toMatch(/\u001B/u);
    expect(code).toBe(0);
  });

  test('ends with its own verdict when nobody reads its output', async () => {
    const folder = newRun();
    const words = onSim('--only', 'two-cards', '--out', folder).join(' ');
    const command = `"$0" cli/main.ts ${words} | head -1; echo "\${PIPESTATUS[0]}"`;
    const { out, err } = await startProgram(['bash', '-c', command, process.execPath]).ended;
    expect(out).toMatch(/^run run: .*\n0\n$/u);
    expect(err).toBe('');
    expect((await touchstone(['verify', folder])).code).toBe(0);
  });
});

/** Every way in which a digit string could lie in a file: as text, as packed digits, as text in hexadecimal. */
function formsOf(digits: string): readonly Buffer[] {
  const padded = digits.length % 2 === 0 ? digits : `${digits}F`;
  const asciiHex = Buffer.from(digits).toString('hex');
  return [
    Buffer.from(digits),
    Buffer.from(padded, 'hex'),
    Buffer.from(asciiHex),
    Buffer.from(asciiHex.toUpperCase()),
    Buffer.from(digits.replaceAll(/(\d{4})(?=\d)/gu, '$1 ')),
    Buffer.from(Buffer.from(digits).toString('base64').replace(/=+$/u, '').slice(0, -1)),
  ];
}

test('no file of a run, and nothing that it prints, holds an account number in any form', () => {
  const {
    folder,
    ended: { out, err },
  } = whole;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const contents = files.map((entry) => ({
    name: entry.name,
    bytes: readFileSync(join(entry.parentPath, entry.name)),
  }));
  expect(contents.length).toBeGreaterThan(40);
  const profiles = libraryProfiles().filter(({ pan }) => pan.startsWith('54133326') || pan.startsWith('54133327'));
  expect(profiles.length).toBeGreaterThan(10);
  // The first digits of a test card are allowed to be seen, so the search looks where there is something to find.
  expect(contents.filter(({ bytes }) => bytes.includes(profiles[0]?.pan.slice(0, 6) ?? '')).length).toBeGreaterThan(5);
  const found = [...contents, { name: 'standard output', bytes: Buffer.from(out + err) }].flatMap(({ name, bytes }) =>
    profiles.filter(({ pan }) => formsOf(pan).some((form) => bytes.includes(form))).map(({ pan }) => `${name}: ${pan}`),
  );
  expect(found).toEqual([]);
});
