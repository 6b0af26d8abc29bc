/** One exact replacement in one file of the reference terminal. */
export interface Edit {
  /** From the project's root. */
  readonly file: string;
  /** Must occur exactly once, so that a stale mutant fails loudly. */
  readonly find: string;
  readonly replace: string;
}

/** A terminal with one fault that a real one could have. */
export interface Mutant {
  readonly name: string;
  /** What the faulty terminal does. */
  readonly fault: string;
  readonly edits: readonly Edit[];
  /** Short names of scenarios, each of which must end with verdict `fail`. */
  readonly caughtBy: readonly string[];
}

/** A fault that the suite can't see, and what it would take. */
export interface Survivor {
  readonly name: string;
  readonly fault: string;
  readonly edits: readonly Edit[];
  /** Why nobody sees it, and what would have to be there. */
  readonly survives: string;
}

const terminal = 'reference-terminal';
const actionAnalysis = `${terminal}/kernel/action-analysis.ts`;
const batteryGuard = `${terminal}/device/battery-guard.ts`;
const authorisation = `${terminal}/store-and-forward/authorisation.ts`;
const completion = `${terminal}/kernel/contact/completion.ts`;
const durableStore = `${terminal}/store-and-forward/durable-store.ts`;
const hostClient = `${terminal}/host/host-client.ts`;
const kernel2 = `${terminal}/kernel/contactless/kernel-2.ts`;
const preProcessing = `${terminal}/kernel/contactless/pre-processing.ts`;
const readRecords = `${terminal}/kernel/read.ts`;
const requests = `${terminal}/host/requests.ts`;
const hostRoute = `${terminal}/host/host-route.ts`;
const hostSession = `${terminal}/host/host-session.ts`;
const workingKeys = `${terminal}/host/working-keys.ts`;
const deliveryQueue = `${terminal}/store-and-forward/delivery-queue.ts`;
const transaction = `${terminal}/merchant/transaction.ts`;

