import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#rigs/sim/issuer/bytes.ts';
import { deriveCardKey, deriveCounterKey } from '#rigs/sim/issuer/keys.ts';
import { retailMac } from '#rigs/sim/issuer/triple-des.ts';
import { explainCase } from './explain-case.ts';
import { signatureCases } from './explain-signatures.table.ts';
import { inWords } from './explain.ts';
import { projectRoot } from './cli.fixture.ts';

/** Published test key and values of knovichikhin/pyemv (MIT), commit cf6b82d7, tests/test_cvn_hsm.py. */
const masterKey = '0123456789ABCDEFFEDCBA9876543210';
const scriptKey = 'FEDCBA98765432100123456789ABCDEF';
const card = { pan: '1234567890123456', panSequenceNumber: '00', masterKey };
const objects = {
  '9F02': '000000004000',
  '9F03': '000000000000',
  '9F1A': '0124',
  '95': '8000048000',
  '5F2A': '0124',
  '9A': '191105',
  '9C': '01',
  '9F37': '52BF4585',
  '82': '1800',
  '9F36': '001C',
  '9F10': '06011203A0B800',
  '9F26': '7A788EA6B8A3E733',
};
const right = { what: 'application', card, objects };
const answered = { what: 'response', card, objects, issuerAuthenticationData: '9AF514C100000000' };
const blocked = {
  what: 'script',
  version: '18',
  card: { ...card, masterKey: scriptKey },
  objects,
  command: '841800000804EDE90BC24CC35E',
};

const changed = (changes: Record<string, string>) => ({ ...right, objects: { ...objects, ...changes } });

test.each([right, answered, blocked, signatureCases.sda])('finds a published value right', (each) => {
  expect(explainCase(each).search).toMatchObject({ isRight: true, triedCount: expect.any(Number) });
});

describe('names the one wrong input of', () => {
  test.each([
    ['a counter that went on', changed({ '9F36': '001D' }), 'all was computed with a counter 1 lower'],
    ['an inserted sequence number', { ...right, card: { ...card, panSequenceNumber: '01' } }, 'sequence number 00'],
    ['a currency back to front', changed({ '5F2A': '2401' }), 'currency (5F2A) was taken with its bytes in the wrong'],
    ['version 10 taken for 18', { ...right, version: '10' }, 'made the way of cryptogram version 18'],
    ['an amount in another unit', changed({ '9F02': '000000400000' }), 'in whole units: a hundredth of 9F02'],
    ['swapped amounts', changed({ '9F02': '000000000000', '9F03': '000000004000' }), 'are swapped'],
    [
      'a profile with a bit taken away',
      changed({ '82': '1000' }),
      '(82) was 1800 for the card and is 1000 here: byte 1 bit 4',
    ],
    ['results that changed after the cryptogram', changed({ '95': '8000048008' }), '(95) was 8000048000 for the card'],
    [
      "the other tap's number",
      { ...changed({ '9F37': '00000000' }), alternatives: { '9F37': ['11111111', '52BF4585'] } },
      'unpredictable number is another: the value that the case offers as number 2',
    ],
    [
      'another key',
      { ...right, card: { ...card, masterKey: scriptKey }, otherKeys: { 'test key of 2019': masterKey } },
      'wrong key: it was made with the key that the case calls "test key of 2019"',
    ],
    [
      'a card key given as master key',
      { ...right, card: { ...card, masterKey: '154F349D8585CB7F6B0798E9839B10C1' } },
      "issuer's master key was used",
    ],
    [
      'a response over another code',
      {
        ...answered,
        version: '10',
        objects: { ...objects, '9F26': '29CCA15AE665FA2E' },
        issuerAuthenticationData: '28993816AFAE4AEB3035',
      },
      'made over the response code 00 as text (3030), tag 91 ends in another',
    ],
    [
      'a response under the session key where the card’s is due',
      {
        ...answered,
        version: '16',
        objects: { '9F26': '18932FECA2D84326', '9F36': '001C', '9F37': 'ABCDEF12' },
        issuerAuthenticationData: '4DF171A49396C3630000',
      },
      "wrong key: made with the session key instead of the card's own key",
    ],
  ])('%s', (_title, each, text) => {
    const explained = explainCase(each);
    expect(explained.search.isRight).toBe(false);
    expect(inWords(explained)).toContain(text);
  });

  test('a script whose MAC leaves the cryptogram out', () => {
    const command = '8424000008B574ABB0A485A330';
    const values = { '9F26': '18932FECA2D84326', '9F36': '001C' };
    const explained = explainCase({ ...blocked, version: '16', objects: values, command });
    expect(explained.search.explanations).toEqual([
      ['made without transaction counter and cryptogram between header and data'],
    ]);
  });
});

