import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults of the entry point and of the contactless kernels. */
export const contactlessMutants: readonly KernelMutant[] = [
  {
    name: 'poi-always-told',
    fault: 'every card is told the category of the terminal',
    violates: ['EMV-CB-C1-spi'],
    edits: [
      inKernel(
        'contactless/send-poi-information.ts',
        'const knowsCategory = categoriesOf(offered).includes(poi.categoryHex.toUpperCase());',
        'const knowsCategory = categoriesOf(offered).length >= 0;',
      ),
    ],
    caughtBy: ['keeps-its-category-from-other-cards', 'tells-what-a-list-asks-for', 'tells-nothing-unasked'],
  },
  {
    name: 'poi-never-told',
    fault: 'no card is told anything of the terminal',
    violates: ['EMV-CB-C1-spi'],
    edits: [
      inKernel(
        'contactless/send-poi-information.ts',
        'if (!knowsCategory && selectionList === undefined) return undefined;',
        'if (offered.length > 0 || (!knowsCategory && selectionList === undefined)) return undefined;',
      ),
    ],
    caughtBy: ['tells-its-category-to-a-card-that-names-it', 'tells-what-a-list-asks-for', 'tells-list-and-category'],
  },
  {
    name: 'poi-list-unread',
    fault: 'a list without a category is not answered',
    violates: ['EMV-CB-C1-spi'],
    edits: [
      inKernel(
        'contactless/send-poi-information.ts',
        'if (!knowsCategory && selectionList === undefined) return undefined;',
        'if (!knowsCategory) return undefined;',
      ),
    ],
    caughtBy: ['tells-what-a-list-asks-for'],
  },
  {
    name: 'poi-answer-unread',
    fault: 'the directory that answers is not looked at',
    violates: ['EMV-CB-C1-spi'],
    edits: [
      inKernel(
        'contactless/proximity-environment.ts',
        'return entriesOf(await transmitForDirectory(session, command));',
        'await transmitForDirectory(session, command);\n  return entriesOf(first);',
      ),
    ],
    caughtBy: [
      'tells-its-category-to-a-card-that-names-it',
      'tells-list-and-category',
      'ends-when-poi-information-is-refused',
    ],
  },
  {
    name: 'stronger-answers-taken',
    fault: 'a card may answer stronger than it was asked',
    violates: ['EMV-B3-9.3-1'],
    edits: [
      inKernel(
        'generate-cryptogram.ts',
        'if (!isLawfulAnswer(answer.requested, answered)) {',
        'if (answered === undefined) {',
      ),
    ],
    caughtBy: ['never-goes-online-after-asking-to-decline'],
  },
  {
    name: 'floor-indicator-at-the-limit',
    fault: 'the floor limit indicator is raised at the limit',
    violates: ['EMV-CB-3.1.1-floor'],
    edits: [
      inKernel(
        'contactless/pre-processing.ts',
        'floorLimitExceeded: amountMinor > (',
        'floorLimitExceeded: amountMinor >= (',
      ),
    ],
    caughtBy: ['raises-no-floor-indicator-at-the-limit'],
  },
  {
    name: 'floor-indicator-never',
    fault: 'the floor limit indicator is never raised',
    violates: ['EMV-CB-3.1.1-floor'],
    edits: [
      inKernel(
        'contactless/pre-processing.ts',
        'floorLimitExceeded: amountMinor > (limits.floorLimitMinor ?? Infinity),',
        'floorLimitExceeded: false,',
      ),
    ],
    caughtBy: ['raises-the-floor-indicator-above-the-limit'],
  },
  {
    name: 'verification-above-its-limit',
    fault: 'verification is required only above its limit',
    violates: ['EMV-CB-3.1.1-cvm', 'L3-CVM-01'],
    edits: [
      inKernel(
        'contactless/pre-processing.ts',
        'verificationLimitExceeded: amountMinor >= (',
        'verificationLimitExceeded: amountMinor > (',
      ),
    ],
    caughtBy: ['requires-verification-from-its-limit-on', 'quick-signature'],
  },
  {
    name: 'verification-always',
    fault: 'verification is required of every amount',
    violates: ['EMV-CB-3.1.1-cvm', 'L3-CVM-01'],
    edits: [
      inKernel(
        'contactless/pre-processing.ts',
        'verificationLimitExceeded: amountMinor >= (limits.cvmRequiredLimitMinor ?? Infinity),',
        'verificationLimitExceeded: true,',
      ),
    ],
    caughtBy: ['requires-no-verification-below-its-limit'],
  },
  {
    name: 'dynamic-qualifiers-stick',
    fault: 'qualifiers that were raised once stay raised',
    violates: ['EMV-CB-3.1.1-ttq'],
    edits: [
      inKernel(
        'contactless/terminal-transaction-qualifiers.ts',
        'const dynamicBits = 0xc0;',
        'const dynamicBits = 0xc0;\nlet stuck = 0;',
      ),
      inKernel(
        'contactless/terminal-transaction-qualifiers.ts',
        '  bytes[1] = (byteAt(bytes, 1) & ~dynamicBits) | raised;',
        '  stuck |= raised;\n  bytes[1] = (byteAt(bytes, 1) & ~dynamicBits) | stuck;',
      ),
    ],
    caughtBy: ['clears-its-qualifiers-for-every-transaction'],
  },
  {
    name: 'over-limit-silently',
    fault: 'an amount over every limit ends without sending elsewhere',
    violates: ['EMV-CB-3.1.1.13'],
    edits: [
      inKernel(
        'contactless-transaction.ts',
        "otherInterfaceOutcome({ reason: allowed.reason, message: 'insert-or-swipe', alternate: 'none' })",
        'endedOutcome({ reason: allowed.reason })',
      ),
    ],
    caughtBy: ['over-limit'],
  },
  {
    name: 'short-names-selected',
    fault: 'names of the directory may have any length',
    violates: ['EMV-CB-3.3.2.5-a'],
    edits: [
      inKernel(
        'contactless/proximity-environment.ts',
        'if (applicationName === undefined || applicationName.length < 5 || applicationName.length > 16) return undefined;',
        'if (applicationName === undefined) return undefined;',
      ),
      inKernel(
        'contactless/combination-selection.ts',
        '.filter(({ application }) => startsWithBytes(entry.applicationName, fromHex(application.aidHex)))',
        '.filter(({ application }) => startsWithBytes(fromHex(application.aidHex), entry.applicationName.subarray(0, 4)))',
      ),
    ],
    caughtBy: ['passes-over-a-name-that-is-too-short'],
  },
  {
    name: 'whole-names-only',
    fault: "a name that begins with the terminal's is not taken",
    violates: ['EMV-CB-3.3.2.5-a'],
    edits: [
      inKernel(
        'contactless/combination-selection.ts',
        '.filter(({ application }) => startsWithBytes(entry.applicationName, fromHex(application.aidHex)))',
        '.filter(({ application }) => toHex(entry.applicationName) === application.aidHex)',
      ),
    ],
    caughtBy: ['qualifies-a-name-by-its-beginning'],
  },
  {
    name: 'no-kernel-by-provider',
    fault: 'an entry without kernel identifier has no kernel',
    violates: ['EMV-CB-3.3.2.5-c'],
    edits: [
      inKernel(
        'contactless/proximity-environment.ts',
        'return kernelOfProvider[provider] ?? 0;',
        "return provider === '' ? 0 : undefined;",
      ),
    ],
    caughtBy: ['takes-the-kernel-of-the-provider'],
  },
  {
    name: 'kernel-of-entry-unread',
    fault: 'the kernel that an entry asks for is not read',
    violates: ['EMV-CB-3.3.2.5-d'],
    edits: [
      inKernel(
        'contactless/combination-selection.ts',
        'entry.kernelId === 0 || entry.kernelId === application.kernelId',
        'entry.kernelId >= 0',
      ),
    ],
    caughtBy: ['leaves-an-entry-for-another-kernel'],
  },
  {
    name: 'unknown-card-unsaid',
    fault: 'a card without a common application is told nothing',
    violates: ['EMV-CB-3.3.2.7'],
    edits: [inKernel('contactless-transaction.ts', "showMessage(observer, 'try-another-card');", '')],
    caughtBy: ['sends-an-unknown-card-away'],
  },
  {
    name: 'highest-value-first',
    fault: 'the highest priority value is taken first',
    violates: ['EMV-CB-3.3.3-priority'],
    edits: [
      inKernel(
        'contactless/combination-selection.ts',
        'left.entry.priority - right.entry.priority',
        'right.entry.priority - left.entry.priority',
      ),
    ],
    caughtBy: ['takes-the-lowest-priority-value-first'],
  },
  {
    name: 'no-priority-first',
    fault: 'an entry without priority is taken first',
    violates: ['EMV-CB-3.3.3-priority'],
    edits: [
      inKernel(
        'contactless/proximity-environment.ts',
        'priority: priority === 0 ? lowestPriority : priority,',
        'priority,',
      ),
    ],
    caughtBy: ['takes-an-entry-without-priority-last'],
  },
  {
    name: 'ties-backwards',
    fault: 'of equal priorities the last entry is taken',
    violates: ['EMV-CB-3.3.3-priority'],
    edits: [
      inKernel(
        'contactless/combination-selection.ts',
        'return candidates.toSorted(',
        'return candidates.toReversed().toSorted(',
      ),
    ],
    caughtBy: ['keeps-the-order-of-the-directory'],
  },
  {
    name: 'failed-selection-ends-tap',
    fault: 'an application that can not be selected ends the transaction',
    violates: ['EMV-CB-3.3.3.5'],
    edits: [
      inKernel(
        'contactless/combination-selection.ts',
        "return { kind: 'select-next', reason: 'application-not-selectable', statusWord };",
        "return { kind: 'ended', reason: 'application-not-selectable', statusWord };",
      ),
    ],
    caughtBy: ['drops-an-entry-that-can-not-be-selected'],
  },
  {
    name: 'qualifiers-list-not-wanted',
    fault: 'a card that does not ask for the qualifiers is served',
    violates: ['EMV-CB-3.3.3.6'],
    edits: [
      inKernel(
        'contactless/combination-selection.ts',
        'if (mustAskForQualifiers(combination) && !asksForQualifiers(objects)) {',
        'if (mustAskForQualifiers(combination) && objects.length === 0) {',
      ),
    ],
    caughtBy: ['discards-a-card-without-the-qualifiers-list'],
  },
  {
    name: 'select-next-ends',
    fault: 'Select Next ends the transaction',
    violates: ['EMV-CB-3.5-outcomes'],
    edits: [
      inKernel(
        'contactless-transaction.ts',
        "if (result.kind !== 'select-next') return result;",
        'if (last !== undefined) return result;',
      ),
    ],
    caughtBy: ['takes-the-next-application-on-6985'],
  },
  {
    name: 'try-again-ends',
    fault: 'Try Again ends the transaction',
    violates: ['EMV-CB-3.5-outcomes', 'EMV-C3-5.2.2.2-1'],
    edits: [
      inKernel(
        'contactless-transaction.ts',
        'if (presentAgainCount > presentAgainCountMax) break;',
        'if (presentAgainCount > 0) break;',
      ),
    ],
    caughtBy: ['asks-the-cardholder-to-look-at-the-phone'],
  },
  {
    name: 'slot-not-offered',
    fault: '6984 does not send the cardholder to the slot',
    violates: ['EMV-C3-5.2.2.2-1', 'EMV-CB-3.5-outcomes'],
    edits: [inKernel('contactless/kernel-3-initiate.ts', 'contactWanted: 0x69_84', 'contactWanted: 0x69_80')],
    caughtBy: ['sends-the-cardholder-to-the-slot'],
  },
  {
    name: 'next-application-not-tried',
    fault: '6985 does not lead to the next application',
    violates: ['EMV-C3-5.2.2.2-1', 'EMV-CB-3.5-outcomes'],
    edits: [inKernel('contactless/kernel-3-initiate.ts', 'selectNext: 0x69_85', 'selectNext: 0x69_80')],
    caughtBy: ['takes-the-next-application-on-6985'],
  },
  {
    name: 'phone-not-shown',
    fault: '6986 does not send the cardholder to the phone',
    violates: ['EMV-C3-5.2.2.2-1', 'EMV-CB-3.5-outcomes'],
    edits: [inKernel('contactless/kernel-3-initiate.ts', 'deviceWanted: 0x69_86', 'deviceWanted: 0x69_80')],
    caughtBy: ['see-phone', 'asks-the-cardholder-to-look-at-the-phone'],
  },
  {
    name: 'online-pin-promised',
    fault: 'the qualifiers promise an online PIN that the reader can not take',
    violates: ['EMV-C3-ttq-1'],
    edits: [
      inKernel(
        'contactless/terminal-transaction-qualifiers.ts',
        'const bytes = fromHex(staticHex);',
        'const bytes = fromHex(staticHex);\n  bytes[0] |= 0x04;',
      ),
    ],
    caughtBy: ['tells-what-the-reader-can-do'],
  },
  {
    name: 'signature-unheard',
    fault: 'a card that wants a signature gets none',
    violates: ['EMV-C3-ctq-1'],
    edits: [
      inKernel(
        'contactless/kernel-3-cardholder.ts',
        "if (card.has('signature-required') && reader.has('signature')) return { standing, method: 'signature' };",
        '',
      ),
    ],
    caughtBy: ['quick-signature'],
  },
  {
    name: 'impossible-method-approved',
    fault: 'a method that the reader does not have is passed over',
    violates: ['EMV-C3-ctq-1'],
    edits: [
      inKernel(
        'contactless/kernel-3-cardholder.ts',
        "if (isRequired) return declined('cardholder-verification-failed');",
        '',
      ),
    ],
    caughtBy: ['declines-a-method-that-it-does-not-have'],
  },
  {
    name: 'device-not-believed',
    fault: 'a device that verified its holder is not believed',
    violates: ['EMV-C3-ctq-1'],
    edits: [
      inKernel(
        'contactless/kernel-3-cardholder.ts',
        "if (card.has('device-verification-performed')) return byDevice(context, standing, authentication);",
        '',
      ),
    ],
    caughtBy: ['device-verified', 'believes-a-device-that-verified-its-holder'],
  },
  {
    name: 'nobody-verified-without-qualifiers',
    fault: 'nobody is verified when the card sends no qualifiers',
    violates: ['EMV-C3-ctq-2'],
    edits: [
      inKernel(
        'contactless/kernel-3-cardholder.ts',
        "if (card === undefined) return isRequired ? withoutQualifiers(reader, standing) : { standing, method: 'none' };",
        "if (card === undefined) return { standing, method: 'none' };",
      ),
    ],
    caughtBy: ['lets-the-cardholder-sign-without-qualifiers'],
  },
  {
    name: 'expired-cards-sold-to',
    fault: 'an expired card goes online without permission',
    violates: ['EMV-C3-exp-1'],
    edits: [
      inKernel(
        'contactless/kernel-3-restrictions.ts',
        "const mayGoOnline = card?.has('online-if-expired') === true && !reader.has('offline-only');",
        "const mayGoOnline = card !== undefined && !reader.has('offline-only');",
      ),
    ],
    caughtBy: ['declines-an-expired-card-without-permission'],
  },
  {
    name: 'expired-cards-never',
    fault: 'an expired card never goes online',
    violates: ['EMV-C3-exp-1'],
    edits: [
      inKernel(
        'contactless/kernel-3-restrictions.ts',
        "const mayGoOnline = card?.has('online-if-expired') === true && !reader.has('offline-only');",
        "const mayGoOnline = card?.has('online-if-expired') === 'never' && !reader.has('offline-only');",
      ),
    ],
    caughtBy: ['goes-online-with-an-expired-card'],
  },
  {
    name: 'verification-at-the-limit',
    fault: 'kernel 2 verifies at its limit',
    violates: ['EMV-C2-limits-1', 'L3-CVM-01'],
    edits: [
      inKernel(
        'terminal-data.ts',
        'if (terms.request.amountMinor <= terms.application.cvmRequiredLimitMinor) {',
        'if (terms.request.amountMinor < terms.application.cvmRequiredLimitMinor) {',
      ),
    ],
    caughtBy: ['verifies-nobody-at-the-limit'],
  },
  {
    name: 'verification-never',
    fault: 'kernel 2 verifies nobody above its limit',
    violates: ['EMV-C2-limits-1', 'L3-CVM-01'],
    edits: [
      inKernel(
        'terminal-data.ts',
        'if (terms.request.amountMinor <= terms.application.cvmRequiredLimitMinor) {',
        'if (terms.request.amountMinor > 0) {',
      ),
    ],
    caughtBy: ['verifies-above-the-limit'],
  },
  {
    name: 'own-device-ignored',
    fault: 'verification by the own device does not count for kernel 2',
    violates: ['EMV-C2-cdcvm-1'],
    edits: [
      inKernel(
        'contactless/kernel-2-cardholder.ts',
        'return context.application.kernel2?.acceptsDeviceVerification === true && (profile & onDeviceMask) !== 0;',
        'return context.application.kernel2?.acceptsDeviceVerification === true && (profile & onDeviceMask) > 0xff;',
      ),
    ],
    caughtBy: ['needs-no-more-than-the-own-device'],
  },
  {
    name: 'stripe-mode-served',
    fault: 'a card that knows mag-stripe mode alone is served in EMV mode',
    violates: ['EMV-C2-mag-1'],
    edits: [
      inKernel(
        'initiate.ts',
        'if (((profile[1] ?? 0) & emvModeMask) === 0) return',
        'if (((profile[1] ?? 0) & emvModeMask) > 0xff) return',
      ),
    ],
    caughtBy: ['asks-no-cryptogram-of-a-stripe-profile'],
  },
  {
    name: 'cryptogram-not-recovered',
    fault: 'the cryptogram that was signed is not put into the data record',
    violates: ['EMV-C2-datarec-1', 'L3-DE55-05'],
    edits: [
      inKernel(
        'generate-cryptogram.ts',
        "data.set('9F26', signature.applicationCryptogram);",
        "data.set('9F26', new Uint8Array(8));",
      ),
    ],
    caughtBy: ['approved-online'],
  },
  {
    name: 'one-kernel-missing',
    fault: 'the applications of one provider are not served',
    violates: ['L3-AID-01'],
    edits: [inKernel('contactless-transaction.ts', '  [3, performKernel3],\n', '')],
    caughtBy: ['pays-with-every-application'],
  },
  {
    name: 'any-currency-by-tap',
    fault: 'an amount condition counts in any currency',
    violates: ['EMV-B3-10.5-3'],
    edits: [
      inKernel(
        'cardholder-verification.ts',
        'return cardCurrency !== undefined && currency !== undefined && sameBytes(cardCurrency, currency);',
        'return cardCurrency !== undefined;',
      ),
    ],
    caughtBy: ['ignores-another-currency-by-tap'],
  },
  {
    name: 'next-rule-always-by-tap',
    fault: 'the next rule is tried whatever the flag of this one says',
    violates: ['EMV-B3-10.5-4'],
    edits: [inKernel('cardholder-verification.ts', 'if ((rule.method & continuesMask) === 0) break;', '')],
    caughtBy: ['stops-at-an-unknown-method-by-tap'],
  },
  {
    name: 'zero-offline',
    fault: 'a reader that never goes online takes an amount of zero',
    violates: ['EMV-CB-3.1.1.11'],
    edits: [
      inKernel(
        'contactless/pre-processing.ts',
        "limits.zeroAmount === 'refused' || isOfflineOnly",
        "limits.zeroAmount === 'refused'",
      ),
    ],
    caughtBy: ['asks-nobody-for-nothing-when-offline-only'],
  },
  {
    name: 'extended-selection-unasked',
    fault: 'the extended selection is appended whether or not the reader knows it',
    violates: ['EMV-CB-3.3.3.3'],
    edits: [
      inKernel(
        'contactless/combination-selection.ts',
        'application.extendedSelectionSupported !== true || extendedSelection === undefined',
        "application.label === '' || extendedSelection === undefined",
      ),
    ],
    caughtBy: ['selects-by-the-plain-name'],
  },
  {
    name: 'relay-unsigned',
    fault: 'nobody looks whether the signature covers the relay exchange',
    violates: ['EMV-C2-3.10-4'],
    edits: [
      inKernel(
        'contactless/relay-resistance.ts',
        'return sameBytes(dynamic.subarray(offset, offset + own.length), own);',
        'return offset > 0;',
      ),
    ],
    caughtBy: ['believes-only-a-signed-relay-exchange'],
  },
  {
    name: 'torn-given-up',
    fault: 'a card that does not give its old cryptogram back is given up',
    violates: ['EMV-C2-torn-3'],
    edits: [
      inKernel(
        'contactless/torn-recovery.ts',
        "if (answer.statusWord !== statusSuccess) return { kind: 'refused', statusWord: answer.statusWord };",
        "if (answer.statusWord !== statusSuccess) {\n    return { kind: 'judged', generated: { kind: 'ended', reason: 'card-data-error' } };\n  }",
      ),
    ],
    caughtBy: ['torn-and-not-recovered'],
  },
  {
    name: 'one-limit-for-all',
    fault: 'a card gets the limit of a device',
    violates: ['EMV-C2-limits-2'],
    edits: [
      inKernel(
        'contactless/kernel-2-cardholder.ts',
        'return isDeviceVerification(context) && onDeviceMinor !== undefined',
        'return onDeviceMinor !== undefined',
      ),
    ],
    caughtBy: ['holds-a-card-to-the-limit-for-cards'],
  },
  {
    name: 'long-interface-request',
    fault: 'the user interface request data have 21 bytes',
    violates: ['EMV-C2-uird-1'],
    edits: [inKernel('contactless/user-interface.ts', 'const languageBytes = 8;', 'const languageBytes = 16;')],
    caughtBy: ['user-interface-request'],
  },
  {
    name: 'fast-hash-unseen',
    fault: 'the hash of a fast signature is not compared',
    violates: ['EMV-C3-fdda-1'],
    edits: [
      inKernel(
        'contactless/fast-dynamic-authentication.ts',
        "if (!hasHash(frame, [...terminalDynamicData, related])) return failed('signature-wrong-hash');",
        "if (terminalDynamicData.length === 0) return failed('signature-wrong-hash');",
      ),
    ],
    caughtBy: ['declines-a-fast-signature-over-another-number'],
  },
  {
    name: 'program-unseen',
    fault: 'the limits of the reader count whatever the program of the card',
    violates: ['EMV-C3-drl-1'],
    edits: [
      inKernel(
        'contactless/dynamic-reader-limits.ts',
        'if (limits === undefined) return',
        'if (limits === undefined || program !== undefined) return',
      ),
    ],
    caughtBy: ['goes-by-the-limits-of-a-low-program'],
  },
];