/** Faults at the card: what the kernel does. */
const kernelMutants: readonly Mutant[] = [
  {
    name: 'issuer-denial-code-unread',
    fault: "only the terminal's denial code is compared, not the issuer's",
    edits: [{ file: actionAnalysis, find: "[data.get('9F0E') ?? new Uint8Array(5), ", replace: '[' }],
    caughtBy: ['issuer-denies'],
  },
  {
    name: 'forged-chain-goes-online',
    fault: 'a certificate chain that does not verify leaves no trace in the verification results',
    edits: [
      {
        file: kernel2,
        find: "{ verification: cardKey.bits, status: ['offline-data-authentication'] }",
        replace: "{ verification: [], status: ['offline-data-authentication'] }",
      },
    ],
    caughtBy: ['corrupted-issuer-certificate', 'corrupted-icc-certificate'],
  },
  {
    name: 'forged-signature-goes-online',
    fault: 'the combined signature is computed by the card and looked at by nobody',
    edits: [
      {
        file: kernel2,
        find: "const hasBadSignature = generated.signature?.kind === 'failed';",
        replace: 'const hasBadSignature = false;',
      },
    ],
    caughtBy: ['bad-dynamic-signature'],
  },
  {
    name: 'transaction-data-unhashed',
    fault: 'the hash over the transaction data in the combined signature is not compared',
    edits: [
      {
        file: `${terminal}/kernel/offline-data-authentication/combined-signature.ts`,
        find: 'if (!sameBytes(digest, dynamic.transactionDataHash)) return',
        replace: 'if (digest.length === 0) return',
      },
    ],
    caughtBy: ['bad-transaction-data-hash'],
  },
  {
    name: 'certificate-expiry-unread',
    fault: 'certificates are good a hundred years longer than they say',
    edits: [
      {
        file: `${terminal}/kernel/offline-data-authentication/issuer-certificate.ts`,
        find: 'monthCount(today.slice(0, 2), today.slice(2, 4)) > expiry;',
        replace: 'monthCount(today.slice(0, 2), today.slice(2, 4)) > expiry + 1200;',
      },
    ],
    caughtBy: ['expired-certificates'],
  },
  {
    name: 'denial-codes-unread',
    fault: 'neither action code for denial is compared with the verification results',
    edits: [{ file: actionAnalysis, find: 'if (denied.length > 0) return', replace: 'if (denied.length > 5) return' }],
    caughtBy: ['expired-card', 'corrupted-issuer-certificate'],
  },
  {
    name: 'terminal-denial-code-unread',
    fault: "only the issuer's denial code is compared, not the terminal's own",
    edits: [{ file: actionAnalysis, find: ', fromHex(terminalCodes.denialHex)]', replace: ']' }],
    caughtBy: ['expired-card'],
  },
  {
    name: 'expiry-unread',
    fault: 'the expiry date of the application is not compared with the date of the transaction',
    edits: [
      {
        file: `${terminal}/kernel/restrictions.ts`,
        find: 'expiry !== undefined && today > expiry',
        replace: 'expiry === undefined',
      },
    ],
    caughtBy: ['expired-card'],
  },
  {
    name: 'effective-date-unread',
    fault: 'the effective date of the application is not compared with the date of the transaction',
    edits: [
      {
        file: `${terminal}/kernel/restrictions.ts`,
        find: 'effective !== undefined && today < effective',
        replace: 'effective === undefined',
      },
    ],
    caughtBy: ['not-yet-effective-card'],
  },
  {
    name: 'reserved-bit-set',
    fault: 'the bit for an exceeded floor limit is set in a reserved place',
    edits: [
      {
        file: `${terminal}/kernel/terminal-verification-results.ts`,
        find: "'floor-limit-exceeded': [3, 0x80]",
        replace: "'floor-limit-exceeded': [1, 0x04]",
      },
    ],
    caughtBy: ['approved-online'],
  },
  {
    name: 'limit-unread',
    fault: 'the contactless limit is not looked at',
    edits: [
      {
        file: preProcessing,
        find: 'amountMinor < transactionLimitMinor',
        replace: 'amountMinor < transactionLimitMinor * 1e6',
      },
    ],
    caughtBy: ['over-limit'],
  },
  {
    name: 'limit-off-by-one',
    fault: 'an amount equal to the contactless limit is let through',
    edits: [
      {
        file: preProcessing,
        find: 'amountMinor < transactionLimitMinor',
        replace: 'amountMinor <= transactionLimitMinor',
      },
    ],
    caughtBy: ['over-limit'],
  },
  {
    name: 'directory-skipped',
    fault: 'the application is selected by its known name, without the directory',
    edits: [
      {
        file: `${terminal}/kernel/contactless/proximity-environment.ts`,
        find: '  const first = await transmitForDirectory(session, selectCommand(environmentName));\n',
        replace: `  const applicationName = Uint8Array.from(Buffer.from('A0000000041010', 'hex'));
  const known: DirectoryRead = { kind: 'read', entries: [{ applicationName, label: undefined, priority: 1, kernelId: 2 }] };
  if (known.kind === 'read') return known;
  const first = await transmitForDirectory(session, selectCommand(environmentName));\n`,
      },
    ],
    caughtBy: ['approved-online'],
  },
  {
    name: 'one-of-two-cards-taken',
    fault: 'two cards in the field are treated as one',
    edits: [
      {
        file: `${terminal}/kernel/contactless/polling.ts`,
        find: "if (found.kind === 'card' || found.kind === 'reader-gone') return found;",
        replace:
          "if (found.kind === 'reader-gone') return found;\n    if (found.kind !== 'no-card') return { kind: 'card' };",
      },
    ],
    caughtBy: ['two-cards'],
  },
  {
    name: 'records-backwards',
    fault: 'the entries of the file locator are read from the last to the first',
    edits: [
      {
        file: readRecords,
        find: 'for (const location of locations) {',
        replace: 'for (const location of locations.toReversed()) {',
      },
    ],
    caughtBy: ['approved-online'],
  },
  {
    name: 'record-skipped',
    fault: 'the first entry of the file locator, which holds nothing mandatory, is not read',
    edits: [
      {
        file: readRecords,
        find: 'for (const location of locations) {',
        replace: 'for (const location of locations.slice(1)) {',
      },
    ],
    caughtBy: ['approved-online'],
  },
  {
    name: 'options-list-unread',
    fault: 'every card gets an empty PDOL answer',
    edits: [
      {
        file: `${terminal}/kernel/initiate.ts`,
        find: 'buildDol(list.entries, (tag) => data.get(tag))',
        replace: 'buildDol(list.entries.slice(0, 0), (tag) => data.get(tag))',
      },
    ],
    caughtBy: ['card-with-pdol'],
  },
  {
    name: 'risk-list-cut-short',
    fault: 'the last entry of CDOL1 is left out',
    edits: [
      {
        file: `${terminal}/kernel/generate-cryptogram.ts`,
        find: 'buildDol(list.entries, (tag) => data.get(tag))',
        replace: 'buildDol(list.entries.slice(0, -1), (tag) => data.get(tag))',
      },
    ],
    caughtBy: ['approved-online'],
  },
  {
    name: 'predictable-number',
    fault: 'the unpredictable number is the same for every card',
    edits: [
      {
        file: `${terminal}/kernel/contactless/unpredictable-number.ts`,
        find: '        const number = random(numberBytes);\n        if (!remembered.includes(toHex(number))) return number;',
        replace: '        if (numberBytes > 0) return Uint8Array.of(1, 2, 3, 4);',
      },
    ],
    caughtBy: ['duplicate-answer'],
  },
  {
    name: 'refund-asks-for-approval',
    fault: 'a refund asks the card for a TC instead of an AAC',
    edits: [
      {
        file: actionAnalysis,
        find: "return { requested: 'AAC', denial: undefined };",
        replace: "return { requested: 'TC' };",
      },
    ],
    caughtBy: ['refund'],
  },
];