describe('several commands of one script', () => {
  const first = blocked.command;
  const chained = (key: string, command: string, before: string): string => {
    const head = fromHex(`${before}${command}001C${objects['9F26']}`);
    return `${command}${toHex(retailMac(deriveCounterKey(deriveCardKey(fromHex(key), card, 'B'), fromHex('001C')), head, 'method-2'))}`;
  };
  const lawful = chained(scriptKey, '841E000008', '');
  const wrong = chained(scriptKey, '841E000008', first.slice(10));

  test('are right together', () => {
    const { search } = explainCase({ ...blocked, command: undefined, commands: [first, lawful] });
    expect(search.isRight).toBe(true);
  });

  test('are explained by the first wrong one: here somebody chains MACs and somebody does not', () => {
    const words = inWords(explainCase({ ...blocked, command: undefined, commands: [first, lawful, wrong] }));
    expect(words).toContain('Nothing known explains the MAC of the script command (command 3 of 3)');
    const second = inWords(explainCase({ ...blocked, command: undefined, commands: [first, wrong] }));
    expect(second).toContain('The MAC of the script command (command 2 of 2) is wrong');
    expect(second).toContain("chained: the previous command's MAC went before the header");
  });

  test('the first of a chain may take the cryptogram in', () => {
    const command = chained(scriptKey, '841E000008', objects['9F26']);
    expect(inWords(explainCase({ ...blocked, command }))).toContain(
      'the application cryptogram went before the header',
    );
  });
});

/**
 * Published: jPOS (AGPL; facts only), JCESecurityModuleTest, verification of dCVV; the key is four times 12345678.
 */
describe('a dynamic card verification value', () => {
  const dynamic = {
    what: 'dcvv',
    card: { pan: '1234567890123456', masterKey: '12345678'.repeat(4) },
    expiry: '1310',
    serviceCode: '226',
    objects: { '9F36': '3210' },
    checkValue: '422',
  };

  test.each([
    { pan: '1234567890123456', checkValue: '422' },
    { pan: '123456789012', checkValue: '719' },
    { pan: '1234567890123456789', checkValue: '562', derivationOption: 'B' },
  ])('is right as published: $checkValue', ({ pan, ...more }) => {
    expect(explainCase({ ...dynamic, ...more, card: { ...dynamic.card, pan } }).search.isRight).toBe(true);
  });

  test.each([
    [{ objects: { '9F36': '3211' } }, 'made with a counter 1 lower'],
    [{ objects: { '9F36': '1032' } }, 'with its bytes in the wrong order'],
    [{ expiry: '1013' }, 'took the expiry as MMYY'],
    [{ card: { ...dynamic.card, panSequenceNumber: '01' } }, 'PAN sequence number 00'],
    [{ card: { ...dynamic.card, masterKey }, otherKeys: { 'four times': '12345678'.repeat(4) } }, 'calls "four times"'],
  ])('names the wrong input of %o', (change, text) => {
    const explained = explainCase({ ...dynamic, ...change });
    expect(explained.search.isRight).toBe(false);
    expect(inWords(explained)).toContain(text);
  });

  test.each([
    [{ expiry: '13/10' }, "'expiry' must be four digits, YYMM"],
    [{ serviceCode: undefined }, "'serviceCode' is missing; it must be three digits"],
    [{ checkValue: '12' }, "'checkValue' must be three to five digits"],
    [{ objects: {} }, "'objects.9F36' is missing"],
  ])('asks for %o', (change, message) => {
    expect(() => explainCase({ ...dynamic, ...change })).toThrow(message);
  });
});

