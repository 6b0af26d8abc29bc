import { inKernel, inTerminal, type KernelMutant } from './kernel-mutant.ts';

/** Faults of application selection and initiation. */
export const selectionMutants: readonly KernelMutant[] = [
  {
    name: 'language-of-the-terminal-first',
    fault: 'the first language of the terminal that the card has is taken',
    violates: ['EMV-B4-11.1-1'],
    edits: [
      inKernel(
        'language-selection.ts',
        'const common = preferred(speaker.preference).find((language) => languages.includes(language));',
        'const common = languages.find((language) => preferred(speaker.preference).includes(language));',
      ),
    ],
    caughtBy: ['speaks-the-best-common-language'],
  },
  {
    name: 'one-language-looked-at',
    fault: 'only the first language of the card is looked at',
    violates: ['EMV-B4-11.1-1'],
    edits: [inKernel('language-selection.ts', 'const languageCountMax = 4;', 'const languageCountMax = 1;')],
    caughtBy: ['speaks-the-next-language-of-the-card'],
  },
  {
    name: 'language-never-asked',
    fault: 'the local language is spoken without asking',
    violates: ['EMV-B4-11.1-1'],
    edits: [
      inKernel(
        'language-selection.ts',
        'const chosen = await cardholder?.chooseLanguage?.(languages);',
        'const chosen = cardholder === undefined ? undefined : languages[0];',
      ),
    ],
    caughtBy: ['asks-which-language', 'asks-which-language-of-a-silent-card'],
  },
  {
    name: 'language-chosen-late',
    fault: 'the language is chosen after processing has begun',
    violates: ['EMV-B4-11.1-1'],
    edits: [
      inKernel(
        'contact/contact-kernel.ts',
        "  await selectLanguage({ observer, configuration: terms.configuration, preference: data.get('5F2D') }, cardholder);\n  const begun = await beginProcessing(session, data);",
        "  const begun = await beginProcessing(session, data);\n  await selectLanguage({ observer, configuration: terms.configuration, preference: data.get('5F2D') }, cardholder);",
      ),
    ],
    caughtBy: ['speaks-the-best-common-language', 'asks-which-language'],
  },
  {
    name: 'always-english',
    fault: 'what is displayed is in English whatever was chosen',
    violates: ['EMV-B4-11.1-1'],
    edits: [inTerminal('merchant/transaction.ts', 'language = chosen;', 'void chosen;')],
    caughtBy: ['speaks-the-best-common-language', 'speaks-the-language-of-a-tap'],
  },
  {
    name: 'list-before-directory',
    fault: 'the directory of the chip slot is never selected',
    violates: ['EMV-B1-12.3.2-1'],
    edits: [inKernel('contact/candidate-list.ts', 'if (settings.usesDirectory) {', 'if (!settings.usesDirectory) {')],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'blocked-card-tried',
    fault: 'a card that says it is blocked is asked for every name',
    violates: ['EMV-B1-12.3.2-2'],
    edits: [
      inKernel(
        'contact/candidate-list.ts',
        "  if (answer.statusWord === statusNotSupported) return { kind: 'ended', reason: 'card-blocked' };\n  if (answer.statusWord !== statusSuccess) return unusable;",
        '  if (answer.statusWord !== statusSuccess) return unusable;',
      ),
    ],
    caughtBy: ['leaves-a-blocked-card-alone'],
  },
  {
    name: 'nothing-without-directory',
    fault: 'a card without a directory is given up',
    violates: ['EMV-B1-12.3.2-3', 'EMV-B4-11.3-1'],
    edits: [
      inKernel(
        'contact/candidate-list.ts',
        "if (directory.kind !== 'unusable') return directory;",
        "return directory.kind === 'unusable' ? { kind: 'ended', reason: 'no-directory' } : directory;",
      ),
    ],
    caughtBy: ['falls-back-to-its-list', 'passes-over-a-blocked-directory'],
  },
  {
    name: 'blocked-directory-read',
    fault: 'a directory that is blocked is read like another',
    violates: ['EMV-B1-12.3.2-3'],
    edits: [
      inKernel(
        'contact/candidate-list.ts',
        'if (answer.statusWord !== statusSuccess) return unusable;',
        'if (answer.statusWord !== statusSuccess && answer.statusWord !== statusInvalidated) return unusable;',
      ),
    ],
    caughtBy: ['passes-over-a-blocked-directory'],
  },
  {
    name: 'one-directory-record',
    fault: 'the directory is read for one record',
    violates: ['EMV-B1-12.3.2-4'],
    edits: [
      inKernel('contact/candidate-list.ts', 'number <= recordNumberMax; number += 1', 'number <= 1; number += 1'),
    ],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'first-of-a-family',
    fault: 'a name is not asked for its next occurrence',
    violates: ['EMV-B1-12.3.3-1'],
    edits: [
      inKernel(
        'contact/candidate-list.ts',
        'if (isWhole || !application.allowsPartialSelection) break;',
        'if (occurrence >= 0) break;',
      ),
    ],
    caughtBy: ['selects-the-next-of-a-family'],
  },
  {
    name: 'blocked-application-offered',
    fault: 'an application that is blocked is a candidate',
    violates: ['EMV-B1-12.3.3-2'],
    edits: [
      inKernel(
        'contact/candidate-list.ts',
        'else if (isWhole || application.allowsPartialSelection) {',
        'if (isWhole || application.allowsPartialSelection) {',
      ),
    ],
    caughtBy: ['passes-over-a-blocked-application'],
  },
  {
    name: 'names-never-whole',
    fault: 'the beginning of a name is enough where the whole is wanted',
    violates: ['EMV-B1-12.3.1-1'],
    edits: [
      inKernel(
        'contact/candidate-list.ts',
        'return name.length === identifier.length || application.allowsPartialSelection;',
        'return true;',
      ),
    ],
    caughtBy: ['wants-an-exact-name'],
  },
  {
    name: 'names-always-whole',
    fault: 'a longer name is not taken where its beginning is enough',
    violates: ['EMV-B1-12.3.1-1'],
    edits: [
      inKernel(
        'contact/candidate-list.ts',
        'return name.length === identifier.length || application.allowsPartialSelection;',
        'return name.length === identifier.length;',
      ),
      inKernel(
        'contact/candidate-list.ts',
        'else if (isWhole || application.allowsPartialSelection) {',
        'else if (isWhole) {',
      ),
    ],
    caughtBy: ['takes-a-longer-name'],
  },
  {
    name: 'any-application-taken',
    fault: 'an application of a name that the terminal does not have is a candidate',
    violates: ['EMV-B1-12.4-1'],
    edits: [inKernel('contact/candidate-list.ts', 'if (!startsWithBytes(name, identifier)) return false;', '')],
    caughtBy: ['ends-without-a-common-application'],
  },
  {
    name: 'priorities-upside-down',
    fault: 'the highest priority value is offered first',
    violates: ['EMV-B1-12.4-2'],
    edits: [inKernel('contact/application-selection.ts', 'rank(left) - rank(right)', 'rank(right) - rank(left)')],
    caughtBy: ['takes-the-highest-priority-first'],
  },
  {
    name: 'labels-alone',
    fault: 'the preferred name of an application is not shown',
    violates: ['EMV-B4-11.3-1'],
    edits: [
      inKernel(
        'contact/application-selection.ts',
        'preferredName !== undefined && codeTableIndex === 1 ? preferredName : label',
        'preferredName !== undefined && codeTableIndex === 99 ? preferredName : label',
      ),
    ],
    caughtBy: ['shows-preferred-names'],
  },
  {
    name: 'confirmation-not-needed',
    fault: 'an application that must be confirmed is taken when nobody can be asked',
    violates: ['EMV-B1-12.4-3'],
    edits: [
      inKernel(
        'contact/application-selection.ts',
        'ordered.find(({ needsConfirmation }) => !needsConfirmation)',
        'ordered.find(({ priority }) => priority > 0)',
      ),
    ],
    caughtBy: ['selects-nothing-that-nobody-confirms', 'passes-over-what-nobody-confirms'],
  },
  {
    name: 'confirmation-not-asked-for',
    fault: "a single application is taken without the cardholder's word",
    violates: ['EMV-B1-12.4-3'],
    edits: [
      inKernel(
        'contact/application-selection.ts',
        'const isWanted = !first.needsConfirmation || (',
        'const isWanted = first.priority > 0 || (',
      ),
    ],
    caughtBy: ['asks-for-confirmation'],
  },
  {
    name: 'failed-selection-ends',
    fault: 'an application that can not be selected ends the transaction',
    violates: ['EMV-B1-12.4-4'],
    edits: [
      inKernel(
        'contact/application-selection.ts',
        "return { kind: 'select-next', reason: 'application-not-selectable' };",
        "return { kind: 'ended', reason: 'application-not-selectable' };",
      ),
    ],
    caughtBy: ['goes-on-when-final-selection-fails'],
  },
  {
    name: 'options-refusal-ends',
    fault: 'an application that refuses processing options ends the transaction',
    violates: ['EMV-B3-10.1-3'],
    edits: [
      inKernel(
        'contact/get-processing-options.ts',
        "return { kind: 'select-next', reason: 'initiation-refused' };",
        "return { kind: 'ended', reason: 'initiation-refused' };",
      ),
    ],
    caughtBy: ['returns-to-selection-after-6985'],
  },
  {
    name: 'empty-template-left-out',
    fault: 'GET PROCESSING OPTIONS without a list has no template 83',
    violates: ['EMV-B3-10.1-2'],
    edits: [
      inKernel(
        'application-protocol-data-unit.ts',
        "encodeTlv('83', processingOptionsData)",
        "processingOptionsData.length === 0 ? processingOptionsData : encodeTlv('83', processingOptionsData)",
      ),
    ],
    caughtBy: ['approved-by-chip', 'approved-online'],
  },
];