/** Faults on the way to the host: messages, answers, reversals. */
const hostMutants: readonly Mutant[] = [
  {
    name: 'partial-approval-not-reversed',
    fault: 'a part that the host approved is declined, and left booked',
    edits: [
      {
        file: 'reference-terminal/store-and-forward/authorisation.ts',
        find: "  [partiallyApproved, 'partially-approved'],\n",
        replace: '',
      },
    ],
    caughtBy: ['partial-approval'],
  },
  {
    name: 'partial-approval-taken-for-whole',
    fault: 'a part that the host approved is taken for the whole amount',
    edits: [
      {
        file: 'reference-terminal/store-and-forward/authorisation.ts',
        find: "const isApproved = responseCode === '00';",
        replace: "const isApproved = ['00', '10'].includes(responseCode);",
      },
      {
        file: 'reference-terminal/store-and-forward/authorisation.ts',
        find: "  [partiallyApproved, 'partially-approved'],\n",
        replace: '',
      },
    ],
    caughtBy: ['partial-approval'],
  },
  {
    name: 'part-booked-whole',
    fault: 'a part that is taken stands in the merchant’s book with the whole amount',
    edits: [
      {
        file: authorisation,
        find: 'approvalCode, amountMinor, hasIssuerAuthentication } as const;',
        replace: 'approvalCode, hasIssuerAuthentication } as const;',
      },
    ],
    caughtBy: ['takes-the-part', 'takes-the-part-by-chip'],
  },
  {
    name: 'part-taken-unasked',
    fault: 'the cashier is asked, and the part is taken whatever the answer is',
    edits: [{ file: authorisation, find: 'return isTaken ?', replace: 'return isTaken || approvedMinor > 0 ?' }],
    caughtBy: ['cashier-refuses-the-part'],
  },
  {
    name: 'parts-taken-unsaid',
    fault: 'a terminal that takes parts does not say so in its requests',
    edits: [{ file: requests, find: '    ...partFields(dialect, request.takesPart === true),\n', replace: '' }],
    caughtBy: ['takes-the-part'],
  },
  {
    name: 'replacement-left-out',
    fault: 'a partial reversal does not say what is left, and so undoes everything',
    edits: [
      {
        file: requests,
        find: '    [95, advice.replacementMinor === undefined ? undefined : replacementAmounts(advice.replacementMinor)],\n',
        replace: '',
      },
    ],
    caughtBy: ['goods-come-back', 'completion-gives-the-rest-back'],
  },
  {
    name: 'replacement-in-a-full-reversal',
    fault: 'a reversal of the whole says that one cent is left',
    edits: [
      {
        file: deliveryQueue,
        find: "      type: undone.type ?? '0420',\n",
        replace: "      type: undone.type ?? '0420',\n      replacementMinor: 1,\n",
      },
    ],
    caughtBy: ['cashier-refuses-the-part', 'partial-approval'],
  },
  {
    name: 'entry-mode-of-contact',
    fault: 'DE22 says contact chip',
    edits: [{ file: requests, find: "return entry.toString(16).padStart(2, '0') +", replace: "return '05' +" }],
    caughtBy: ['approved-online'],
  },
  {
    name: 'cryptogram-left-out',
    fault: 'DE55 has no 9F26',
    edits: [{ file: `${terminal}/host/chip-data.ts`, find: "'9F26 9F27 9F10", replace: "'9F27 9F10" }],
    caughtBy: ['approved-online'],
  },
  {
    name: 'any-code-approves',
    fault: 'every answer with a response code approves',
    edits: [
      { file: authorisation, find: "const isApproved = responseCode === '00';", replace: 'const isApproved = true;' },
    ],
    caughtBy: ['declined-by-issuer', 'wrong-cryptogram'],
  },
  {
    name: 'other-trace-number-accepted',
    fault: 'an answer with the trace number of another request is taken',
    edits: [{ file: hostClient, find: '    message.fields.get(11) === request.fields.get(11) &&\n', replace: '' }],
    caughtBy: ['stale-answer'],
  },
  {
    name: 'late-answer-accepted',
    fault: 'the response timer is four times too long, so that a late answer still counts',
    edits: [
      {
        file: hostClient,
        find: '.sleep(parts.responseTimeoutMs, over.signal)',
        replace: '.sleep(parts.responseTimeoutMs * 4, over.signal)',
      },
    ],
    caughtBy: ['late-answer'],
  },
  {
    name: 'second-round-trip-before-each-sale',
    fault: 'the host is asked for a sign of life before every request',
    edits: [
      {
        file: authorisation,
        find: '  const exchange = await parts.client.exchange(request);',
        replace:
          "  await parts.client.exchange({ mti: '0800', fields: new Map([[7, '1123080000'], [11, '999999'], [41, parts.configuration.terminalId], [70, '301']]) });\n  const exchange = await parts.client.exchange(request);",
      },
    ],
    caughtBy: ['link-with-jitter'],
  },
  {
    name: 'unreachable-host-approves',
    fault: 'a host that can not be reached is taken for one that approved',
    edits: [
      {
        file: authorisation,
        find: '      return unableToGoOnline(parts, asked, { id, stan });',
        replace: "      return { outcome: 'approved', reason: 'approved-online', wentOnline: true, stan };",
      },
    ],
    caughtBy: ['host-name-is-unknown', 'name-server-is-silent'],
  },
  {
    name: 'connection-kept-after-silence',
    fault: 'a connection on which nobody answers is used for ever',
    edits: [{ file: hostClient, find: ' || state.silences >= SILENCES_MAX', replace: '' }],
    caughtBy: ['peer-is-gone-without-a-word', 'peer-goes-before-it-answers'],
  },
  {
    name: 'trace-number-reused',
    fault: 'the counter behind the trace number moves at every other message only',
    edits: [
      {
        file: durableStore,
        find: "String(next('stan', 999_999))",
        replace: "String(Math.ceil(next('stan', 999_999) / 2))",
      },
    ],
    caughtBy: ['duplicate-answer', 'reset-at-response'],
  },
  {
    name: 'silence-not-reversed',
    fault: 'a request without an answer is booked as declined and forgotten',
    edits: [
      {
        file: authorisation,
        find: 'unlessRefused(() => parts.deliveries.oweReversal({ id, original, ended: endOf(asked, completed) }));',
        replace:
          "unlessRefused(() => parts.needs.store.completeTransaction(id, { state: 'declined', responseCode: undefined, hasIssuerAuthentication: false }));",
      },
    ],
    caughtBy: ['host-silent', 'reset-at-response', 'late-answer'],
  },
  {
    name: 'original-not-named',
    fault: 'a reversal has no DE90',
    edits: [
      {
        file: requests,
        find: '    originalDataElements(original),\n',
        replace: '',
      },
    ],
    caughtBy: ['reset-at-response'],
  },
  {
    name: 'other-original-named',
    fault: "DE90 of a reversal holds the reversal's own trace number",
    edits: [
      {
        file: requests,
        find: '    originalDataElements(original),',
        replace: '    originalDataElements({ ...original, fields: new Map([...original.fields, [11, advice.stan]]) }),',
      },
    ],
    caughtBy: ['reset-at-response'],
  },
  {
    name: 'repeat-not-marked',
    fault: 'a reversal that is sent again is 0420 again',
    edits: [
      {
        file: deliveryQueue,
        find: 'return due.attempts === 0 ? advice : repeatOf(advice);',
        replace: 'return advice;',
      },
    ],
    caughtBy: ['host-silent'],
  },
  {
    name: 'reversal-not-repeated',
    fault: 'a reversal that nobody acknowledged is left alone until somebody asks for it',
    edits: [
      {
        file: `${terminal}/terminal.ts`,
        find: '        delivery.start(retryMs);\n',
        replace: '',
      },
    ],
    caughtBy: ['host-silent'],
  },
  {
    name: 'sale-before-reversal',
    fault: 'a new request leaves while a reversal is owed',
    edits: [
      {
        file: transaction,
        find: "return (await parts.deliveries.deliver()) > 0 ? 'reversal-pending' : undefined;",
        replace: 'return undefined;',
      },
    ],
    caughtBy: ['sale-while-reversal-pending'],
  },
  {
    name: 'decline-shown-as-approval',
    fault: 'the cardholder reads APPROVED whenever the transaction came to a decision',
    edits: [
      { file: `${terminal}/merchant/display-text.ts`, find: "declined: 'DECLINED'", replace: "declined: 'APPROVED'" },
    ],
    caughtBy: ['declined-by-issuer', 'expired-card'],
  },
];