test('people’s own words name the same cases, and numbers may be written as they like', () => {
  for (const what of ['arqc', 'TC', 'aac']) expect(explainCase({ ...right, what }).search.isRight).toBe(true);
  expect(explainCase({ ...answered, what: 'ARPC' }).search.isRight).toBe(true);
  expect(explainCase({ ...blocked, what: 'mac' }).search.isRight).toBe(true);
  const spaced = { ...card, pan: '1234 5678 9012 3456', panSequenceNumber: '000' };
  expect(explainCase({ ...right, card: spaced }).search.isRight).toBe(true);
});

test('finds two mistakes at once, and says both', () => {
  const both = { ...changed({ '9F36': '001D', '5F2A': '2401' }) };
  const { explanations } = explainCase(both).search;
  expect(explanations).toHaveLength(1);
  expect(explanations[0]?.join(' + ')).toMatch(/counter 1 lower.*currency/u);
});

test('says so when several mistakes fit equally well', () => {
  const published = {
    ...objects,
    '9F02': '000000009999',
    '95': '8000000000',
    '9A': '209906',
    '9C': '00',
    '9F37': 'ABCDEF12',
    '9F10': '0114A00003220000000000000000000322FF',
    '9F26': '24CCF3DEE3158C70',
  };
  const words = inWords(explainCase({ ...right, objects: published }));
  expect(words).toContain('2 explanations fit equally well');
  expect(words).toContain('took the unpredictable number in');
});

test('says so when nothing explains it, how many were tried, and whether the search was cut', () => {
  const altered = changed({ '9F26': '7A788EA6B8A3E734' });
  expect(inWords(explainCase(altered))).toMatch(/^Nothing known explains .* \d{4,5} candidates tried/u);
  expect(inWords(explainCase({ ...altered, triesMax: 10 }))).toContain('10 candidates tried; the search was cut there');
});

describe('follows a signature to the step that fails', () => {
  test('and misses the length byte of the ICC dynamic number', () => {
    expect(inWords(explainCase(signatureCases.dda))).toContain('length byte of the ICC dynamic number is missing');
  });

  test('and names another unpredictable number', () => {
    const stale = { ...signatureCases.dda, terminalData: '00000000', alternatives: { '9F37': ['9CF2A954'] } };
    expect(inWords(explainCase(stale))).toContain('unpredictable number is another');
  });

  test('and names the wrong CA key', () => {
    const { caKeys, ...others } = signatureCases.sda;
    const [key] = caKeys;
    expect(inWords(explainCase({ ...others, caKeys: [{ ...key, index: '92' }] }))).toContain('wrong CA key');
    const wrongModulus = { ...key, modulus: `${key.modulus.slice(0, -2)}01` };
    expect(inWords(explainCase({ ...others, caKeys: [wrongModulus] }))).toContain('no CA key of the case opens');
  });

  test('and finds a profile with a bit taken away', () => {
    const { staticData, objects: signed, ...others } = signatureCases.sda;
    const changedCase = {
      ...others,
      staticData: `${staticData.slice(0, -4)}1C00`,
      objects: { ...signed, '82': '1C00' },
    };
    expect(inWords(explainCase(changedCase))).toContain('(82) was 5C00 when it was signed: byte 1 bit 7 was changed');
  });

  test('and finds static data that lack the profile', () => {
    const { staticData, ...others } = signatureCases.sda;
    const explained = explainCase({ ...others, staticData: staticData.slice(0, -4) });
    expect(inWords(explained)).toContain('static data lack the application interchange profile');
  });
});

