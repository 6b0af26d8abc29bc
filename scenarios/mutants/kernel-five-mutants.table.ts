import { inKernel, type KernelMutant } from './kernel-mutant.ts';

const kernel = 'contactless/kernel-5.ts';
const cardholder = 'contactless/kernel-5-cardholder.ts';

/** Faults of kernel 5. */
export const kernelFiveMutants: readonly KernelMutant[] = [
  {
    name: 'nippon-not-held',
    fault: 'cards of that provider are not served',
    violates: ['EMV-CB-3.3.2.5-c'],
    edits: [inKernel('contactless-transaction.ts', '  [5, performKernel5],', '')],
    caughtBy: ['runs-a-nippon-card-by-its-provider'],
  },
  {
    name: 'nippon-signature-not-checked',
    fault: 'a failed signature of a JCB card counts for nothing',
    violates: ['EMV-C5-cda-1'],
    edits: [
      inKernel(
        kernel,
        "if (signature?.kind === 'failed') return declined(context, 'offline-data-authentication-failed');",
        '',
      ),
    ],
    caughtBy: ['declines-a-replayed-nippon-signature', 'declines-a-nippon-signature-over-another-answer'],
  },
  {
    name: 'nippon-signature-not-asked-for',
    fault: 'a JCB card is never asked to sign',
    violates: ['EMV-C5-cda-1'],
    edits: [
      inKernel(kernel, "cardKey: cardKey.kind === 'recovered' ? cardKey.key : undefined,", 'cardKey: undefined,'),
    ],
    caughtBy: ['approves-a-nippon-card-offline'],
  },
  {
    name: 'nippon-asked-after-denial',
    fault: 'a JCB card is asked for a cryptogram although the action codes deny',
    violates: ['EMV-C5-taa-1'],
    edits: [
      inKernel(
        kernel,
        "if (action.requested === 'AAC' && action.denial !== undefined) return declined(context, action.denial);",
        '',
      ),
    ],
    caughtBy: ['asks-no-cryptogram-of-a-spoiled-nippon-card', 'asks-no-cryptogram-of-an-expired-nippon-card'],
  },
  {
    name: 'nippon-dates-not-looked-at',
    fault: 'an expired JCB card is served',
    violates: ['EMV-C5-taa-1'],
    edits: [inKernel(kernel, '[...risk, ...listed, ...restrictions]', '[...risk, ...listed]')],
    caughtBy: ['asks-no-cryptogram-of-an-expired-nippon-card'],
  },
  {
    name: 'nippon-floor-limit-strict',
    fault: 'a JCB purchase of exactly the floor limit is approved offline',
    violates: ['EMV-C5-limit-1'],
    edits: [
      inKernel(kernel, 'amountMinor >= application.floorLimitMinor', 'amountMinor > application.floorLimitMinor'),
    ],
    caughtBy: ['asks-a-nippon-card-for-a-request-at-the-floor-limit'],
  },
  {
    name: 'nippon-not-told-of-verification',
    fault: 'a JCB card is never told that a verification is required',
    violates: ['EMV-C5-cvm-1'],
    edits: [inKernel(kernel, 'if (indicators.verificationLimitExceeded && !isRefund) {', 'if (false) {')],
    caughtBy: ['tells-a-nippon-card-that-a-verification-is-required', 'declines-a-nippon-card-that-verifies-nobody'],
  },
  {
    name: 'nippon-always-told-of-verification',
    fault: 'a JCB card is told of a verification whatever the amount',
    violates: ['EMV-C5-cvm-1'],
    edits: [inKernel(kernel, 'if (indicators.verificationLimitExceeded && !isRefund) {', 'if (!isRefund) {')],
    caughtBy: ['asks-nobody-below-the-limit-of-a-nippon-card'],
  },
  {
    name: 'nippon-phone-not-believed',
    fault: 'a JCB phone that verified its holder counts for nothing',
    violates: ['EMV-C5-cvm-1'],
    edits: [inKernel(cardholder, '(status & 0xf0) === 0x30', '(status & 0xf0) === 0x31')],
    caughtBy: ['believes-a-nippon-phone'],
  },
  {
    name: 'nippon-nobody-verified',
    fault: 'a JCB card may let nobody be verified where that is required',
    violates: ['EMV-C5-cvm-1'],
    edits: [inKernel(cardholder, 'if ((profile & interchange.verificationRequired) !== 0) return undefined;', '')],
    caughtBy: ['declines-a-nippon-card-that-verifies-nobody'],
  },
  {
    name: 'nippon-ways-not-compared',
    fault: 'a JCB card has its holder verified by what the reader does not have',
    violates: ['EMV-C5-cvm-1'],
    edits: [inKernel(cardholder, 'way === undefined || (profile & way.needs) === 0', 'way === undefined')],
    caughtBy: ['declines-a-pin-that-it-cannot-ask-for'],
  },
  {
    name: 'nippon-word-not-needed',
    fault: 'a JCB card that does not say how its holder is verified is served',
    violates: ['EMV-C5-data-1'],
    edits: [
      inKernel(
        kernel,
        "if (context.data.get('9F50') === undefined) return declined(context, 'card-data-missing');",
        "if (context.data.get('9F50') === undefined) context.data.set('9F50', Uint8Array.of(0));",
      ),
    ],
    caughtBy: ['declines-a-nippon-card-without-word-of-its-holder'],
  },
  {
    name: 'nippon-stronger-answer-passed-over',
    fault: 'a JCB card that answers stronger than asked ends the application, undecided',
    violates: ['EMV-C5-data-1'],
    edits: [
      inKernel(
        kernel,
        'if (statusWord === undefined) return declined(context, reason);',
        'if (statusWord === undefined) return ending;',
      ),
    ],
    caughtBy: ['takes-no-nippon-approval-unasked'],
  },
  {
    name: 'nippon-contacts-not-offered',
    fault: 'a JCB card that wants its contacts ends',
    violates: ['EMV-C5-gac-1'],
    edits: [inKernel(kernel, 'if (statusWord !== status.contactWanted) return', 'if (statusWord !== 0) return')],
    caughtBy: ['sends-a-nippon-card-to-its-contacts'],
  },
  {
    name: 'nippon-refusal-ends',
    fault: 'a JCB card that refuses to start ends the transaction',
    violates: ['EMV-C5-gpo-1'],
    edits: [
      inKernel(
        kernel,
        "return { kind: 'select-next', reason: 'initiation-refused', statusWord };",
        "return { kind: 'try-another-interface', reason: 'refused', message: 'insert-card', alternate: 'contact' };",
      ),
    ],
    caughtBy: ['passes-over-a-nippon-card-that-refuses'],
  },
  {
    name: 'nippon-modes-not-told-apart',
    fault: 'a JCB card of the legacy mode or of mag-stripe mode is served in EMV mode',
    violates: ['EMV-C5-gpo-1'],
    edits: [
      inKernel(kernel, "if (!asksForMode(context)) return { kind: 'select-next', reason: 'legacy-card' };", ''),
      inKernel(kernel, '& emvModeMask) === 0) return', '& emvModeMask) === 1) return'),
    ],
    caughtBy: ['serves-no-nippon-card-of-the-legacy-mode', 'serves-no-nippon-card-of-mag-stripe-mode'],
  },
];