/** Faults of the device: power and memory. */
const deviceMutants: readonly Mutant[] = [
  {
    name: 'intent-written-after-sending',
    fault: 'a request leaves before the terminal has written down that it may have left',
    edits: [
      {
        file: authorisation,
        find: '  const id = store.openTransaction({ stan, kind, amountMinor, createdAtMs: timeMs, original });\n  return { id, stan,',
        replace:
          '  const open = () => store.openTransaction({ stan, kind, amountMinor, createdAtMs: timeMs, original });\n  return { open, stan,',
      },
      {
        file: authorisation,
        find: '  const { id, stan, request, original } = intent;\n  const exchange = await parts.client.exchange(request);\n',
        replace:
          '  const { open, stan, request, original } = intent;\n  const exchange = await parts.client.exchange(request);\n  const id = open();\n',
      },
      {
        file: authorisation,
        find: 'settleAnswered(parts, { ...intent, asked }, exchange.answer)',
        replace: 'settleAnswered(parts, { ...intent, id, asked }, exchange.answer)',
      },
    ],
    caughtBy: ['brown-out'],
  },
  {
    name: 'open-intents-forgotten',
    fault: 'what was open when the power went is not reversed when it is back',
    edits: [
      { file: deliveryQueue, find: 'for (const intent of store.openIntents()) oweReversal(intent);', replace: '' },
    ],
    caughtBy: ['brown-out'],
  },
  {
    name: 'battery-unread',
    fault: 'a transaction is started whatever the charge',
    edits: [
      {
        file: transaction,
        find: '  if (battery !== undefined) return battery;\n',
        replace: '',
      },
    ],
    caughtBy: ['battery-low', 'cold-battery', 'charges-in-the-cradle'],
  },
  {
    name: 'battery-without-hysteresis',
    fault: 'a terminal that refused sells again as soon as the charge is at the limit',
    edits: [{ file: batteryGuard, find: 'isRefusing ? resumePercent : refusePercent', replace: 'refusePercent' }],
    caughtBy: ['charges-in-the-cradle'],
  },
  {
    name: 'never-switches-off',
    fault: 'a terminal stays on until its cell lets it down',
    edits: [
      { file: batteryGuard, find: 'gauge.chargePercent() < switchOffPercent', replace: 'gauge.chargePercent() < 0' },
    ],
    caughtBy: ['switches-off-in-order'],
  },
  {
    name: 'battery-warning-missing',
    fault: 'nobody is warned before the terminal refuses',
    edits: [{ file: batteryGuard, find: 'gauge.chargePercent() < warnPercent', replace: 'gauge.chargePercent() < 0' }],
    caughtBy: ['warns-before-it-refuses'],
  },
];

