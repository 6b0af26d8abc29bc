import { describe, expect, test } from 'vitest';
import { problemInWords } from './configuration-problem.ts';
import { good } from './good-configuration.fixture.ts';
import { readTerminalConfiguration } from './read-configuration.ts';

const today = '261125';

function wordsOf(text: string): readonly string[] {
  const read = readTerminalConfiguration(text, { today });
  return (read.kind === 'read' ? read.advice : read.problems).map((problem) => problemInWords('t.yaml', problem));
}

function edited(from: string, to: string): string {
  expect(good).toContain(from);
  return good.replace(from, to);
}

describe('a terminal configuration', () => {
  test('that is whole is read, with advice for the brand that has no key', () => {
    const read = readTerminalConfiguration(good, { today });
    expect(read.kind).toBe('read');
    expect(wordsOf(good)).toEqual([
      't.yaml, line 22, applications[1].aidHex: expected a key of the certification authority A000000003, without which no card of it is authenticated offline, found none',
    ]);
  });

  test.each([
    ["terminalTypeHex: '22'", "terminalTypeHex: '27'", /line 9, terminalTypeHex: expected a terminal type of Book 4/u],
    [
      "terminalTypeHex: '22'",
      'terminalTypeHex: 22',
      /line 9, terminalTypeHex: expected .*1 byte of hexadecimal text in quotes, found 22/u,
    ],
    ['merchantName: Shop\n', '', /line 1, merchantName: expected a value \(.*\), found nothing/u],
    ['merchantName: Shop', 'merchantNane: Shop', /line 5, merchantNane: expected no member of this name/u],
    [
      'kernelId: 2',
      'kernelId: 3',
      /line 16, applications\[0\]\.kernelId: expected kernel 2 for this provider, found 3/u,
    ],
    ["'36004000'", "'3600400'", /line 30, .*terminalTransactionQualifiersHex: expected .*4 bytes/u],
    [
      "    terminalTransactionQualifiersHex: '36004000'\n",
      '',
      /terminalTransactionQualifiersHex \(tag 9F66\), which kernel 3 sends/u,
    ],
    [
      "terminalCapabilitiesHex: 'E0F8C8'",
      "terminalCapabilitiesHex: 'E0A8C8'",
      /online PIN in 9F66 only where 9F33 has it/u,
    ],
    [
      "additionalCapabilitiesHex: 'F000F0A001'",
      "additionalCapabilitiesHex: 'F00070A001'",
      /numeric keys \(9F40 byte 3 b8\)/u,
    ],
    ["terminalTypeHex: '22'", "terminalTypeHex: '25'", /no signature on an unattended terminal/u],
    [
      "additionalCapabilitiesHex: 'F000F0A001'",
      "additionalCapabilitiesHex: 'F000F02001'",
      /a printer for the attendant \(9F40 byte 4 b8\)/u,
    ],
    ["terminalTypeHex: '22'", "terminalTypeHex: '23'", /no online PIN on an offline-only terminal/u],
    [
      "terminalCapabilitiesHex: 'E0F8C8'",
      "terminalCapabilitiesHex: 'E0F888'",
      /dynamic data authentication \(9F33 byte 3 b7\)/u,
    ],
    [
      'floorLimitMinor: 0',
      'floorLimitMinor: 10001',
      /line 18, .*floorLimitMinor: expected a floor limit that .*10001 above 10000/u,
    ],
    ['floorLimitMinor: 0', 'floorLimitMinor: -1', /floorLimitMinor: expected a whole number from 0/u],
    [
      "checksumHex: 'D8",
      "checksumHex: 'D9",
      /checksumHex: expected the SHA-1 .* D8E68DA167AB5A85D8C3D55ECB9B0517A1A5B4BB/u,
    ],
    ["expiry: '301231'", "expiry: '301331'", /expiry: expected a date YYMMDD, found 301331/u],
    ["exponentHex: '03'", "exponentHex: '05'", /exponent: "03" or "010001"/u],
    ["'9F3704'", "'9F0206'", /a list with the unpredictable number/u],
    [
      'maximumTargetPercent: 50',
      'maximumTargetPercent: 5',
      /a maximum not below the target percentage, found 5 below 10/u,
    ],
    ['thresholdMinor: 1000', 'thresholdMinor: 5000', /a threshold below the floor limit/u],
    ['format: 0', 'format: 1', /onlinePin\.format: expected format 0, 3 or 4, found 1/u],
    [
      'format: 0',
      'format: 4',
      /onlinePin\.format: expected format 0 or 3 under TDES; .*, found format 4 with zone-tdes/u,
    ],
    ['zone-tdes', 'zone-aes', /onlinePin\.format: expected format 4, the only one under AES, found format 0/u],
    ['zone-tdes', 'zone-des', /onlinePin\.scheme: expected one of zone-tdes, zone-aes, dukpt-tdes, dukpt-aes/u],
    [
      'zone-tdes',
      'dukpt-tdes',
      /keySerialNumberHex: expected the serial number of the initial key, 10 bytes .*, found none/u,
    ],
    ['FEDCBA9876543210', 'FEDC', /keyHex: expected key: 16, 24 or 32 bytes .*, found something else/u],
    ['FEDCBA9876543210', '0123456789ABCDEF', /keyHex: expected a key whose parts differ/u],
    [
      'contact:\n',
      "messageAuthentication: { scheme: dukpt-aes, keyHex: '1273671EA26AC29AFA4D1084127652A1', keySerialNumberHex: '123456789012345600000001' }\ncontact:\n",
      /messageAuthentication\.keySerialNumberHex: expected a counter of zero/u,
    ],
    [
      'contact:\n',
      "messageAuthentication: { scheme: zone-tdes, keyHex: '0123456789ABCDEFFEDCBA9876543210' }\ncontact:\n",
      /messageAuthentication\.keyHex: expected another key than the one for PINs/u,
    ],
    [
      'scheme: zone-tdes, format: 0, keyHex',
      'scheme: zone-tdes, format: 0, keyType: aes-128, keyHex',
      /onlinePin\.keyType: expected no such member/u,
    ],
    [
      "terminalCapabilitiesHex: 'E0F8C8'\n  usesDirectory",
      "terminalCapabilitiesHex: 'E0B8C8'\n  usesDirectory",
      /contact\.onlinePin: expected a key for online PINs only where 9F33 byte 2 b7 has them/u,
    ],
    [
      "terminalTypeHex: '22'",
      "terminalTypeHex: '23'",
      /an offline-only reader \(9F66 byte 1 b4\) on an offline-only terminal/u,
    ],
    ['usesDirectory: true', 'usesDirectory: yes please', /usesDirectory: expected boolean, found "yes please"/u],
    ['merchantName: Shop', 'merchantName: [Shop', /line \d+: expected YAML/u],
  ])('with %j turned into %j is refused', (from, to, says) => {
    const text = edited(from, to);
    expect(readTerminalConfiguration(text, { today }).kind).toBe('refused');
    expect(wordsOf(text).join('\n')).toMatch(says);
  });

  test('never shows an account number of the exception file', () => {
    expect(wordsOf(edited("'5413339000001513'", '5413339000001513')).join('\n')).not.toContain('5413339000001513');
  });

  test.each(['5413339000001513: x\n', 'spare: 5413339000001513\n', 'spare: [{ 5413339000001513: x }]\n'])(
    'never shows an account number that stands where none belongs: %j',
    (line) => {
      const read = readTerminalConfiguration(`${good}${line}`, { today });
      expect(read.kind).toBe('refused');
      expect(JSON.stringify(read)).not.toContain('5413339000001513');
    },
  );

  test('tells every problem at once, in the order of the lines', () => {
    const text = edited("countryCode: '276'", "countryCode: '27'").replace(
      'batteryRefusePercent: 5',
      'batteryRefusePercent: 101',
    );
    expect(wordsOf(text).map((words) => words.split(':')[0])).toEqual([
      't.yaml, line 6, countryCode',
      't.yaml, line 61, batteryRefusePercent',
    ]);
  });

  test('says that online PINs have no key, and never shows a key that is wrong', () => {
    const keyless = edited(
      "  onlinePin: { scheme: zone-tdes, format: 0, keyHex: '0123456789ABCDEFFEDCBA9876543210' }\n",
      '',
    );
    expect(readTerminalConfiguration(keyless, { today }).kind).toBe('read');
    expect(wordsOf(keyless).join('\n')).toMatch(/line 41, .*expected a key for online PINs \(onlinePin\)/u);
    expect(wordsOf(edited('0123456789ABCDEFFEDCBA9876543210', '0123456789ABCDEF')).join('\n')).not.toContain(
      '0123456789',
    );
  });

  test('refuses a PIN that kernel 2 offers without keys to enter it with', () => {
    const settings =
      "    kernel2: { acceptsDeviceVerification: true, capabilityVerificationRequiredHex: '40' }\n    label: One\n";
    const withSettings = good.replace('    label: One\n', settings);
    expect(readTerminalConfiguration(withSettings, { today }).kind).toBe('read');
    expect(wordsOf(withSettings.replace('F000F0A001', 'F00070A001')).join('\n')).toMatch(
      /kernel2\.capabilityVerificationRequiredHex: expected numeric keys .*, found 40/u,
    );
  });

  test.each([
    ['without settings', 8, undefined, /expected settings of kernel 8 \(kernel8\) under kernel 8, found none/u],
    ['with those of kernel 8', 2, {}, /kernel8: expected settings of kernel 8 under kernel 8 alone, found kernel 2/u],
    ['that offers an offline PIN', 8, { capabilityVerificationRequiredHex: "'A4'" }, /expected online PIN.*found A4/u],
    [
      'that authenticates nobody',
      8,
      { floor: '1', localAuthentication: 'false' },
      /expected authentication of the card/u,
    ],
    ['with a MAC outside', 8, { issuerDataMacOffset: '25' }, /issuerDataMacOffset: expected .*24/u],
  ] as const)('names a kernel %s', (_name, kernelId, changes, words) => {
    const { floor = '0', ...settings } = { ...changes } as Readonly<Record<string, string>>;
    const plain = {
      capabilityVerificationRequiredHex: "'64'",
      capabilityNoVerificationHex: "'08'",
      localAuthentication: 'true',
    };
    const lines = Object.entries({ ...plain, ...settings }).map(([name, value]) => `      ${name}: ${value}\n`);
    const text = good
      .replace('    label: One\n', `    label: One\n${changes === undefined ? '' : `    kernel8:\n${lines.join('')}`}`)
      .replace('kernelId: 2', `kernelId: ${kernelId}`)
      .replace('aidHex: A0000000041010\n', kernelId === 8 ? 'aidHex: A0000009990808\n' : 'aidHex: A0000000041010\n')
      .replace('floorLimitMinor: 0', `floorLimitMinor: ${floor}`);
    expect(wordsOf(text).join('\n')).toMatch(words);
  });

  test('advises against a floor limit on an online-only terminal', () => {
    const text = edited("terminalTypeHex: '22'", "terminalTypeHex: '21'").replace(
      'floorLimitMinor: 0',
      'floorLimitMinor: 1',
    );
    expect(readTerminalConfiguration(text, { today }).kind).toBe('read');
    expect(wordsOf(text).join('\n')).toMatch(/a floor limit of 0 on an online-only terminal .*, found 1/u);
  });

  test('says that a key has expired, and still lets the terminal start', () => {
    const text = edited("expiry: '301231'", "expiry: '251231'");
    expect(readTerminalConfiguration(text, { today }).kind).toBe('read');
    expect(wordsOf(text).join('\n')).toMatch(/its last day was 251231/u);
  });

  test('that does not say it is for tests holds no test key, its own or a published one', () => {
    expect(wordsOf(edited('environment: test\n', '')).join('\n')).toMatch(
      /certificationAuthorityKeys\[0\]: expected no key of a test authority in production .*, found the test key A000000004 index 241/u,
    );
    const own = edited('index: 241', 'index: 240\n    isTest: true');
    expect(wordsOf(own.replace('environment: test', 'environment: production')).join('\n')).toMatch(
      /found the test key A000000004 index 240/u,
    );
    expect(wordsOf(own).join('\n')).not.toMatch(/test key/u);
  });

  test('for production is held against the action codes that its brands are published with', () => {
    const published = (text: string): readonly string[] => wordsOf(text).filter((line) => line.includes('published'));
    expect(published(good)).toEqual([]);
    const production = edited('environment: test', 'environment: production');
    const withoutKey = production.replace(/certificationAuthorityKeys:[\s\S]*?cardTimeoutMs/u, 'cardTimeoutMs');
    const place = 't.yaml, line 20, applications[0].terminalActionCodes';
    const terminals = 'which contactless terminals of A0000000041010 are published with (ask the acquirer)';
    expect(published(withoutKey)).toEqual([
      `${place}.denialHex: expected 0000000000, ${terminals}, found 0440000000`,
      `${place}.onlineHex: expected F45084800C, ${terminals}, found FC509C8800`,
      `${place}.defaultHex: expected F45084800C, ${terminals}, found FC509C8800`,
    ]);
    const asPublished = withoutKey.replace(
      "denialHex: '0440000000', onlineHex: 'FC509C8800', defaultHex: 'FC509C8800'",
      "denialHex: '0000000000', onlineHex: 'F45084800C', defaultHex: 'F45084800C'",
    );
    expect(published(asPublished)).toEqual([]);
  });

  const withRevoked = (...entries: readonly string[]): string =>
    `${good}revokedIssuerCertificates:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;

  test('may take certificates of issuers back, each once and under a key that is there', () => {
    const entry = "ridHex: A000000004, index: 241, serialHex: '0042B3'";
    const read = readTerminalConfiguration(withRevoked(entry), { today });
    expect(read.kind === 'read' && read.configuration.revokedIssuerCertificates).toEqual([
      { ridHex: 'A000000004', index: 241, serialHex: '0042B3' },
    ]);
    expect(wordsOf(withRevoked(entry, entry)).join('\n')).toMatch(
      /line 65, revokedIssuerCertificates\[1\]: expected each certificate once/u,
    );
    expect(wordsOf(withRevoked(entry.replace('241', '1'))).join('\n')).toMatch(/found no key A000000004 index 1/u);
    expect(wordsOf(withRevoked(entry.replace('0042B3', '42B3'))).join('\n')).toMatch(
      /serialHex: expected serial number of the certificate: 3 bytes/u,
    );
  });

  // The generator of P-256 as FIPS 186-4 has it; the checksum is that of sha256sum over the five parts.
  const curveKey = `certificationAuthorityCurveKeys:
  - ridHex: A000000004
    index: 16
    algorithmSuiteHex: '10'
    publicKeyHex: '6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5'
    checksumHex: '0F33CB73AFEC2C8DFD0D5CBAB06877342C939FBAA6946F23E7CD659A6477C9F2'
    expiry: '301231'
`;

  test('may hold keys of elliptic curves', () => {
    const read = readTerminalConfiguration(good + curveKey, { today });
    expect(read.kind === 'read' && read.configuration.certificationAuthorityCurveKeys?.length).toBe(1);
    expect(wordsOf(good + curveKey)).toEqual(wordsOf(good));
    const offered = good.replace(
      "terminalCapabilitiesHex: 'E0F8C8'\n  usesDirectory",
      "terminalCapabilitiesHex: 'E0F8CC'\n  usesDirectory",
    );
    expect(wordsOf(offered + curveKey)).toEqual(wordsOf(good));
    expect(wordsOf(offered).join('\n')).toMatch(/a key of elliptic curves where extended authentication is offered/u);
  });

  test.each([
    [
      'index: 16',
      'index: 241',
      /certificationAuthorityCurveKeys\[0\]: expected one key a provider and index, of whichever kind/u,
    ],
    ["'10'", "'12'", /algorithmSuiteHex: expected algorithm suite: "10" \(P-256\) or "11" \(P-521\)/u],
    [
      "'10'",
      "'11'",
      /publicKeyHex: expected x and y of a point on the curve of the suite, found 64 bytes that are none/u,
    ],
    ['51F5', '51F4', /publicKeyHex: expected x and y of a point/u],
    [
      '0F33CB73',
      '00000000',
      /checksumHex: expected the hash of the suite .*, 0F33CB73AFEC2C8DFD0D5CBAB06877342C939FBAA6946F23E7CD659A6477C9F2/u,
    ],
    ["expiry: '301231'", "expiry: '301331'", /expiry: expected a date YYMMDD, found 301331/u],
  ])('is refused with %s made %s', (find, replacement, problem) => {
    const text = good + curveKey.replace(find, replacement);
    expect(readTerminalConfiguration(text, { today }).kind).toBe('refused');
    expect(wordsOf(text).join('\n')).toMatch(problem);
  });

  test('is refused with a test key of elliptic curves in production, or with extended authentication by tap', () => {
    const marked = `${good}${curveKey}    isTest: true\n`.replace('environment: test', 'environment: production');
    expect(wordsOf(marked).join('\n')).toMatch(/found the test key A000000004 index 16/u);
    const byTap = edited("terminalCapabilitiesHex: 'E0F8C8'", "terminalCapabilitiesHex: 'E0F8CC'");
    expect(wordsOf(byTap).join('\n')).toMatch(/no extended authentication .* on the contactless interface/u);
  });

  test.each(['', 'just words', '- a\n- list', '&a [*a, *a]', 'a: &x [1]\nb: *y', '\u0000'])(
    'that is %j is refused without throwing',
    (text) => {
      expect(readTerminalConfiguration(text, { today }).kind).toBe('refused');
    },
  );
});
