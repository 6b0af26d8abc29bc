import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults of extended data authentication, of the revocation list, and of the modes of combined authentication. */
export const curveMutants: readonly KernelMutant[] = [
  {
    name: 'curve-key-missing-is-failed-recovery',
    fault: 'a missing authority key counts as failed recovery of keys',
    violates: ['EMV-B2-12.1-1'],
    edits: [
      inKernel(
        'offline-data-authentication/curve-chain.ts',
        "return { kind: 'authority-missing', reason: `authority-${authority.reason}` };",
        "return { kind: 'refused', reason: `authority-${authority.reason}` };",
      ),
    ],
    caughtBy: ['says-that-the-authority-has-no-curve-key', 'declines-at-once-without-the-curve-key'],
  },
  {
    name: 'curve-key-missing-said-late',
    fault: 'a missing authority key is said after the first cryptogram',
    violates: ['EMV-B2-12.1-1'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "note(context, { verification: ['authority-curve-key-missing'], status: ['offline-data-authentication'] });",
        "note(context, { status: ['offline-data-authentication'] });",
      ),
      inKernel(
        'contact/extended-decision.ts',
        "  if (extended?.kind === 'refused') return ['curve-key-recovery-failed'];",
        "  if (extended?.kind === 'authority-missing') return ['authority-curve-key-missing'];\n  if (extended?.kind === 'refused') return ['curve-key-recovery-failed'];",
      ),
    ],
    caughtBy: ['declines-at-once-without-the-curve-key'],
  },
  {
    name: 'no-signature-with-an-aac',
    fault: 'no signature of extended authentication is asked for with an AAC',
    violates: ['EMV-B2-12.1-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        'requestsExtendedAuthentication: request.extended !== undefined,',
        "requestsExtendedAuthentication: request.extended !== undefined && request.type !== 'AAC',",
      ),
    ],
    caughtBy: ['declines-at-once-without-the-curve-key'],
  },
  {
    name: 'a-bit-for-each-failure',
    fault: 'failed recovery counts as a wrong signature too',
    violates: ['EMV-B3-10.3-6'],
    edits: [
      inKernel(
        'contact/extended-decision.ts',
        "return ['curve-key-recovery-failed'];",
        "return ['curve-key-recovery-failed', 'extended-signature-failed'];",
      ),
    ],
    caughtBy: ['finds-a-card-certificate-that-is-not-signed', 'raises-one-bit-for-failed-recovery'],
  },
  {
    name: 'signature-said-without-a-key',
    fault: 'what has no key to verify it counts as a wrong signature',
    violates: ['EMV-B2-12.5.3-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        'if (extended?.key === undefined) return undefined;',
        "if (extended?.key === undefined) return 'signature-wrong-signature';",
      ),
      inKernel(
        'contact/extended-decision.ts',
        "  if (extended?.kind === 'refused') return ['curve-key-recovery-failed'];\n  return extended?.kind === 'recovered' && isSignatureBad",
        '  return extended !== undefined && isSignatureBad',
      ),
    ],
    caughtBy: ['raises-one-bit-without-the-curve-key', 'raises-one-bit-for-failed-recovery'],
  },
  {
    name: 'curve-signature-unread',
    fault: 'the signature of extended authentication is not verified',
    violates: ['EMV-B2-12.5.3-1'],
    edits: [
      inKernel(
        'offline-data-authentication/curve-chain.ts',
        'isSchnorrSignature(key, message, signed.slice(1))',
        'message.length > 0',
      ),
    ],
    caughtBy: ['asks-the-issuer-about-a-wrong-signature-of-curves', 'finds-a-replayed-signature-of-curves'],
  },
  {
    name: 'missing-curve-signature-good',
    fault: 'an answer without signature counts as one that none was asked for',
    violates: ['EMV-B2-12.5.3-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        "  if (signed === undefined) return 'signature-missing';\n  const message",
        '  if (signed === undefined) return undefined;\n  const message',
      ),
    ],
    caughtBy: ['counts-a-missing-signature-of-curves-as-wrong'],
  },
  {
    name: 'first-lists-in-the-second-signature',
    fault: 'the lists of the first cryptogram count into the second signature',
    violates: ['EMV-B2-12.5.3-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        "...(list === '8C' ? signedBefore : []),",
        "...(list === '' ? [] : signedBefore),",
      ),
    ],
    caughtBy: ['verifies-a-signature-of-curves'],
  },
  {
    name: 'second-curve-signature-unread',
    fault: 'a wrong second signature of extended authentication is approved',
    violates: ['EMV-B2-12.5.3-1'],
    edits: [
      inKernel(
        'contact/contact-kernel.ts',
        'signedBefore, ...extendedRequest(facts) };',
        'signedBefore, ...(extendedRequest(facts).extended === undefined ? {} : { extended: { key: undefined } }) };',
      ),
    ],
    caughtBy: ['declines-a-wrong-second-signature-of-curves'],
  },
  {
    name: 'recovery-said-early',
    fault: 'failed recovery of keys is said before the first cryptogram',
    violates: ['EMV-B4-6.3.2.2-1'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "  const failure = extended.kind === 'recovered'",
        "  if (extended.kind === 'refused') note(context, { verification: ['curve-key-recovery-failed'] });\n  const failure = extended.kind === 'recovered'",
      ),
    ],
    caughtBy: ['finds-a-card-certificate-that-is-not-signed', 'declines-when-failed-recovery-is-forbidden'],
  },
  {
    name: 'denial-codes-not-again',
    fault: 'the denial codes are not looked at again after extended authentication failed',
    violates: ['EMV-B4-6.3.2.2-1'],
    edits: [
      inKernel(
        'contact/extended-decision.ts',
        'if (isDenied(context) || isOfflineOnly(context)) {',
        'if (isOfflineOnly(context)) {',
      ),
    ],
    caughtBy: [
      'declines-when-a-wrong-signature-is-forbidden',
      'declines-when-failed-recovery-is-forbidden',
      'declines-a-tc-whose-signature-is-forbidden',
    ],
  },
  {
    name: 'declines-as-after-combined',
    fault: 'a wrong signature of extended authentication declines at once, as with combined',
    violates: ['EMV-B4-6.3.2.2-1'],
    edits: [
      inKernel(
        'contact/extended-decision.ts',
        'if (isDenied(context) || isOfflineOnly(context)) {',
        'if (isDenied(context) || !isOfflineOnly(context)) {',
      ),
    ],
    caughtBy: ['asks-the-issuer-about-a-wrong-signature-of-curves', 'asks-the-issuer-about-a-tc'],
  },
  {
    name: 'tc-asked-for-again',
    fault: 'a card that answered with a TC is asked for a second cryptogram',
    violates: ['EMV-B4-6.3.2.2-1'],
    edits: [
      inKernel('contact/extended-decision.ts', "    if (answered === 'ARQC') {", '    if (answered.length > 0) {'),
    ],
    caughtBy: ['declines-a-tc-whose-signature-is-forbidden'],
  },
  {
    name: 'revocation-list-unread',
    fault: 'the revocation list is not looked at',
    violates: ['EMV-B2-5.1.1-1'],
    edits: [
      inKernel(
        'offline-data-authentication/revocation.ts',
        '      .filter(({ ridHex, index })',
        "      .filter(() => authority.ridHex === '')\n      .filter(({ ridHex, index })",
      ),
    ],
    caughtBy: ['refuses-a-certificate-that-was-taken-back', 'refuses-a-curve-certificate-that-was-taken-back'],
  },
  {
    name: 'serial-number-alone-revoked',
    fault: 'a serial number on the revocation list counts under every key',
    violates: ['EMV-B2-5.1.1-1'],
    edits: [
      inKernel(
        'offline-data-authentication/revocation.ts',
        'ridHex.toUpperCase() === authority.ridHex && index === authority.index',
        'ridHex.toUpperCase() === authority.ridHex && index >= 0',
      ),
    ],
    caughtBy: ['takes-a-serial-number-under-another-key'],
  },
  {
    name: 'first-signature-in-every-mode',
    fault: 'an ARQC is to be signed in modes 3 and 4 too',
    violates: ['EMV-B2-D4-1'],
    edits: [
      inKernel('contact/contact-kernel.ts', 'combinedAuthenticationMode <= 2', 'combinedAuthenticationMode <= 4'),
    ],
    caughtBy: ['asks-for-signatures-by-mode-3', 'asks-for-signatures-by-mode-4'],
  },
  {
    name: 'second-signature-in-mode-1-alone',
    fault: 'a TC that the issuer approved is to be signed in mode 1 alone',
    violates: ['EMV-B2-D4-1'],
    edits: [inKernel('contact/completion.ts', 'mode === 1 || mode === 3', 'mode === 1')],
    caughtBy: ['asks-for-signatures-by-mode-3'],
  },
  {
    name: 'second-signature-in-every-mode',
    fault: 'a TC that the issuer approved is to be signed in modes 2 and 4 too',
    violates: ['EMV-B2-D4-1'],
    edits: [inKernel('contact/completion.ts', 'mode === 1 || mode === 3', 'mode >= 1')],
    caughtBy: ['asks-for-signatures-by-mode-2', 'asks-for-signatures-by-mode-4'],
  },
  {
    name: 'extended-after-combined',
    fault: 'combined authentication is chosen before extended',
    violates: ['EMV-B3-10.3-1'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "  ['extended', 0x80, 0x04],\n  ['combined', 0x01, 0x08],",
        "  ['combined', 0x01, 0x08],\n  ['extended', 0x80, 0x04],",
      ),
    ],
    caughtBy: ['chooses-extended-before-combined'],
  },
];