/** Faults at the chip slot. */
const contactMutants: readonly Mutant[] = [
  {
    name: 'contact-issuer-unauthenticated',
    fault: 'the proof of the issuer never reaches a card that wants it',
    edits: [
      {
        file: completion,
        find: 'if (authenticationData === undefined || (',
        replace: 'if (authenticationData !== undefined || (',
      },
    ],
    caughtBy: ['authenticates-the-issuer'],
  },
  {
    name: 'contact-refusal-asks-for-tc',
    fault: 'the card is asked for a TC although the host declined',
    edits: [{ file: completion, find: "= new Set(['00']);", replace: "= new Set(['00', '05']);" }],
    caughtBy: ['declines-with-the-card-what-the-host-declined'],
  },
  {
    name: 'contact-scripts-71-dropped',
    fault: 'scripts before the second cryptogram are not run',
    edits: [{ file: completion, find: "  await runScripts(context, scripts, '71');\n", replace: '' }],
    caughtBy: ['runs-scripts-71-before-the-second-cryptogram', 'notes-a-script-that-failed-before'],
  },
  {
    name: 'contact-card-decline-unheard',
    fault: 'the sale is approved although the card declined what the host approved',
    edits: [
      {
        file: completion,
        find: "if (generated.answered !== 'TC') return",
        replace: "if (generated.answered === 'ARQC') return",
      },
    ],
    caughtBy: ['reverses-what-the-card-declined'],
  },
  {
    name: 'contact-exception-file-unread',
    fault: 'nobody looks into the exception file',
    edits: [
      {
        file: `${terminal}/kernel/contact/contact-kernel.ts`,
        find: '(entry) => entry.panDigits === panDigits &&',
        replace: "(entry) => entry.panDigits === '' &&",
      },
    ],
    caughtBy: ['finds-a-card-on-the-exception-file'],
  },
];

