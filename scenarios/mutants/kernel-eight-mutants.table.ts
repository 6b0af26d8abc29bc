import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults of kernel 8. */
export const kernelEightMutants: readonly KernelMutant[] = [
  {
    name: 'decision-is-not-held-against-the-offer',
    fault: 'a decision of the card is carried out that was not offered',
    violates: ['EMV-C8-3.8-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-decision.ts',
        "found !== undefined && ((data.get('9F1D')?.[0] ?? 0) & found.offer) !== 0",
        'found !== undefined',
      ),
    ],
    caughtBy: ['takes-no-decision-that-was-not-offered'],
  },
  {
    name: 'decision-for-a-signature-is-forgotten',
    fault: 'a card that decides for a signature is not signed for',
    violates: ['EMV-C8-3.8-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-decision.ts',
        "{ offer: 0x20, method: 'signature', resultsHex: '1E0000'",
        "{ offer: 0x20, method: 'none', resultsHex: '1F0002'",
      ),
    ],
    caughtBy: ['asks-for-a-signature'],
  },
  {
    name: 'pin-is-promised-and-not-taken',
    fault: 'an online PIN that the card decided for is never asked for',
    violates: ['EMV-C8-3.8-1'],
    edits: [
      inKernel(
        'contactless/online-pin-after-tap.ts',
        'if (settings?.onlinePin === undefined) return outcome;',
        'if (settings?.onlinePin !== undefined) return outcome;\n  if (settings === undefined) return outcome;',
      ),
    ],
    caughtBy: ['takes-a-pin-when-the-card-decides-for-one', 'asks-for-nothing-after-a-cancelled-pin'],
  },
  {
    name: 'failed-decision-is-no-verification',
    fault: 'verification that the card says has failed counts as none needed',
    violates: ['EMV-C8-3.8-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-decision.ts',
        'if (decided === 0x0f) return notApplicable;',
        'if (decided === 0x0f || decided === 0xff) return notApplicable;',
      ),
    ],
    caughtBy: ['notes-that-verification-failed'],
  },
  {
    name: 'kernel-qualifier-leaves-authentication-out',
    fault: 'the kernel does not say that it authenticates the card',
    violates: ['EMV-C8-3.9-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-data.ts',
        'localAuthentication ? qualifier.localAuthentication : 0',
        'localAuthentication ? 0 : qualifier.localAuthentication',
      ),
    ],
    caughtBy: ['says-what-its-kernel-can', 'says-that-it-does-not-authenticate'],
  },
  {
    name: 'offer-is-not-told',
    fault: 'the card is not told what is offered for this amount',
    violates: ['EMV-C8-3.9-1', 'EMV-C8-3.8-1'],
    edits: [inKernel('contactless/kernel-8-data.ts', '  risk[0] = offer;\n', '')],
    caughtBy: ['offers-what-it-is-configured-for', 'offers-what-it-is-configured-for-above'],
  },
  {
    name: 'records-in-the-clear-are-taken',
    fault: 'records are taken in the clear after a channel was opened',
    violates: ['EMV-C8-sc-1'],
    edits: [
      inKernel(
        'contactless/kernel-8.ts',
        'settings.acceptsPlainRecords === true',
        'settings.acceptsPlainRecords !== true',
      ),
    ],
    caughtBy: ['ends-at-a-record-in-the-clear', 'ends-at-the-last-record-in-the-clear'],
  },
  {
    name: 'channel-key-stays',
    fault: 'the kernel has one key for all transactions',
    violates: ['EMV-C8-sc-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-channel.ts',
        'const secret = random(fieldBytes);',
        'const secret = new Uint8Array(random(0).length + fieldBytes).fill(7);',
      ),
    ],
    caughtBy: ['draws-a-new-key-for-every-card'],
  },
  {
    name: 'envelope-without-its-code',
    fault: 'a data envelope is taken whatever its code is',
    violates: ['EMV-C8-sc-1'],
    edits: [inKernel('contactless/kernel-8-channel.ts', 'return isRight ? clear : undefined;', 'return clear;')],
    caughtBy: ['takes-no-altered-data-envelope'],
  },
  {
    name: 'counter-of-the-card-stands',
    fault: 'every message of the card is deciphered with its first counter',
    violates: ['EMV-C8-sc-1'],
    edits: [inKernel('contactless/kernel-8-channel.ts', '    counter += 1;\n    return clear;', '    return clear;')],
    caughtBy: ['reads-and-writes-data-envelopes'],
  },
  {
    name: 'missing-card-key-is-passed-over',
    fault: 'a card that opens no channel is read all the same',
    violates: ['EMV-C8-sc-1'],
    edits: [
      inKernel('contactless/kernel-8-records.ts', "['94', '82', '9F8103', '8C'].every", "['94', '82', '8C'].every"),
      inKernel(
        'contactless/kernel-8.ts',
        "key.agree(data.get('9F8103') ?? new Uint8Array())",
        "key.agree(data.get('9F8103') ?? new Uint8Array(64).fill(0x0b))",
      ),
    ],
    caughtBy: ['ends-without-a-key-of-the-card'],
  },
  {
    name: 'wrong-code-goes-online',
    fault: 'a wrong code over the cryptogram is noted and nothing more',
    violates: ['EMV-C8-mac-1'],
    edits: [
      inKernel(
        'contactless/kernel-8.ts',
        "return isRight ? undefined : { kind: 'ended', reason: 'enhanced-mac-wrong' };",
        'return undefined;',
      ),
    ],
    caughtBy: [
      'releases-nothing-after-a-wrong-code',
      'releases-nothing-after-a-code-over-other-data',
      'releases-nothing-after-an-altered-cryptogram',
      'releases-nothing-after-an-altered-decision',
      'approves-nothing-offline-after-a-wrong-code',
    ],
  },
  {
    name: 'code-is-not-over-the-talk',
    fault: 'the card’s answers are left out of the code over the issuer’s data',
    violates: ['EMV-C8-mac-1'],
    edits: [inKernel('contactless/kernel-8-cryptogram.ts', '      ...answers,\n', '      ...answers.slice(1),\n')],
    caughtBy: ['approves-offline-through-the-channel', 'writes-the-code-where-the-card-wants-it'],
  },
  {
    name: 'code-is-not-over-the-relay-exchange',
    fault: 'the relay exchange is left out of the codes',
    violates: ['EMV-C8-mac-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-cryptogram.ts',
        'value: concatBytes(relay) }',
        'value: concatBytes(relay.slice(5)) }',
      ),
    ],
    caughtBy: ['counts-the-relay-exchange-in'],
  },
  {
    name: 'code-is-written-at-one-place',
    fault: 'the code goes to the terminal’s place in the issuer’s data whatever the card wants',
    violates: ['EMV-C8-mac-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-cryptogram.ts',
        "copy === copies.atDefault ? terms.defaultOffset : data.get('9F8107')?.[0]",
        'copy === copies.none ? undefined : terms.defaultOffset',
      ),
    ],
    caughtBy: ['writes-the-code-where-the-card-wants-it'],
  },
  {
    name: 'blinding-factor-is-not-checked',
    fault: 'nobody asks whether the channel ends in the key that was certified',
    violates: ['EMV-C8-mac-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-authentication.ts',
        'facts.channel.isKeyOf(card.key)',
        'card.key.point.x.length > 0',
      ),
    ],
    caughtBy: [
      'declines-a-blinding-factor-of-another-key',
      'approves-nothing-by-a-key-of-nobody',
      'tells-the-host-that-authentication-failed',
    ],
  },
  {
    name: 'forged-card-approves',
    fault: 'a TC counts although the card’s key was not authenticated, and the action codes are not asked again',
    violates: ['EMV-C8-mac-1'],
    edits: [
      inKernel(
        'contactless/kernel-8-outcome.ts',
        'return isAuthenticated\n',
        'return isAuthenticated || !isAuthenticated\n',
      ),
      inKernel(
        'contactless/kernel-8.ts',
        "if (local.kind === 'failed') raise(data, ['local-authentication-failed']);",
        '',
      ),
    ],
    caughtBy: ['approves-nothing-by-a-key-of-nobody'],
  },
  {
    name: 'card-results-are-ignored',
    fault: 'what the card found out does not go into the results',
    violates: ['EMV-C8-mac-1'],
    edits: [inKernel('contactless/kernel-8.ts', '  takeCardResults(data);\n', '')],
    caughtBy: ['goes-by-what-the-card-found-out'],
  },
];
