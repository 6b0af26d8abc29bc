import { inKernel, inTerminal, type KernelMutant } from './kernel-mutant.ts';

/** Faults of action analysis, online processing, completion, and of what leaves the terminal. */
export const completionMutants: readonly KernelMutant[] = [
  {
    name: 'referral-unsaid',
    fault: 'nobody is alerted to a referral',
    violates: ['EMV-B4-6.5.2-1'],
    edits: [inKernel('contact/referral.ts', "  observer.display('CALL YOUR BANK');\n", '')],
    caughtBy: ['sells-what-the-attendant-approved-by-telephone', 'declines-what-the-attendant-declined-by-telephone'],
  },
  {
    name: 'referral-after-the-card',
    fault: 'the attendant is alerted to a referral when the card has decided',
    violates: ['EMV-B4-6.5.2-1'],
    edits: [
      inKernel(
        'contact/completion.ts',
        '  const completed = await finalCryptogram(context, state, { type, answer });',
        "  const completed = await finalCryptogram(context, state, { type, answer });\n  if (referred) context.needs.observer.display('CALL YOUR BANK');",
      ),
      inKernel('contact/referral.ts', "  observer.display('CALL YOUR BANK');\n", ''),
    ],
    caughtBy: ['declines-what-the-attendant-declined-by-telephone'],
  },
  {
    name: 'referral-code-rewritten',
    fault: 'the response code becomes 00 when the attendant approves',
    violates: ['EMV-B4-6.5.2-1'],
    edits: [
      inKernel(
        'contact/completion.ts',
        "  const type = referral?.kind === 'approved' ? 'TC' : wanted;",
        "  if (referral?.kind === 'approved') context.data.set('8A', toFixedText('00', 2));\n  const type = referral?.kind === 'approved' ? 'TC' : wanted;",
      ),
    ],
    caughtBy: ['sells-what-the-attendant-approved-by-telephone'],
  },
  {
    name: 'forced-acceptance-unmarked',
    fault: 'what the attendant forced is captured like any other sale',
    violates: ['EMV-B4-6.5.4-1'],
    edits: [
      inTerminal('host/advices.ts', "const FORCED_BY_ATTENDANT = '01';", 'const FORCED_BY_ATTENDANT = undefined;'),
    ],
    caughtBy: ['sells-at-the-risk-of-the-merchant', 'leaves-the-code-of-the-issuer-when-forced'],
  },
  {
    name: 'forced-acceptance-as-offline',
    fault: 'what the attendant forced bears the response code of an offline approval',
    violates: ['EMV-B4-6.5.4-1'],
    edits: [
      inTerminal(
        'merchant/forced-acceptance.ts',
        "{ kind: 'purchase', amountMinor, objects, responseCode, isForced: true }",
        "{ kind: 'purchase', amountMinor, objects, responseCode: 'Y1', isForced: true }",
      ),
    ],
    caughtBy: ['sells-at-the-risk-of-the-merchant', 'leaves-the-code-of-the-issuer-when-forced'],
  },
  {
    name: 'forced-acceptance-for-all',
    fault: 'the attendant may force what the merchant gave no leave for',
    violates: ['EMV-B4-6.5.4-1'],
    edits: [
      inTerminal(
        'merchant/forced-acceptance.ts',
        'const limits = parts.configuration.contact?.forcedAcceptance;',
        'const limits = { amountMinorMax: 1e12 };',
      ),
    ],
    caughtBy: ['forces-nothing-without-leave', 'forces-nothing-above-the-limit'],
  },
  {
    name: 'script-results-stay-here',
    fault: 'the host is not told what became of its scripts',
    violates: ['EMV-B4-6.3.9-2'],
    edits: [
      inTerminal(
        'store-and-forward/script-confirmation.ts',
        'if (ended === undefined || results === undefined || results.length === 0) return undefined;',
        'if (ended === undefined || results === undefined || results.length > 0) return undefined;',
      ),
    ],
    caughtBy: ['tells-the-host-what-became-of-its-scripts'],
  },
  {
    name: 'script-failure-without-number',
    fault: 'the result of a script that failed does not say at which command',
    violates: ['EMV-B4-6.3.9-2'],
    edits: [
      inKernel(
        'contact/issuer-scripts.ts',
        "result: scriptResult(identifier, 'failed', index + 1),",
        "result: scriptResult(identifier, 'failed'),",
      ),
    ],
    caughtBy: ['tells-the-host-what-became-of-its-scripts'],
  },
  {
    name: 'reversal-silent-about-scripts',
    fault: 'a reversal does not say what became of the scripts',
    violates: ['EMV-B4-6.3.9-2', 'EMV-B4-12.1.8-1'],
    edits: [inTerminal('host/chip-data.ts', '9F33 9F35 9F1E 9F5B', '9F33 9F35 9F1E')],
    caughtBy: ['tells-the-host-of-its-scripts-when-it-reverses'],
  },
  {
    name: 'reversal-silent-about-the-card',
    fault: 'a reversal has no chip data',
    violates: ['EMV-B4-12.1.8-1'],
    edits: [inTerminal('host/requests.ts', '25, 32, 37, 41, 42, 49, 55]);', '25, 32, 37, 41, 42, 49]);')],
    caughtBy: ['says-in-a-reversal-how-the-card-ended'],
  },
  {
    name: 'reversal-of-the-first-cryptogram',
    fault: 'a reversal does not say what the terminal decided without an answer',
    violates: ['EMV-B4-12.1.8-1'],
    edits: [inTerminal('host/requests.ts', '    [39, ended?.responseCode],\n', '')],
    caughtBy: ['says-in-a-reversal-how-the-card-ended'],
  },
  {
    name: 'broken-script-ends-all',
    fault: 'a script that can not be taken apart ends those behind it',
    violates: ['EMV-B4-12.2.4-1'],
    edits: [
      inKernel(
        'contact/issuer-scripts.ts',
        'if (commands === undefined) return { ...unplayed(value), isCardThere: true };',
        'if (commands === undefined) return unplayed(value);',
      ),
    ],
    caughtBy: ['goes-on-behind-a-broken-script'],
  },
  {
    name: 'broken-script-without-a-name',
    fault: 'the identifier of a script that breaks off is not read',
    violates: ['EMV-B4-12.2.4-1'],
    edits: [
      inKernel(
        'issuer-script.ts',
        '{ identifier: leadingIdentifier(value), commands: undefined }',
        '{ identifier: new Uint8Array(4), commands: undefined }',
      ),
    ],
    caughtBy: ['goes-on-behind-a-broken-script'],
  },
  {
    name: 'oversize-command-sent',
    fault: 'a command that is longer than a command can be is sent',
    violates: ['EMV-B4-12.2.4-1'],
    edits: [inKernel('issuer-script.ts', '{ min: 4, max: 261 }', '{ min: 4, max: 1024 }')],
    caughtBy: ['goes-on-behind-an-oversize-script'],
  },
  {
    name: 'denial-unread',
    fault: 'denial codes are not compared in the chip slot',
    violates: ['EMV-B3-10.7-1'],
    edits: [inKernel('contact/contact-actions.ts', "if (matches(context, 'denial')) return 'AAC';", '')],
    caughtBy: ['declines-at-once-by-a-denial-code'],
  },
  {
    name: 'codes-of-the-first-application',
    fault: 'every application in the slot is decided with the codes of the first',
    violates: ['L3-TAC-01'],
    edits: [
      inKernel(
        'contact/contact-actions.ts',
        'fromHex(context.application.terminalActionCodes[`${kind}Hex`])',
        'fromHex(context.settings.applications[0].terminalActionCodes[`${kind}Hex`])',
      ),
    ],
    caughtBy: ['keeps-action-codes-apart'],
  },
  {
    name: 'codes-of-the-field',
    fault: 'the slot is decided with the codes of the contactless reader',
    violates: ['L3-TAC-01'],
    edits: [
      inKernel(
        'contact/contact-actions.ts',
        'fromHex(context.application.terminalActionCodes[`${kind}Hex`])',
        'fromHex(context.configuration.applications[0].terminalActionCodes[`${kind}Hex`])',
      ),
    ],
    caughtBy: ['keeps-action-codes-apart'],
  },
  {
    name: 'issuer-codes-unread',
    fault: 'action codes of the issuer are not compared in the chip slot',
    violates: ['EMV-B3-10.7-3'],
    edits: [
      inKernel(
        'contact/contact-actions.ts',
        '(cardCodes[index] ?? 0) | (terminalCodes[index] ?? 0)',
        'terminalCodes[index] ?? 0',
      ),
    ],
    caughtBy: ['goes-online-by-an-online-code'],
  },
  {
    name: 'always-online',
    fault: 'an ARQC is asked for whatever the online codes say',
    violates: ['EMV-B3-10.7-3'],
    edits: [
      inKernel('contact/contact-actions.ts', "return matches(context, 'online') ? 'ARQC' : 'TC';", "return 'ARQC';"),
    ],
    caughtBy: ['asks-for-a-tc-when-nothing-speaks-against-it'],
  },
  {
    name: 'missing-codes-are-zeros',
    fault: 'missing online codes count as zeros',
    violates: ['EMV-B3-10.7-2'],
    edits: [inKernel('contact/contact-actions.ts', ".fill(kind === 'denial' ? 0x00 : 0xff)", '.fill(0x00)')],
    caughtBy: ['takes-missing-online-codes-for-ones'],
  },
  {
    name: 'missing-codes-deny',
    fault: 'missing denial codes count as ones',
    violates: ['EMV-B3-10.7-2'],
    edits: [inKernel('contact/contact-actions.ts', ".fill(kind === 'denial' ? 0x00 : 0xff)", '.fill(0xff)')],
    caughtBy: ['takes-missing-online-codes-for-ones'],
  },
  {
    name: 'advice-unread',
    fault: 'the reason of a declining card is not read',
    violates: ['EMV-B3-10.8.1-1'],
    edits: [
      inKernel('contact/contact-kernel.ts', 'const serviceNotAllowedCode = 1;', 'const serviceNotAllowedCode = 7;'),
    ],
    caughtBy: ['tells-that-the-service-is-not-allowed'],
  },
  {
    name: 'issuer-failure-unsaid',
    fault: 'nothing says that the card refused the issuer',
    violates: ['EMV-B3-10.9-1'],
    edits: [
      inKernel(
        'contact/completion.ts',
        "verification: isGood ? [] : ['issuer-authentication-failed'],",
        'verification: [],',
      ),
    ],
    caughtBy: ['notes-that-the-issuer-was-refused'],
  },
  {
    name: 'issuer-always-authenticated',
    fault: 'the issuer is authenticated to cards that do not know how',
    violates: ['EMV-B3-10.9-1'],
    edits: [
      inKernel(
        'contact/completion.ts',
        "if (authenticationData === undefined || ((data.get('82')?.[0] ?? 0) & issuerAuthenticationMask) === 0) return;",
        'if (authenticationData === undefined || issuerAuthenticationMask === 0) return;',
      ),
    ],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'issuer-proof-cut',
    fault: 'the proof of the issuer loses its last byte',
    violates: ['EMV-B2-8.2-1', 'L3-DE55-06'],
    edits: [
      inKernel(
        'contact/completion.ts',
        '  const answer = await session.transmit(externalAuthenticateCommand(authenticationData));',
        '  const answer = await session.transmit(externalAuthenticateCommand(authenticationData.subarray(0, -1)));',
      ),
    ],
    caughtBy: ['authenticates-the-issuer'],
  },
  {
    name: 'unknown-script-commands-dropped',
    fault: 'a script command that the terminal does not know is not delivered',
    violates: ['EMV-B3-10.10-3'],
    edits: [
      inKernel(
        'issuer-script.ts',
        "parsed.objects.filter(({ tag }) => tag === '86')",
        "parsed.objects.filter(({ tag, value: sent }) => tag === '86' && sent[1] !== 0xe6)",
      ),
    ],
    caughtBy: ['delivers-a-script-command-that-nobody-knows'],
  },
  {
    name: 'declines-alone-as-approved',
    fault: 'what the terminal declined alone bears the response code of an offline approval',
    violates: ['EMV-B4-6.3.6-1'],
    edits: [inKernel('contact/contact-kernel.ts', "endAlone(context, 'Z1')", "endAlone(context, 'Y1')")],
    caughtBy: ['declines-at-once-by-a-denial-code'],
  },
  {
    name: 'default-codes-unread-without-a-host',
    fault: 'a terminal that never goes online compares the online codes',
    violates: ['EMV-B3-10.7-4'],
    edits: [
      inKernel(
        'contact/contact-actions.ts',
        "if (offlineOnlyDigits.has(digit)) return matches(context, 'default') ? 'AAC' : 'TC';",
        '',
      ),
    ],
    caughtBy: ['declines-by-a-default-code-when-it-never-goes-online'],
  },
  {
    name: 'log-not-counted',
    fault: 'what the card paid before does not count toward the floor limit',
    violates: ['EMV-B3-10.6.1-2'],
    edits: [
      inKernel('contact/risk-management.ts', 'facts.amountMinor + (logged?.amountMinor ?? 0)', 'facts.amountMinor'),
    ],
    caughtBy: ['counts-what-the-card-paid-before'],
  },
  {
    name: 'selection-not-biased',
    fault: 'random selection does not grow toward the floor limit',
    violates: ['EMV-B3-10.6.2-1'],
    edits: [
      inKernel(
        'contact/risk-management.ts',
        'return Math.floor((maximumTargetPercent - targetPercent) * share) + targetPercent;',
        'return targetPercent;',
      ),
    ],
    caughtBy: ['selects-at-random-by-the-amount'],
  },
  {
    name: 'issuer-authenticated-twice',
    fault: 'EXTERNAL AUTHENTICATE is sent twice',
    violates: ['EMV-B3-10.9-2'],
    edits: [
      inKernel(
        'contact/completion.ts',
        '  const answer = await session.transmit(externalAuthenticateCommand(authenticationData));',
        '  await session.transmit(externalAuthenticateCommand(authenticationData));\n  const answer = await session.transmit(externalAuthenticateCommand(authenticationData));',
      ),
    ],
    caughtBy: ['authenticates-the-issuer'],
  },
  {
    name: 'proof-made-up',
    fault: 'EXTERNAL AUTHENTICATE is sent without a proof',
    violates: ['EMV-B4-12.2.2-1'],
    edits: [
      inKernel(
        'contact/completion.ts',
        "const authenticationData = data.get('91');",
        "const authenticationData = data.get('91') ?? new Uint8Array(10);",
      ),
    ],
    caughtBy: ['authenticates-no-issuer-without-proof'],
  },
  {
    name: 'scripts-in-the-wrong-place',
    fault: 'scripts 71 run after the second cryptogram and scripts 72 before',
    violates: ['EMV-B3-10.10-1'],
    edits: [
      inKernel(
        'contact/completion.ts',
        "await runScripts(context, scripts, '71');\n",
        "await runScripts(context, scripts, '72');\n",
      ),
      inKernel(
        'contact/completion.ts',
        "await runScripts(context, scripts, '72');\n  reportStep",
        "await runScripts(context, scripts, '71');\n  reportStep",
      ),
    ],
    caughtBy: ['runs-scripts-71-before-the-second-cryptogram', 'runs-scripts-72-after-the-second-cryptogram'],
  },
  {
    name: 'warnings-stop-scripts',
    fault: 'a warning stops a script',
    violates: ['EMV-B3-10.10-2'],
    edits: [inKernel('contact/issuer-scripts.ts', 'new Set([0x90, 0x62, 0x63])', 'new Set([0x90])')],
    caughtBy: ['goes-on-after-a-warning-of-a-script'],
  },
  {
    name: 'errors-do-not-stop-scripts',
    fault: 'a script goes on after an error',
    violates: ['EMV-B3-10.10-2'],
    edits: [
      inKernel(
        'contact/issuer-scripts.ts',
        "if (answer.kind === 'answered' && goodStatuses.has(answer.statusWord >> 8)) continue;",
        "if (answer.kind === 'answered' && (goodStatuses.has(answer.statusWord >> 8) || index < commands.length - 1)) continue;",
      ),
    ],
    caughtBy: ['stops-a-script-at-an-error'],
  },
  {
    name: 'script-bits-swapped',
    fault: 'the bits for scripts before and after are swapped',
    violates: ['EMV-B3-E-1'],
    edits: [inKernel('contact/issuer-scripts.ts', "template === '71' ?", "template === '72' ?")],
    caughtBy: ['notes-a-script-that-failed-before', 'notes-a-script-that-failed-after'],
  },
  {
    name: 'long-scripts-dropped',
    fault: 'issuer scripts of more than 100 bytes are not delivered',
    violates: ['EMV-B4-6.3.9-1'],
    edits: [
      inKernel(
        'contact/issuer-scripts.ts',
        'if (commands === undefined) return { ...unplayed(value), isCardThere: true };',
        'if (commands === undefined || value.length > 100) return { ...unplayed(value), isCardThere: true };',
      ),
    ],
    caughtBy: ['delivers-scripts-of-128-bytes'],
  },
  {
    name: 'status-in-a-reserved-place',
    fault: 'script processing is said in a reserved place',
    violates: ['EMV-B3-C6-1'],
    edits: [
      inKernel(
        'transaction-status-information.ts',
        "'script-processing': [0, 0x04],",
        "'script-processing': [1, 0x04],",
      ),
    ],
    caughtBy: ['runs-scripts-71-before-the-second-cryptogram'],
  },
  {
    name: 'pulled-card-approved',
    fault: 'a card that was pulled before its second cryptogram is approved',
    violates: ['EMV-B4-6.6.1-1', 'L3-REV-01'],
    edits: [
      inKernel(
        'contact/completion.ts',
        "  if (generated.kind !== 'generated') {\n",
        "  if (generated.kind === 'card-gone' && type === 'TC') return { kind: 'approved', reason: 'approved-online' };\n  if (generated.kind !== 'generated') {\n",
      ),
    ],
    caughtBy: ['pulled-at-every-command'],
  },
  {
    name: 'cashback-forgotten',
    fault: 'cashback is not told to card and host',
    violates: ['EMV-B4-6.5.1-1'],
    edits: [
      inKernel(
        'contact/contact-terminal-data.ts',
        "['9F03', toPackedDecimal(cashbackMinor, 6)],",
        "['9F03', new Uint8Array(6)],",
      ),
    ],
    caughtBy: ['carries-cashback'],
  },
  {
    name: 'other-type-told',
    fault: 'another terminal type is told than there is',
    violates: ['EMV-B4-A1-1'],
    edits: [
      inKernel(
        'contact/contact-terminal-data.ts',
        "['9F35', fromHex(configuration.terminalTypeHex)],",
        "['9F35', Uint8Array.of(0x27)],",
      ),
    ],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'static-authentication-hidden',
    fault: 'the capabilities hide static and dynamic authentication',
    violates: ['EMV-B4-6.4-1'],
    edits: [
      inKernel(
        'contact/contact-terminal-data.ts',
        "['9F33', fromHex(settings.terminalCapabilitiesHex)],",
        "['9F33', fromHex(`${settings.terminalCapabilitiesHex.slice(0, 4)}08`)],",
      ),
    ],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'answers-end-at-61',
    fault: '61xx is taken for the end of an answer',
    violates: ['EMV-L1-CT-2'],
    edits: [
      inKernel('contact/contact-session.ts', '      return getResponseCommand(length);', '      return undefined;'),
    ],
    caughtBy: ['answers-in-pieces'],
  },
  {
    name: 'mute-card-unsaid',
    fault: 'a chip that gives no answer is said to be no error',
    violates: ['EMV-L1-CT-1'],
    edits: [inKernel('contact/contact-transaction.ts', "      needs.observer.display('CARD ERROR');\n", '')],
    caughtBy: ['mute-chip'],
  },
  {
    name: 'fallback-as-plain-swipe',
    fault: 'the stripe of a chip card is sent as a plain swipe',
    violates: ['EMV-B4-6.6.2-1'],
    edits: [
      inKernel(
        'contact/magnetic-stripe-fallback.ts',
        'hasChip ? entryModes.fallback : entryModes.stripe',
        'entryModes.stripe',
      ),
    ],
    caughtBy: ['falls-back-after-a-mute-chip'],
  },
  {
    name: 'stripe-after-any-end',
    fault: 'the stripe is offered whatever the chip ended with',
    violates: ['L3-FB-01'],
    edits: [
      inKernel(
        'contact/contact-transaction.ts',
        "    case 'ended':\n      needs.observer.display('NOT ACCEPTED');",
        "    case 'ended':\n      return fallBack(needs, terms, signal);",
      ),
    ],
    caughtBy: ['no-stripe-for-a-chip-that-answers'],
  },
  {
    name: 'stripe-before-chip',
    fault: 'a chip card that is swiped first is served by its stripe',
    violates: ['EMV-B4-6.6-1'],
    edits: [
      inKernel(
        'contact/contact-transaction.ts',
        'const inserted = await awaitInsertion(needs, terms.configuration.cardTimeoutMs, signal);',
        "const inserted = needs.magneticStripe === undefined ? 'nobody-came' : 'mute';",
      ),
    ],
    caughtBy: ['no-swipe-before-the-chip'],
  },
  {
    name: 'silent-host-leaves-card',
    fault: 'a card is left alone when the host is silent',
    violates: ['EMV-B4-12.2.1-1', 'EMV-B4-12.2.3-1'],
    edits: [
      inTerminal(
        'store-and-forward/authorisation.ts',
        'the card must not approve.\n      const completed = await asked.completion?.(declinedAlone);',
        'the card must not approve.\n      const completed = undefined;',
      ),
    ],
    caughtBy: ['finishes-with-the-card-when-the-host-is-silent'],
  },
  {
    name: 'card-decline-not-reversed',
    fault: 'what the card declined after the host approved is left booked',
    violates: ['EMV-B4-6.3.8-1'],
    edits: [
      inTerminal(
        'store-and-forward/authorisation.ts',
        "if (completed?.kind === 'declined') {\n    unlessRefused(() => parts.deliveries.oweReversal({ id, original, approvalCode, ended }));",
        "if (completed?.kind === 'declined') {\n    unlessRefused(() => store.completeTransaction(id, { state: 'declined', responseCode, hasIssuerAuthentication }));",
      ),
    ],
    caughtBy: ['reverses-what-the-card-declined'],
  },
  {
    name: 'sequence-stands',
    fault: 'the transaction sequence counter stands',
    violates: ['EMV-B4-6.5.5-1'],
    edits: [
      inTerminal(
        'store-and-forward/durable-store.ts',
        "nextSequenceCounter: () => next('sequence', 99_999_999),",
        "nextSequenceCounter: () => 1 + 0 * next('sequence', 99_999_999),",
      ),
    ],
    caughtBy: ['agrees-about-every-outcome'],
  },
  {
    name: 'pin-entry-hidden',
    fault: 'DE22 says that no PIN can be entered',
    violates: ['L3-DE22-02'],
    edits: [inTerminal('host/requests.ts', 'const anyPinCapability = 0xd1;', 'const anyPinCapability = 0x00;')],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'stripe-mode-with-chip-data',
    fault: 'a chip transaction has the entry mode of a stripe',
    violates: ['EMV-B4-12.1-1'],
    edits: [inTerminal('host/requests.ts', "return entry.toString(16).padStart(2, '0') + ", "return '90' + ")],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'results-left-out',
    fault: 'DE55 has no verification results',
    violates: ['EMV-B4-12.1.1-1', 'L3-DE55-02'],
    edits: [inTerminal('host/chip-data.ts', "'9F26 9F27 9F10 9F37 9F36 95 9A", "'9F26 9F27 9F10 9F37 9F36 9A")],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'decline-shown-as-approved-by-chip',
    fault: 'the cardholder reads APPROVED although the host declined',
    violates: ['EMV-B4-11.2-1'],
    edits: [inTerminal('merchant/display-text.ts', "declined: 'DECLINED'", "declined: 'APPROVED'")],
    caughtBy: ['declines-with-the-card-what-the-host-declined'],
  },
  {
    name: 'receipt-without-application',
    fault: 'the receipt does not name the application',
    violates: ['EMV-B4-11.4-1', 'L3-RCPT-01'],
    edits: [inTerminal('merchant/receipt.ts', "`AID ${Buffer.from(aid).toString('hex').toUpperCase()}`", "''")],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'receipt-without-amount',
    fault: 'the receipt does not name the amount',
    violates: ['L3-RCPT-01'],
    edits: [
      inTerminal(
        'merchant/receipt.ts',
        '`AMOUNT ${amountText(report.amountMinor, configuration.currencyExponent)} (${report.currencyCode})`,',
        '',
      ),
    ],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'receipt-with-expiry',
    fault: 'the receipt names the date of expiry',
    violates: ['L3-RCPT-02'],
    edits: [
      inTerminal(
        'merchant/receipt.ts',
        "`CARD ${truncatedPan(objects) ?? ''}`,",
        "`CARD ${truncatedPan(objects) ?? ''}`,\n    `EXP ${toHex(objects.get('5F24') ?? new Uint8Array())}`,",
      ),
    ],
    caughtBy: ['approved-by-chip'],
  },
  {
    name: 'track-cut-short',
    fault: "the track 2 that leaves is not the card's",
    violates: ['L3-DE55-03'],
    edits: [inTerminal('host/requests.ts', '[35, track2],', '[35, track2?.slice(0, 24)],')],
    caughtBy: ['approved-by-chip', 'approved-online'],
  },
];