const securityModule = 'rigs/sim/hsm/security-module.ts';

/** Faults with a host of the edition of 1993. */
const editionMutants: readonly Mutant[] = [
  {
    name: 'names-its-original-by-the-reversals-time',
    fault: 'data element 56 of a reversal holds another local time than that of its original',
    edits: [
      {
        file: requests,
        find: 'original.mti + kept(11) + kept(13) + kept(12) + String',
        replace: "original.mti + kept(11) + kept(13) + '000000' + String",
      },
    ],
    caughtBy: ['host-of-1993', 'host-of-1993-in-characters'],
  },
  {
    name: 'takes-a-denial-for-an-approval',
    fault: 'an action code of three digits is read by its last two',
    edits: [
      {
        file: `${terminal}/host/edition-1993.ts`,
        find: "if (goodActionCodes.has(actionCode)) return '00';",
        replace: "if (goodActionCodes.has(actionCode) || actionCode === '116') return '00';",
      },
    ],
    caughtBy: ['day-with-a-host-of-1993'],
  },
  {
    name: 'repeats-a-void-as-a-doubt',
    fault: 'with a host of 1993 every reversal says that no answer came',
    edits: [
      {
        file: `${terminal}/host/edition-1993.ts`,
        find: "if (mti.startsWith('040')) return reasons.customerCancellation;",
        replace: '',
      },
    ],
    caughtBy: ['day-with-a-host-of-1993'],
  },
];