describe('names the field that is wrong', () => {
  test.each([
    [[], 'the case must be an object'],
    [{}, "field 'what' is missing"],
    [{ what: 'cryptogram' }, "field 'what' must be one of application"],
    [{ what: 'ARQC', objects: {} }, "fields 'objects.9F26', 'objects.9F36', 'objects.9F10' are missing"],
    [{ ...right, objects: { ...objects, '9F37': undefined } }, "field 'objects.9F37' is missing"],
    [changed({ '9F02': '4000' }), "field 'objects.9F02' must be hexadecimal text of 6 bytes, and has 2"],
    [{ ...right, card: { ...card, masterKey: `${masterKey}0011` } }, 'of 16 bytes, and has 18'],
    [
      { ...right, card: { ...card, panSequenceNumber: 1 } },
      "'card.panSequenceNumber' must be one to three digits, as text",
    ],
    [
      { ...answered, issuerAuthenticationData: '00' },
      "'issuerAuthenticationData' must be hexadecimal text of 8 to 16 bytes",
    ],
    [
      { ...answered, version: '133', objects: { '9F26': '18932FECA2D84326', '9F36': '001C' } },
      "'objects.9F37' is missing",
    ],
    [{ ...blocked, commands: [blocked.command] }, "either field 'command', or field 'commands'"],
    [{ ...blocked, command: undefined }, "either field 'command', or field 'commands'"],
    [{ ...blocked, command: undefined, commands: [] }, "field 'commands' is an empty list"],
    [{ ...blocked, command: `${blocked.command}00` }, 'its length byte says 8, 9 bytes follow (no Le behind the MAC)'],
    [
      { what: 'dda', caKeys: [], objects: {}, staticData: '' },
      "'objects.9F46', 'objects.9F47', 'objects.9F4B' are missing",
    ],
    [{ ...right, objetcs: {} }, "field 'objetcs' is not known"],
    [{ ...right, card: { pan: '1234567890123456' } }, "field 'card' must have either masterKey"],
    [{ ...right, card: { ...card, masterKey: '0123' } }, "field 'card.masterKey' must be hexadecimal text of 16 bytes"],
    [{ ...right, card: { ...card, pan: 1234 } }, "field 'card.pan' must be 8 to 19 digits"],
    [changed({ '9F36': '1C' }), "field 'objects.9F36' must be hexadecimal text of 2 bytes"],
    [changed({ '9F02': '12xx' }), "field 'objects.9F02' must be hexadecimal text"],
    [{ ...right, objects: {} }, "'objects.9F26'"],
    [{ ...right, version: '99' }, "field 'version' must be one of 10, "],
    [changed({ '9F10': '0000' }), "field 'version' is missing and tag 9F10 does not tell"],
    [{ ...right, alternatives: { '9F37': ['1'] } }, "field 'alternatives.9F37[0]' must be hexadecimal text"],
    [{ ...right, amountMinor: -1 }, "field 'amountMinor' must be a whole number"],
    [{ ...blocked, macLength: 3 }, "field 'macLength' must be 4 to 8"],
    [
      { ...signatureCases.sda, caKeys: [{ index: 'F' }] },
      "field 'caKeys[0].index' must be hexadecimal text of 1 bytes",
    ],
  ])('%o', (each, message) => {
    expect(() => explainCase(each)).toThrow(message);
  });
});

test('the command reads a case, hides what is secret, and tells a program by its exit code', () => {
  const run = (each: unknown) =>
    spawnSync(process.execPath, [`${projectRoot}cli/main.ts`, 'explain', 'cryptogram'], {
      input: JSON.stringify(each),
      encoding: 'utf8',
    });
  const ended = run(changed({ '9F36': '001D' }));
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  expect(ended.stdout).toContain('counter 1 lower');
  expect(ended.stdout).not.toContain(card.pan);
  expect(ended.stdout).not.toContain(masterKey);
  expect(run(changed({ '9F26': '0000000000000000' })).status).toBe(1);
  expect(run([])).toMatchObject({ status: 2, stdout: '' });
  const broken = spawnSync(process.execPath, [`${projectRoot}cli/main.ts`, 'explain', 'cryptogram'], {
    input: `{"card": {"masterKey": "${masterKey}",}}`,
    encoding: 'utf8',
  });
  expect(broken.stderr).toMatch(/not JSON from line 1, column \d+ on/u);
  expect(broken.stderr).not.toContain(masterKey.slice(0, 6));
});
