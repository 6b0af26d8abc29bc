import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults of kernel 6. */
export const kernelSixMutants: readonly KernelMutant[] = [
  {
    name: 'diners-not-held',
    fault: 'cards of that provider are not served',
    violates: ['EMV-CB-3.3.2.5-c'],
    edits: [inKernel('contactless-transaction.ts', '  [6, performKernel6],', '')],
    caughtBy: ['runs-a-diner-by-its-provider'],
  },
  {
    name: 'diners-signature-not-checked',
    fault: 'a failed signature of a D-PAS card counts for nothing',
    violates: ['EMV-C6-cda-1'],
    edits: [
      inKernel(
        'contactless/kernel-6-action.ts',
        "if (verification.has('combined-data-authentication-failed')) {",
        'if (verification.size > 99) {',
      ),
    ],
    caughtBy: [
      'declines-a-replayed-answer',
      'declines-a-signature-over-another-answer',
      'declines-a-signature-of-another-kind',
      'sends-a-failed-signature-to-the-slot',
    ],
  },
  {
    name: 'diners-answer-not-covered',
    fault: 'the signature of a D-PAS card need not be over its answer',
    violates: ['EMV-C6-cda-1'],
    edits: [
      inKernel(
        'contactless/kernel-6-authentication.ts',
        "if (judged.kind === 'refused')",
        "if (judged.kind === 'refused' && judged.reason === 'other-transaction-data') return { kind: 'verified' };\n  if (judged.kind === 'refused')",
      ),
    ],
    caughtBy: ['declines-a-signature-over-another-answer'],
  },
  {
    name: 'diners-slot-after-failure-not-offered',
    fault: 'a failed signature of a D-PAS card always declines',
    violates: ['EMV-C6-cda-1'],
    edits: [
      inKernel(
        'contactless/kernel-6-action.ts',
        "card.has('switch-interface-if-authentication-fails') ? elsewhere(context, reason) : declined(reason)",
        'declined(reason)',
      ),
    ],
    caughtBy: ['sends-a-failed-signature-to-the-slot'],
  },
  {
    name: 'diners-signature-not-taken',
    fault: 'a D-PAS card that requires a signature gets none',
    violates: ['EMV-C6-cvm-1'],
    edits: [
      inKernel(
        'contactless/kernel-6-cardholder.ts',
        "if (mayElseSign && reader.has('signature')) return verified('signature');",
        '',
      ),
    ],
    caughtBy: ['has-a-diner-signed-for'],
  },
  {
    name: 'diners-phone-not-believed',
    fault: 'a D-PAS phone that verified its holder counts for nothing',
    violates: ['EMV-C6-cvm-1'],
    edits: [
      inKernel(
        'contactless/kernel-6-cardholder.ts',
        "if (reader.has('device-verification') && card.has('device-verification-performed')) return byDevice(context, card);",
        '',
      ),
    ],
    caughtBy: ['believes-a-diner-phone'],
  },
  {
    name: 'diners-phone-results-not-looked-at',
    fault: 'a D-PAS phone is believed against its own results',
    violates: ['EMV-C6-cvm-1'],
    edits: [
      inKernel(
        'contactless/kernel-6-cardholder.ts',
        "if (isProven) return verified('device');",
        "if (results >= 0) return verified('device');",
      ),
    ],
    caughtBy: ['believes-no-diner-phone-against-its-results'],
  },
  {
    name: 'diners-fallback-not-taken',
    fault: 'nothing stands in for the PIN of a D-PAS card',
    violates: ['EMV-C6-cvm-2'],
    edits: [
      inKernel(
        'contactless/kernel-6-cardholder.ts',
        "wantsPin ? card.has('fallback-to-signature')",
        'wantsPin ? false',
      ),
      inKernel('contactless/kernel-6-cardholder.ts', "return card.has('fallback-to-none') &&", 'return false &&'),
    ],
    caughtBy: ['signs-where-a-pin-may-be-replaced', 'asks-nobody-where-that-is-allowed'],
  },
  {
    name: 'diners-nobody-verified',
    fault: 'what a D-PAS card requires and cannot have is let pass',
    violates: ['EMV-C6-cvm-2'],
    edits: [
      inKernel(
        'contactless/kernel-6-cardholder.ts',
        "return { kind: 'impossible', mayTryContacts: true };",
        "return verified('none');",
      ),
    ],
    caughtBy: ['sends-a-pin-that-nothing-replaces-to-the-slot'],
  },
  {
    name: 'diners-expiry-not-looked-at',
    fault: 'an expired D-PAS card is served',
    violates: ['EMV-C6-exp-1'],
    edits: [
      inKernel(
        'contactless/kernel-6-action.ts',
        "if (verification.has('expired-application')) {",
        'if (verification.size > 99) {',
      ),
    ],
    caughtBy: ['declines-an-expired-diner', 'sends-an-expired-diner-online'],
  },
  {
    name: 'diners-refusal-ends',
    fault: 'a D-PAS card that refuses to start ends the transaction',
    violates: ['EMV-C6-gpo-1'],
    edits: [
      inKernel(
        'contactless/kernel-6.ts',
        "return { kind: 'select-next', reason: 'initiation-refused', statusWord };",
        "return { kind: 'ended', reason: 'card-status-error', statusWord };",
      ),
    ],
    caughtBy: ['passes-over-a-diner-that-refuses'],
  },
  {
    name: 'diners-requirements-not-needed',
    fault: 'a D-PAS card without requirements is served',
    violates: ['EMV-C6-data-1'],
    edits: [inKernel('contactless/kernel-6.ts', "'9F27', '9F71'] as const", "'9F27'] as const")],
    caughtBy: ['passes-over-a-diner-without-requirements'],
  },
  {
    name: 'diners-both-taken',
    fault: 'a D-PAS card may sign beside a plain cryptogram',
    violates: ['EMV-C6-data-1'],
    edits: [inKernel('contactless/kernel-6.ts', '|| has(unwanted)) return', "|| unwanted === '') return")],
    caughtBy: ['ends-with-a-signature-beside-a-cryptogram'],
  },
];
