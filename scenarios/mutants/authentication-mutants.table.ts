import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults of offline data authentication. */
export const authenticationMutants: readonly KernelMutant[] = [
  {
    name: 'no-key-no-authentication',
    fault: 'a missing authority key counts as authentication not performed',
    violates: ['EMV-B2-5.2-1'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "if (chain.kind === 'refused') return fail(context, method, chain.reason);",
        "if (chain.kind === 'refused') return { kind: 'authenticated', method: 'none', failure: undefined, signingKey: undefined };",
      ),
    ],
    caughtBy: ['counts-a-missing-authority-key-as-failed'],
  },
  {
    name: 'issuer-hash-unread',
    fault: 'the hash of the issuer certificate is not compared',
    violates: ['EMV-B2-5.3-1'],
    edits: [
      inKernel(
        'offline-data-authentication/issuer-certificate.ts',
        'if (!hasHash(frame, [facts.remainder, facts.exponent])) return',
        'if (facts.exponent.length === 0) return',
      ),
    ],
    caughtBy: ['liar-issuer-hash-by-chip'],
  },
  {
    name: 'issuer-identifier-unread',
    fault: 'a certificate of another issuer is taken',
    violates: ['EMV-B2-5.3-1'],
    edits: [
      inKernel(
        'offline-data-authentication/issuer-certificate.ts',
        'if (!isLeadingPartOfPan(toHex(content.subarray(1, 5)), facts.panDigits)) {',
        'if (content.length < 5) {',
      ),
    ],
    caughtBy: ['liar-issuer-identity-by-chip'],
  },
  {
    name: 'algorithms-unread',
    fault: 'keys of any algorithm are taken',
    violates: ['EMV-B2-5.3-1'],
    edits: [
      inKernel(
        'offline-data-authentication/issuer-certificate.ts',
        'if (byteAt(parts.algorithms, 0) !== sha1Algorithm || byteAt(parts.algorithms, 1) !== rsaAlgorithm) {',
        'if (parts.algorithms.length === 0) {',
      ),
    ],
    caughtBy: ['liar-issuer-key-algorithm-by-chip'],
  },
  {
    name: 'last-month-is-past',
    fault: 'a certificate is past in its last month',
    violates: ['EMV-B2-5.3-2'],
    edits: [
      inKernel(
        'offline-data-authentication/issuer-certificate.ts',
        'monthCount(today.slice(0, 2), today.slice(2, 4)) > expiry;',
        'monthCount(today.slice(0, 2), today.slice(2, 4)) >= expiry;',
      ),
    ],
    caughtBy: ['honours-certificates-to-the-last-day'],
  },
  {
    name: 'certified-account-unread',
    fault: 'a certificate of another account is taken',
    violates: ['EMV-B2-6.4-1'],
    edits: [
      inKernel(
        'offline-data-authentication/card-certificate.ts',
        "if (toHex(content.subarray(1, 11)) !== facts.panDigits.padEnd(20, 'F')) {",
        'if (content.length < 11) {',
      ),
    ],
    caughtBy: ['liar-icc-identity-by-chip'],
  },
  {
    name: 'card-hash-unread',
    fault: 'the hash of the card certificate, with the records in it, is not compared',
    violates: ['EMV-B2-6.4-1'],
    edits: [
      inKernel(
        'offline-data-authentication/card-certificate.ts',
        'if (!hasHash(frame, [facts.remainder, facts.exponent, facts.staticData])) {',
        'if (facts.exponent.length === 0) {',
      ),
    ],
    caughtBy: ['liar-icc-hash-by-chip'],
  },
  {
    name: 'static-hash-unread',
    fault: 'the hash of the static signature is not compared',
    violates: ['EMV-B2-5.4-1'],
    edits: [
      inKernel(
        'offline-data-authentication/static-authentication.ts',
        'if (!hasHash(frame, [staticData])) return',
        'if (staticData.length === 0) return',
      ),
    ],
    caughtBy: ['finds-an-altered-record'],
  },
  {
    name: 'list-without-number-taken',
    fault: 'a DDOL without unpredictable number is taken',
    violates: ['EMV-B2-6.5.1-1'],
    edits: [
      inKernel(
        'contact/dynamic-authentication.ts',
        'if (!list.entries.some(({ tag }) => tag === unpredictableNumberTag)) {',
        'if (list.entries.length === 0) {',
      ),
    ],
    caughtBy: ['wants-the-unpredictable-number-signed'],
  },
  {
    name: 'default-list-unused',
    fault: 'there is no default DDOL',
    violates: ['EMV-B2-6.5.1-1'],
    edits: [
      inKernel(
        'contact/dynamic-authentication.ts',
        "data.get('9F49') ?? (defaultList === undefined ? undefined : fromHex(defaultList))",
        "data.get('9F49')",
      ),
    ],
    caughtBy: ['uses-the-default-list-for-dynamic-data'],
  },
  {
    name: 'own-number-uncompared',
    fault: 'the dynamic signature is not compared with what was sent',
    violates: ['EMV-B2-6.5.2-1'],
    edits: [
      inKernel(
        'offline-data-authentication/dynamic-signature.ts',
        'if (!hasHash(frame, [facts.terminalDynamicData])) return',
        'if (facts.terminalDynamicData.length === 0) return',
      ),
    ],
    caughtBy: ['compares-its-own-unpredictable-number'],
  },
  {
    name: 'request-in-mode-3',
    fault: 'an ARQC is asked for without a signature in mode 1',
    violates: ['EMV-B2-D4-1'],
    edits: [
      inKernel(
        'contact/contact-kernel.ts',
        "return requested === 'TC' || context.settings.combinedAuthenticationMode <= 2;",
        "return requested === 'TC';",
      ),
    ],
    caughtBy: ['asks-for-signatures-by-its-mode'],
  },
  {
    name: 'second-request-in-mode-2',
    fault: 'a second TC is asked for without a signature in mode 1',
    violates: ['EMV-B3-10.11-2', 'EMV-B2-D4-1'],
    edits: [inKernel('contact/completion.ts', 'mode === 1 || mode === 3', 'mode === 3')],
    caughtBy: ['asks-for-signatures-by-its-mode'],
  },
  {
    name: 'any-combined-signature',
    fault: 'a combined signature that does not verify counts as verified',
    violates: ['EMV-B4-6.3.2.1-2', 'EMV-B2-6.6.2-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        'return { signature: `signature-${signature.reason}`, ...',
        "return { signature: 'verified', ...",
      ),
    ],
    caughtBy: ['declines-a-wrong-signature-on-an-arqc'],
  },
  {
    name: 'card-left-open',
    fault: 'a card whose first signature was wrong is asked for no AAC',
    violates: ['EMV-B4-6.3.2.1-2'],
    edits: [
      inKernel(
        'contact/contact-kernel.ts',
        "if (facts.isBad && generated.answered === 'ARQC') {",
        "if (facts.isBad && generated.answered === 'AAC') {",
      ),
    ],
    caughtBy: ['declines-a-wrong-signature-on-an-arqc'],
  },
  {
    name: 'second-signature-unread',
    fault: 'the signature over the second cryptogram is not looked at',
    violates: ['EMV-B4-6.3.2.1-3'],
    edits: [
      inKernel(
        'contact/completion.ts',
        "if (generated.signature !== undefined && generated.signature !== 'verified') {",
        "if (generated.signature === 'unread') {",
      ),
    ],
    caughtBy: ['declines-a-wrong-second-signature'],
  },
  {
    name: 'signature-wanted-all-the-same',
    fault: 'a signature is asked for after the chain failed',
    violates: ['EMV-B4-6.3.2.1-1'],
    edits: [
      inKernel(
        'contact/contact-cryptogram.ts',
        'requestsCombinedAuthentication: signingKey !== undefined,',
        "requestsCombinedAuthentication: request.type !== 'AAC',",
      ),
    ],
    caughtBy: ['asks-for-no-signature-after-a-failure'],
  },
  {
    name: 'checksum-unread',
    fault: 'a damaged authority key is used',
    violates: ['EMV-B2-11.2.2-1'],
    edits: [
      inKernel(
        'offline-data-authentication/certification-authority.ts',
        'if (!sameBytes(authorityKeyChecksum(key), fromHex(key.checksumHex))) {',
        "if (key.checksumHex === '') {",
      ),
    ],
    caughtBy: ['does-not-use-a-damaged-authority-key'],
  },
  {
    name: 'weakest-method-first',
    fault: 'the weakest common method is chosen',
    violates: ['EMV-B3-10.3-1'],
    edits: [
      inKernel('contact/offline-authentication.ts', 'return methods.find((', 'return methods.toReversed().find(('),
    ],
    caughtBy: ['chooses-the-strongest-method'],
  },
  {
    name: 'not-performed-unsaid',
    fault: 'nothing says that no authentication was performed',
    violates: ['EMV-B3-10.3-2'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "note(context, { verification: ['offline-data-authentication-not-performed'] });",
        '',
      ),
    ],
    caughtBy: ['says-that-nothing-was-authenticated'],
  },
  {
    name: 'failure-not-performed',
    fault: 'a method that failed is not said to have been performed',
    violates: ['EMV-B3-10.3-2'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "note(context, { verification: [failedBit[method]], status: ['offline-data-authentication'] });",
        'note(context, { verification: [failedBit[method]] });',
      ),
    ],
    caughtBy: ['refuses-a-wrong-static-signature'],
  },
  {
    name: 'any-static-list',
    fault: 'a static data list may name anything',
    violates: ['EMV-B3-10.3-5'],
    edits: [
      inKernel(
        'offline-data-authentication/certificate-chain.ts',
        "return sameBytes(tagList, onlyLawfulTagList) ? concatBytes([signedRecords, valueOf(data, '82')]) : undefined;",
        "return tagList.length > 0 ? concatBytes([signedRecords, valueOf(data, '82')]) : onlyLawfulTagList;",
      ),
    ],
    caughtBy: ['allows-only-the-profile-in-the-static-list'],
  },
  {
    name: 'test-keys-in-production',
    fault: 'keys of a test authority are used in production',
    violates: ['L3-CAPK-01'],
    edits: [
      inKernel(
        'offline-data-authentication/certification-authority.ts',
        "if (wanted.environment === 'production' && isTestKey(key)) return",
        'if (wanted.environment === undefined && isTestKey(key)) return',
      ),
    ],
    caughtBy: ['uses-no-test-key-in-production'],
  },
  {
    name: 'expired-authority-used',
    fault: 'an authority key is used after its last day',
    violates: ['L3-CAPK-01'],
    edits: [
      inKernel(
        'offline-data-authentication/certification-authority.ts',
        "today > expiry) return { kind: 'refused', reason: 'key-expired' };",
        "today === 0) return { kind: 'refused', reason: 'key-expired' };",
      ),
    ],
    caughtBy: ['drops-an-expired-authority-key'],
  },
  {
    name: 'static-unsaid',
    fault: 'nothing says that static authentication was chosen',
    violates: ['EMV-B3-10.3-1'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "if (method === 'static') note(context, { verification: ['static-data-authentication-selected'] });",
        '',
      ),
    ],
    caughtBy: ['verifies-static-data'],
  },
  {
    name: 'missing-certificate-unsaid',
    fault: 'nothing says that the data for authentication is missing',
    violates: ['EMV-B3-7.5-2'],
    edits: [
      inKernel(
        'contact/offline-authentication.ts',
        "    note(context, { verification: ['card-data-missing'] });\n    return fail",
        '    return fail',
      ),
    ],
    caughtBy: ['says-that-the-issuer-certificate-is-missing'],
  },
];
