import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults in reading the card and in processing restrictions. */
export const recordMutants: readonly KernelMutant[] = [
  {
    name: 'template-never-hashed',
    fault: 'the template of a signed record is left out in every file',
    violates: ['EMV-B3-10.3-3'],
    edits: [inKernel('read.ts', 'signedPart: isGoverned ? template.value : answer.data', 'signedPart: template.value')],
    caughtBy: ['hashes-what-the-locator-flags'],
  },
  {
    name: 'template-always-hashed',
    fault: 'the template of a signed record is hashed in every file',
    violates: ['EMV-B3-10.3-3'],
    edits: [inKernel('read.ts', 'signedPart: isGoverned ? template.value : answer.data', 'signedPart: answer.data')],
    caughtBy: ['hashes-what-the-locator-flags'],
  },
  {
    name: 'every-record-hashed',
    fault: 'records are hashed whether they are flagged or not',
    violates: ['EMV-B3-10.3-3'],
    edits: [
      inKernel(
        'read.ts',
        'if (number - location.firstRecord < location.signedCount) signed.push(record.signedPart);',
        'signed.push(record.signedPart);',
      ),
    ],
    caughtBy: ['hashes-what-the-locator-flags'],
  },
  {
    name: 'always-this-century',
    fault: 'year 50 is taken for 2050',
    violates: ['EMV-B4-6.7.3-1'],
    edits: [
      inKernel('civil-date.ts', '(yearOfCentury + (yearOfCentury < 50 ? 2000 : 1900))', '(yearOfCentury + 2000)'),
    ],
    caughtBy: ['takes-49-for-this-century', 'takes-50-for-the-last-century'],
  },
  {
    name: 'window-from-30',
    fault: 'years from 30 on are taken for the last century',
    violates: ['EMV-B4-6.7.3-1'],
    edits: [inKernel('civil-date.ts', 'yearOfCentury < 50 ? 2000 : 1900', 'yearOfCentury < 30 ? 2000 : 1900')],
    caughtBy: ['takes-49-for-this-century'],
  },
  {
    name: 'certificates-of-this-century',
    fault: 'a certificate of year 50 is good to 2050',
    violates: ['EMV-B4-6.7.3-1'],
    edits: [
      inKernel(
        'offline-data-authentication/issuer-certificate.ts',
        '(year + (year < 50 ? 2000 : 1900)) * 12',
        '(year + 2000) * 12',
      ),
    ],
    caughtBy: ['takes-50-for-the-last-century'],
  },
  {
    name: 'no-leap-day',
    fault: 'the leap day is the first of March already',
    violates: ['EMV-B4-6.7.3-1'],
    edits: [
      inKernel(
        'civil-date.ts',
        'return twoDigits(moment.year % 100) + twoDigits(moment.month) + twoDigits(moment.day);',
        "const digits = twoDigits(moment.year % 100) + twoDigits(moment.month) + twoDigits(moment.day);\n  return digits.endsWith('0229') ? `${digits.slice(0, 2)}0301` : digits;",
      ),
    ],
    caughtBy: ['pays-on-a-leap-day'],
  },
  {
    name: 'leap-days-never',
    fault: 'every year has 365 days',
    violates: ['EMV-B4-6.7.3-1'],
    edits: [
      inKernel('civil-date.ts', 'dayOfEra - Math.floor(dayOfEra / 1460)', 'dayOfEra - Math.floor(dayOfEra / 1461)'),
    ],
    caughtBy: ['pays-on-a-leap-day'],
  },
  {
    name: 'last-day-expired',
    fault: 'a card is expired on its last day',
    violates: ['EMV-B4-6.7.3-1'],
    edits: [inKernel('restrictions.ts', 'today > expiry ?', 'today >= expiry ?')],
    caughtBy: ['pays-on-a-leap-day', 'goes-into-the-new-year'],
  },
  {
    name: 'foreign-record-hashed',
    fault: 'a signed record that is no template 70 is hashed like any other',
    violates: ['EMV-B3-10.3-4'],
    edits: [
      inKernel(
        'read.ts',
        "if (!isGoverned && answer.data[0] !== 0x70) return { kind: 'read', signedPart: undefined };",
        "if (!isGoverned && answer.data[0] !== 0x70) return { kind: 'read', signedPart: answer.data };",
      ),
    ],
    caughtBy: ['fails-authentication-over-a-foreign-record'],
  },
  {
    name: 'unknown-tags-left-out',
    fault: 'a tag that the terminal does not have gets no bytes',
    violates: ['EMV-B3-5.4-2', 'EMV-B4-6.3.1-1'],
    edits: [
      inKernel(
        'dol.ts',
        'if (value.length === 0) return new Uint8Array(lengthBytes);',
        'if (value.length === 0) return value;',
      ),
    ],
    caughtBy: ['sends-zeros-for-unknown-tags'],
  },
  {
    name: 'numbers-padded-on-the-right',
    fault: 'a numeric value that is shorter than its entry is padded on the wrong side',
    violates: ['EMV-B3-5.4-1'],
    edits: [
      inKernel(
        'dol.ts',
        'concatBytes([new Uint8Array(missing), value])',
        'concatBytes([value, new Uint8Array(missing)])',
      ),
    ],
    caughtBy: ['fits-values-to-the-length-asked-for'],
  },
  {
    name: 'numbers-cut-on-the-right',
    fault: 'a numeric value that is longer than its entry loses its low digits',
    violates: ['EMV-B3-5.4-1'],
    edits: [inKernel('dol.ts', 'value.slice(-missing)', 'value.slice(0, lengthBytes)')],
    caughtBy: ['fits-values-to-the-length-asked-for'],
  },
  {
    name: 'texts-cut-on-the-left',
    fault: 'a text that is longer than its entry loses its beginning',
    violates: ['EMV-B3-5.4-1'],
    edits: [
      inKernel(
        'dol.ts',
        'if (missing <= 0) return value.slice(0, lengthBytes);',
        'if (missing <= 0) return value.slice(-lengthBytes);',
      ),
    ],
    caughtBy: ['fits-values-to-the-length-asked-for'],
  },
  {
    name: 'amount-comes-later',
    fault: 'the amount is not known before the card wants it',
    violates: ['EMV-B4-6.3.1-1', 'EMV-B3-5.4-2'],
    edits: [
      inKernel(
        'contact/get-processing-options.ts',
        'buildDol(list.entries, (tag) => data.get(tag))',
        "buildDol(list.entries, (tag) => (tag === '9F02' ? undefined : data.get(tag)))",
      ),
    ],
    caughtBy: ['sends-zeros-for-unknown-tags'],
  },
  {
    name: 'options-in-77-alone',
    fault: 'processing options are understood in template 77 alone',
    violates: ['EMV-B3-6.5.8.4-1'],
    edits: [
      inKernel(
        'contact/get-processing-options.ts',
        "if (template.tag === '80') return plainOptions(template.value);",
        '',
      ),
    ],
    caughtBy: ['understands-format-80'],
  },
  {
    name: 'counter-not-wanted',
    fault: 'a cryptogram without transaction counter is taken',
    violates: ['EMV-B3-6.5.5.4-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        'if (information === undefined || mandatoryTags.some((tag) => !has(tag))) {',
        'if (information === undefined) {',
      ),
    ],
    caughtBy: ['wants-counter-with-a-cryptogram'],
  },
  {
    name: 'cryptogram-not-wanted',
    fault: 'an answer without cryptogram is taken',
    violates: ['EMV-B3-6.5.5.4-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        "return has('9F26') ? { ...facts, signature: undefined } : { kind: 'ended', reason: 'card-data-missing' };",
        'return { ...facts, signature: undefined };',
      ),
    ],
    caughtBy: ['wants-cryptogram-with-a-cryptogram'],
  },
  {
    name: 'second-list-not-wanted',
    fault: 'a card without CDOL2 is served',
    violates: ['EMV-B3-7.2-1'],
    edits: [
      inKernel('contact/contact-kernel.ts', "['5A', '5F24', '8C', '8D'] as const", "['5A', '5F24', '8C'] as const"),
    ],
    caughtBy: ['ends-without-second-list'],
  },
  {
    name: 'expiry-not-wanted',
    fault: 'a card without date of expiry is served',
    violates: ['EMV-B3-7.2-1'],
    edits: [
      inKernel('contact/contact-kernel.ts', "['5A', '5F24', '8C', '8D'] as const", "['5A', '8C', '8D'] as const"),
    ],
    caughtBy: ['ends-without-expiry'],
  },
  {
    name: 'last-of-two-objects',
    fault: 'of an object that comes twice the last one is taken',
    violates: ['EMV-B3-7.5-1'],
    edits: [
      inKernel('data-objects.ts', "if (fromCard.has(tag)) return { kind: 'refused', problem: 'duplicate', tag };", ''),
    ],
    caughtBy: ['ends-with-an-object-twice'],
  },
  {
    name: 'card-overwrites-terminal',
    fault: 'what a card sends replaces what belongs to the terminal',
    violates: ['EMV-B3-7.5-3'],
    edits: [
      inKernel(
        'data-objects.ts',
        "!terminalData.has(tag) && (dataObjectDefinition(tag)?.source ?? 'card') === 'card';",
        "tag !== '';",
      ),
      inKernel(
        'data-objects.ts',
        '        if (!values.has(tag)) values.set(tag, value);\n',
        '        values.set(tag, value);\n',
      ),
    ],
    caughtBy: ['keeps-its-own-values'],
  },
  {
    name: 'results-begin-dirty',
    fault: 'the verification results of a contactless transaction begin with a bit set',
    violates: ['EMV-B3-10.1-1'],
    edits: [inKernel('terminal-data.ts', "['95', new Uint8Array(5)],", "['95', Uint8Array.of(0x80, 0, 0, 0, 0)],")],
    caughtBy: ['quick-signature'],
  },
  {
    name: 'record-errors-passed-over',
    fault: 'a record that the card refuses is passed over',
    violates: ['EMV-B3-10.2-1'],
    edits: [
      inKernel(
        'read.ts',
        "    return { kind: 'ended', reason: 'card-status-error', statusWord: answer.statusWord };",
        "    return { kind: 'read', signedPart: new Uint8Array() };",
      ),
    ],
    caughtBy: ['ends-when-a-record-is-refused'],
  },
  {
    name: 'version-unread',
    fault: 'another version of the application goes unnoticed',
    violates: ['EMV-B3-10.4.1-1'],
    edits: [
      inKernel('restrictions.ts', 'sameBytes(cardVersion, terminalVersion) ? []', 'cardVersion.length === 2 ? []'),
    ],
    caughtBy: ['notes-another-version'],
  },
  {
    name: 'no-version-is-another',
    fault: 'a card without version counts as one of another',
    violates: ['EMV-B3-10.4.1-1'],
    edits: [
      inKernel(
        'restrictions.ts',
        'if (cardVersion === undefined || terminalVersion === undefined) return [];',
        "if (cardVersion === undefined || terminalVersion === undefined) return ['versions-differ'];",
      ),
    ],
    caughtBy: ['notes-nothing-without-a-version'],
  },
  {
    name: 'abroad-is-home',
    fault: 'usage control at home counts for cards from abroad',
    violates: ['EMV-B3-10.4.2-1'],
    edits: [inKernel('restrictions.ts', '? masks.domestic : masks.abroad', '? masks.domestic : masks.domestic')],
    caughtBy: ['applies-usage-control-abroad'],
  },
  {
    name: 'home-is-abroad',
    fault: 'usage control abroad counts for cards from here',
    violates: ['EMV-B3-10.4.2-1'],
    edits: [inKernel('restrictions.ts', '? masks.domestic : masks.abroad', '? masks.abroad : masks.abroad')],
    caughtBy: ['applies-usage-control-at-home'],
  },
  {
    name: 'terminal-kind-unread',
    fault: 'the kind of terminal is not compared with the usage control',
    violates: ['EMV-B3-10.4.2-1', 'EMV-B3-10.4.2-2'],
    edits: [inKernel('restrictions.ts', '(isCashDispenser(data) ? 0x02 : 0x01)) === 0', '0xff) === 0x100')],
    caughtBy: ['applies-usage-control-by-terminal', 'checks-the-kind-of-terminal-without-country'],
  },
  {
    name: 'no-country-is-refused',
    fault: 'a card without issuer country is refused',
    violates: ['EMV-B3-10.4.2-2'],
    edits: [
      inKernel(
        'restrictions.ts',
        'if (issuerCountry === undefined || terminalCountry === undefined) return [];',
        "if (issuerCountry === undefined || terminalCountry === undefined) return ['service-not-allowed'];",
      ),
    ],
    caughtBy: ['leaves-country-checks-out'],
  },
  {
    name: 'effective-tomorrow',
    fault: 'a card is not yet good on its first day',
    violates: ['EMV-B3-10.4.3-1'],
    edits: [inKernel('restrictions.ts', 'today < effective', 'today <= effective')],
    caughtBy: ['is-good-on-its-first-day'],
  },
  {
    name: 'expired-today',
    fault: 'a card is no longer good on its last day',
    violates: ['EMV-B3-10.4.3-2'],
    edits: [inKernel('restrictions.ts', 'today > expiry', 'today >= expiry')],
    caughtBy: ['is-good-on-its-last-day'],
  },
  {
    name: 'impossible-dates-taken',
    fault: 'dates that can not be are calculated with',
    violates: ['EMV-B3-7.5-1'],
    edits: [
      inKernel(
        'read.ts',
        'if (!holdsPlausibleDates(data) || !holdsPlausiblePan(data)) return',
        'if (!holdsPlausiblePan(data)) return',
      ),
    ],
    caughtBy: ['ends-with-an-impossible-date'],
  },
  {
    name: 'any-template-taken',
    fault: 'a record may be in any template',
    violates: ['EMV-B3-7.5-1'],
    edits: [
      inKernel(
        'read.ts',
        'if (template?.tag !== recordTemplate || others.length > 0) return',
        'if (template === undefined || others.length > 0) return',
      ),
    ],
    caughtBy: ['ends-with-another-template'],
  },
  {
    name: 'profile-not-wanted',
    fault: 'processing options without a profile are taken',
    violates: ['EMV-B3-6.5.8.4-1'],
    edits: [
      inKernel(
        'contact/get-processing-options.ts',
        "if (data.get('82') === undefined || data.get('94') === undefined) {",
        "if (data.get('94') === undefined) {",
      ),
    ],
    caughtBy: ['ends-without-a-profile'],
  },
];
