import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults of kernel 7. */
export const kernelSevenMutants: readonly KernelMutant[] = [
  {
    name: 'quickpass-not-held',
    fault: 'cards of that provider are not served',
    violates: ['EMV-CB-3.3.2.5-c'],
    edits: [inKernel('contactless-transaction.ts', '  [7, performKernel7],', '')],
    caughtBy: ['runs-a-card-by-its-provider'],
  },
  {
    name: 'quickpass-signature-not-checked',
    fault: 'an approval of a QuickPass card is taken unchecked',
    violates: ['EMV-C7-fdda-1'],
    edits: [
      inKernel(
        'contactless/kernel-7.ts',
        "if (standing.kind !== 'offline') return undefined;",
        "if (standing.kind !== 'decline') return undefined;",
      ),
    ],
    caughtBy: ['declines-a-replayed-quickpass-signature', 'declines-related-data-of-version-zero'],
  },
  {
    name: 'related-version-not-looked-at',
    fault: 'related data may have any version',
    violates: ['EMV-C7-fdda-1'],
    edits: [
      inKernel(
        'contactless/fast-dynamic-authentication.ts',
        'if (!isLawful || related[0] !== relatedDataVersion)',
        'if (!isLawful)',
      ),
    ],
    caughtBy: ['declines-related-data-of-version-zero'],
  },
  {
    name: 'related-data-of-seven-bytes-only',
    fault: 'related data have seven bytes',
    violates: ['EMV-C7-fdda-1'],
    edits: [inKernel('contactless/fast-dynamic-authentication.ts', '{ min: 5, max: 16 }', '{ min: 5, max: 7 }')],
    caughtBy: ['approves-quickpass-offline'],
  },
  {
    name: 'quickpass-pin-falls-back',
    fault: 'a signature replaces the PIN that a QuickPass card wants',
    violates: ['EMV-C7-ctq-1'],
    edits: [
      inKernel(
        'contactless/kernel-7-cardholder.ts',
        "if (wantsPin) return declined('cardholder-verification-failed');",
        '',
      ),
    ],
    caughtBy: ['takes-no-signature-for-a-pin'],
  },
  {
    name: 'quickpass-phone-not-believed',
    fault: 'a QuickPass phone that verified its holder counts for nothing',
    violates: ['EMV-C7-ctq-1'],
    edits: [
      inKernel(
        'contactless/kernel-7-cardholder.ts',
        "if (card?.has('device-verification-performed') === true) return byDevice(context, standing);",
        '',
      ),
    ],
    caughtBy: ['believes-a-quickpass-phone'],
  },
  {
    name: 'quickpass-clear-qualifiers-believed',
    fault: 'qualifiers of a QuickPass card need not be the signed ones',
    violates: ['EMV-C7-ctq-1'],
    edits: [
      inKernel(
        'contactless/kernel-7.ts',
        '...(hasOtherQualifiers(context, authentication) && { standing: refused })',
        '...(refused === undefined && { standing: refused })',
      ),
    ],
    caughtBy: ['declines-other-quickpass-qualifiers'],
  },
  {
    name: 'quickpass-without-qualifiers-unverified',
    fault: 'a QuickPass card without qualifiers is never verified',
    violates: ['EMV-C7-ctq-2'],
    edits: [
      inKernel(
        'contactless/kernel-7-cardholder.ts',
        'if (card === undefined && !isRequired)',
        'if (card === undefined)',
      ),
    ],
    caughtBy: ['signs-for-a-card-without-qualifiers'],
  },
  {
    name: 'quickpass-expiry-not-looked-at',
    fault: 'an expired QuickPass card is served',
    violates: ['EMV-C7-exp-1'],
    edits: [
      inKernel(
        'contactless/kernel-7.ts',
        'return mustShowDate && isExpired(context) ? expired(context) : standing;',
        'return standing;',
      ),
    ],
    caughtBy: [
      'declines-an-expired-quickpass-card',
      'declines-an-expired-request',
      'sends-an-expired-quickpass-card-online',
    ],
  },
  {
    name: 'quickpass-expiry-of-approvals-alone',
    fault: 'the expiry of a QuickPass card counts for approvals alone',
    violates: ['EMV-C7-exp-1'],
    edits: [inKernel('contactless/kernel-7.ts', " || context.data.get('5F24') !== undefined", '')],
    caughtBy: ['declines-an-expired-request'],
  },
  {
    name: 'quickpass-without-a-list',
    fault: 'a QuickPass card need not ask for the qualifiers',
    violates: ['EMV-C7-pdol-1'],
    edits: [
      inKernel(
        'contactless/kernel-7.ts',
        'if (!asksForQualifiers(card.selected.objects))',
        'if (card.selected.objects.length === 0)',
      ),
    ],
    caughtBy: ['passes-over-a-list-without-qualifiers'],
  },
  {
    name: 'quickpass-slot-not-offered',
    fault: 'a QuickPass card that refuses to start ends',
    violates: ['EMV-C7-gpo-1'],
    edits: [
      inKernel(
        'contactless/kernel-7.ts',
        "if (!readerQualifiers(context).has('contact-chip'))",
        'if (statusWord !== 0)',
      ),
    ],
    caughtBy: ['sends-a-refusing-card-to-the-slot'],
  },
  {
    name: 'quickpass-phone-not-shown',
    fault: '6986 does not send the holder of a QuickPass phone to it',
    violates: ['EMV-C7-gpo-1'],
    edits: [inKernel('contactless/kernel-7.ts', 'const deviceWanted = 0x69_86;', 'const deviceWanted = 0x69_80;')],
    caughtBy: ['sends-a-quickpass-holder-to-the-phone'],
  },
];