/** Faults on the way to several hosts, and in what is said about the talking. */
const sessionMutants: readonly Mutant[] = [
  {
    name: 'never-returns-to-the-primary-host',
    fault: 'a terminal that went to the secondary host stays there',
    edits: [{ file: hostRoute, find: 'preferred !== 0 && steadyMs()', replace: 'preferred < 0 && steadyMs()' }],
    caughtBy: ['returns-to-the-primary-host'],
  },
  {
    name: 'knows-the-primary-host-alone',
    fault: 'a terminal calls the primary host and no other',
    edits: [
      {
        file: hostRoute,
        find: '[...names.slice(preferred), ...names.slice(0, preferred)]',
        replace: 'names.slice(0, 1)',
      },
    ],
    caughtBy: ['sells-by-the-secondary-host', 'reverses-by-the-secondary-host'],
  },
  {
    name: 'sells-again-at-the-secondary-host',
    fault: 'when the connection breaks, the sale is asked for once more at the other host under a new trace number',
    edits: [
      {
        file: authorisation,
        find: '  const exchange = await parts.client.exchange(request);',
        replace: `  const first = await parts.client.exchange(request);
  const again = { ...request, fields: new Map([...request.fields, [11, parts.needs.store.nextStan()]] as const) };
  const exchange = first.kind === 'connection-lost' ? await parts.client.exchange(again) : first;`,
      },
    ],
    caughtBy: ['reverses-by-the-secondary-host'],
  },
  {
    name: 'pauses-never-grow',
    fault: 'every pause between two tries is as long as the first',
    edits: [
      {
        file: `${terminal}/store-and-forward/back-off.ts`,
        find: 'firstMs * 2 ** doublings',
        replace: 'firstMs * 2 ** (doublings * 0)',
      },
    ],
    caughtBy: ['waits-longer-after-every-failure'],
  },
  {
    name: 'keeps-a-connection-that-it-should-end',
    fault: 'a connection is kept although the profile wants one for every request',
    edits: [{ file: hostRoute, find: "connections === 'persistent'", replace: 'connections.length > 0' }],
    caughtBy: ['calls-anew-for-every-request'],
  },
  {
    name: 'never-signs-on',
    fault: 'a terminal takes itself for signed on from the beginning',
    edits: [{ file: hostSession, find: '{ isSignedOn: false, owes', replace: '{ isSignedOn: true, owes' }],
    caughtBy: ['signs-on-when-switched-on', 'signs-on-before-the-first-sale', 'refuses-to-sell-without-a-sign-on'],
  },
  {
    name: 'sells-without-a-sign-on',
    fault: 'a sign-on that fails keeps nobody from selling, whatever the profile says',
    edits: [
      {
        file: hostSession,
        find: "return profile.onFailure === 'go-on' ? undefined : failure;",
        replace: "return profile.onFailure === 'go-on' ? failure : undefined;",
      },
    ],
    caughtBy: ['refuses-to-sell-without-a-sign-on', 'sells-although-its-sign-on-failed', 'tries-its-sign-on-again'],
  },
  {
    name: 'takes-keys-unchecked',
    fault: 'the check value of a new key is not looked at',
    edits: [
      {
        file: workingKeys,
        find: 'key === undefined || toHex(checkValue(key, under.cipher)) !== toHex(check)',
        replace: 'key === undefined || toHex(checkValue(key, under.cipher)) === "none"',
      },
    ],
    caughtBy: ['takes-no-damaged-keys'],
  },
  {
    name: 'keeps-the-old-keys',
    fault: 'new keys are asked for and thrown away',
    edits: [{ file: hostSession, find: 'unlessRefused(() => keys.take(read))', replace: 'unlessRefused(() => read)' }],
    caughtBy: ['signs-on-when-switched-on', 'enciphers-a-pin-under-a-new-key'],
  },
  {
    name: 'forgets-a-failed-test',
    fault: 'an echo test that fails leads nowhere',
    edits: [{ file: hostSession, find: 'if (!isConfirmed(exchange)) state.isSignedOn = false;\n', replace: '' }],
    caughtBy: ['tests-the-line'],
  },
];

/** Faults of the host: its security module. */
const securityModuleMutants: readonly Mutant[] = [
  {
    name: 'pin-translated-into-format-1',
    fault: 'the security module takes format 1, which is bound to no account number, for as good as the others',
    edits: [{ file: securityModule, find: 'new Set([0, 3, 4])', replace: 'new Set([0, 1, 3, 4])' }],
    caughtBy: ['translates-format-0', 'translates-format-3', 'translates-format-4'],
  },
  {
    name: 'pin-translated-into-anything',
    fault: 'the security module asks nobody whether a translation is lawful',
    edits: [
      {
        file: securityModule,
        find: 'if (!isLawful(wanted)) return',
        replace: 'if (!isLawful(wanted) && wanted === 9) return',
      },
    ],
    caughtBy: ['translates-format-0'],
  },
];

/** Every faulty terminal, and host, that the suite must tell from the right one. */
export const mutants: readonly Mutant[] = [
  ...kernelMutants,
  ...contactMutants,
  ...hostMutants,
  ...deviceMutants,
  ...sessionMutants,
  ...editionMutants,
  ...securityModuleMutants,
];

/** Faulty terminals that pass: the known blind spots of the suite. */
export const survivors: readonly Survivor[] = [
  {
    name: 'answer-of-other-amount-accepted',
    fault: 'an answer with the right trace number is taken whatever its amount',
    edits: [
      {
        file: hostClient,
        find: ' &&\n    isAboutAmount(request, message);',
        replace: ';',
      },
    ],
    survives:
      'the host of the bench answers with another amount only with response code 10; it takes one that does otherwise',
  },
];
