import { inKernel, type KernelMutant } from './kernel-mutant.ts';

/** Faults of cardholder verification and terminal risk management. */
export const verificationMutants: readonly KernelMutant[] = [
  {
    name: 'signs-unattended',
    fault: 'the terminal says that it is unattended and takes signatures all the same',
    violates: ['EMV-B4-A2-1'],
    edits: [
      inKernel(
        'contact/contact-terminal-data.ts',
        "['9F35', fromHex(configuration.terminalTypeHex)],",
        "['9F35', Uint8Array.of(0x25)],",
      ),
    ],
    caughtBy: ['claims-signatures-with-somebody-who-compares'],
  },
  {
    name: 'signs-without-paper',
    fault: 'the terminal takes signatures and has nothing that the attendant could compare',
    violates: ['EMV-B4-A2-1'],
    edits: [
      inKernel(
        'contact/contact-terminal-data.ts',
        "['9F40', fromHex(configuration.additionalCapabilitiesHex)],",
        "['9F40', fromHex('7000F02001')],",
      ),
    ],
    caughtBy: ['claims-signatures-with-somebody-who-compares'],
  },
  {
    name: 'profile-bit-unread',
    fault: 'cardholders are verified although the profile says otherwise',
    violates: ['EMV-B3-10.5-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "if (((data.get('82')?.[0] ?? 0) & profileMask) === 0) return notPerformed([]);",
        'if (profileMask === 0) return notPerformed([]);',
      ),
    ],
    caughtBy: ['skips-verification-without-the-profile-bit'],
  },
  {
    name: 'empty-list-fails',
    fault: 'a list without rules fails verification',
    violates: ['EMV-B3-10.5-1', 'EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "if (list.rules.length === 0) return notPerformed(['card-data-missing']);",
        '',
      ),
    ],
    caughtBy: ['skips-an-empty-method-list', 'agrees-about-every-outcome'],
  },
  {
    name: 'missing-list-unsaid',
    fault: 'nothing says that the list is missing',
    violates: ['EMV-B3-7.5-2'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "if (encoded === undefined) return notPerformed(['card-data-missing']);",
        'if (encoded === undefined) return notPerformed([]);',
      ),
    ],
    caughtBy: ['says-that-the-method-list-is-missing'],
  },
  {
    name: 'half-rules-dropped',
    fault: 'half a rule at the end of the list is ignored',
    violates: ['EMV-B3-10.5-2'],
    edits: [
      inKernel(
        'cardholder-verification.ts',
        'if (bytes.length < 8 || bytes.length % 2 !== 0) return undefined;',
        'if (bytes.length < 8) return undefined;',
      ),
      inKernel(
        'cardholder-verification.ts',
        'for (let offset = 8; offset < bytes.length; offset += 2)',
        'for (let offset = 8; offset + 1 < bytes.length; offset += 2)',
      ),
    ],
    caughtBy: ['ends-with-half-a-rule'],
  },
  {
    name: 'any-currency',
    fault: 'an amount condition counts in any currency',
    violates: ['EMV-B3-10.5-3'],
    edits: [
      inKernel(
        'contact/verification-conditions.ts',
        'if (cardCurrency === undefined || currency === undefined || !sameBytes(cardCurrency, currency)) return false;',
        "if (cardCurrency === undefined || currency === undefined) return sameBytes(data.get('9F02'), data.get('9F02'));",
      ),
    ],
    caughtBy: ['ignores-amount-conditions-in-another-currency'],
  },
  {
    name: 'any-amount',
    fault: 'an amount condition counts whatever the amount',
    violates: ['EMV-B3-10.5-3'],
    edits: [
      inKernel('contact/verification-conditions.ts', 'return amount < list.amountX;', 'return amount < Infinity;'),
    ],
    caughtBy: ['applies-the-other-rule-above-the-amount'],
  },
  {
    name: 'no-amount',
    fault: 'an amount condition never counts',
    violates: ['EMV-B3-10.5-3'],
    edits: [inKernel('contact/verification-conditions.ts', 'return amount < list.amountX;', 'return false;')],
    caughtBy: ['applies-amount-conditions-in-the-own-currency'],
  },
  {
    name: 'unknown-method-unsaid',
    fault: 'nothing says that a method is unknown',
    violates: ['EMV-B3-10.5-4'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "progress.bits.add('unrecognised-cardholder-verification-method');",
        '',
      ),
    ],
    caughtBy: ['notes-an-unknown-method-and-goes-on', 'stops-at-an-unknown-method'],
  },
  {
    name: 'biometrics-unknown',
    fault: 'a biometric method is one that nobody knows',
    violates: ['EMV-B3-10.5-4'],
    edits: [
      inKernel('contact/verification-conditions.ts', 'return method >= 0x06 && method <= 0x0f;', 'return false;'),
    ],
    caughtBy: ['knows-a-biometric-method-that-it-has-not'],
  },
  {
    name: 'next-rule-always',
    fault: 'the next rule is tried whatever the flag of this one says',
    violates: ['EMV-B3-10.5-4', 'EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        'if (tried.isFinal || (rule.method & continuesMask) === 0) break;',
        'if (tried.isFinal) break;',
      ),
    ],
    caughtBy: ['stops-at-an-unknown-method'],
  },
  {
    name: 'next-rule-never',
    fault: 'the first rule that applies is the last',
    violates: ['EMV-B3-10.5-4'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        'if (tried.isFinal || (rule.method & continuesMask) === 0) break;',
        'if (!tried.isFinal || (rule.method & continuesMask) === 0) break;',
      ),
    ],
    caughtBy: ['notes-an-unknown-method-and-goes-on'],
  },
  {
    name: 'unknown-condition-met',
    fault: 'a condition that nobody knows counts as met',
    violates: ['EMV-B3-10.5-5'],
    edits: [
      inKernel(
        'contact/verification-conditions.ts',
        'return isAmountConditionMet(rule.condition, list, data);',
        'return rule.condition > 0x09 || isAmountConditionMet(rule.condition, list, data);',
      ),
    ],
    caughtBy: ['takes-an-unknown-condition-for-unsatisfied'],
  },
  {
    name: 'signature-forgotten',
    fault: 'a signature leads to no line for it',
    violates: ['EMV-B3-10.5.3-1', 'EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "return verified(rule, progress, { method: 'signature' });",
        "return verified(rule, progress, { method: 'none' });",
      ),
    ],
    caughtBy: ['lets-the-cardholder-sign', 'agrees-about-every-outcome'],
  },
  {
    name: 'any-9x-is-right',
    fault: 'every status 90xx means that the PIN is right',
    violates: ['EMV-B3-10.5.1-1'],
    edits: [
      inKernel(
        'contact/offline-pin.ts',
        'if (answer.statusWord === statusSuccess) {',
        'if (answer.statusWord >> 8 === 0x90) {',
      ),
    ],
    caughtBy: ['knows-a-right-pin-by-9000-alone'],
  },
  {
    name: 'one-try-only',
    fault: 'a wrong PIN is not asked for again',
    violates: ['EMV-B3-10.5.1-1'],
    edits: [
      inKernel(
        'contact/offline-pin.ts',
        'if ((answer.statusWord & 0xfff0) !== 0x63c0) return',
        'if (answer.statusWord !== statusSuccess) return',
      ),
    ],
    caughtBy: ['asks-again-after-a-wrong-pin'],
  },
  {
    name: 'only-6983-blocks',
    fault: '6984 does not mean that no try is left',
    violates: ['EMV-B3-10.5.1-2'],
    edits: [inKernel('contact/offline-pin.ts', 'new Set([0x6983, 0x6984])', 'new Set([0x6983])')],
    caughtBy: ['takes-6984-for-the-end-of-tries'],
  },
  {
    name: 'only-6984-blocks',
    fault: '6983 does not mean that no try is left',
    violates: ['EMV-B3-10.5.1-2'],
    edits: [inKernel('contact/offline-pin.ts', 'new Set([0x6983, 0x6984])', 'new Set([0x6984])')],
    caughtBy: ['takes-6983-for-the-end-of-tries'],
  },
  {
    name: 'last-try-unnoticed',
    fault: '63C0 does not mean that no try is left',
    violates: ['EMV-B3-10.5.1-2'],
    edits: [
      inKernel(
        'contact/offline-pin.ts',
        'if (blockedStatuses.has(answer.statusWord) || answer.statusWord === 0x63c0) {',
        'if (blockedStatuses.has(answer.statusWord)) {',
      ),
    ],
    caughtBy: ['stops-asking-at-the-last-try'],
  },
  {
    name: 'broken-pad-unsaid',
    fault: 'nothing says that the PIN pad is broken',
    violates: ['EMV-B3-10.5.1-3', 'EMV-B3-10.5.2-2'],
    edits: [
      inKernel(
        'contact/offline-pin.ts',
        "    case 'pin-pad-broken':\n      return { kind: 'unsuccessful', bits: ['pin-pad-missing-or-broken'] };",
        "    case 'pin-pad-broken':\n      return { kind: 'unsuccessful', bits: [] };",
      ),
    ],
    caughtBy: ['says-that-the-pin-pad-is-broken', 'says-that-the-pin-pad-is-broken-online'],
  },
  {
    name: 'unsupported-pin-unsaid',
    fault: 'nothing says that the terminal can not take the PIN',
    violates: ['EMV-B3-10.5.1-3'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "if (lacksPinEntry(method, context.data)) progress.bits.add('pin-pad-missing-or-broken');",
        '',
      ),
    ],
    caughtBy: ['says-that-it-takes-no-offline-pin'],
  },
  {
    name: 'pad-missing-for-a-form',
    fault: 'a form of offline PIN that is not there counts as no PIN pad',
    violates: ['EMV-B3-10.5.1-3'],
    edits: [
      inKernel(
        'contact/verification-conditions.ts',
        '  [verificationMethods.plaintextPin, anyOfflinePin],',
        '  [verificationMethods.plaintextPin, capability.plaintextPin],',
      ),
    ],
    caughtBy: ['says-nothing-of-a-pad-that-it-has'],
  },
  {
    name: 'curve-pins-unclaimed',
    fault: 'a PIN is enciphered by elliptic curves though the capabilities do not say so',
    violates: ['EMV-B2-13.2-1'],
    edits: [inKernel('contact/pin-key.ts', 'if (!claims(capability.pinByCurve)) return undefined;', '')],
    caughtBy: ['takes-no-pin-by-curves-unclaimed'],
  },
  {
    name: 'rsa-pins-unclaimed',
    fault: 'a PIN is enciphered by RSA though the capabilities do not say so',
    violates: ['EMV-B2-13.2-1'],
    edits: [inKernel('contact/pin-key.ts', 'if (!claims(capability.encipheredPin)) return undefined;', '')],
    caughtBy: ['takes-no-pin-by-rsa-unclaimed'],
  },
  {
    name: 'curve-pins-not-claimed-enough',
    fault: 'the bit for elliptic curves does not count as a form of enciphered PIN',
    violates: ['EMV-B2-13.2-1'],
    edits: [
      inKernel(
        'contact/pin-key.ts',
        '(mask: number): boolean =>',
        '(mask: number): boolean => mask !== capability.pinByCurve &&',
      ),
    ],
    caughtBy: ['enciphers-a-pin-by-curves'],
  },
  {
    name: 'curve-pin-key-of-each-try',
    fault: 'every try of a PIN has a channel of its own',
    violates: ['EMV-B2-13.2-1'],
    edits: [
      inKernel('contact/offline-pin.ts', 'pinChannel.value ??= openPinChannel(', 'pinChannel.value = openPinChannel('),
    ],
    caughtBy: ['sends-every-pin-through-one-channel', 'enciphers-a-pin-by-the-longer-curve'],
  },
  {
    name: 'curve-pin-number-stands',
    fault: 'every PIN goes under the same number, so that the same key stream serves twice',
    violates: ['EMV-B2-13.2-1'],
    edits: [inKernel('pin/curve-card-pin.ts', 'channel.counter += 1;', 'channel.counter += 0;')],
    caughtBy: ['sends-every-pin-through-one-channel'],
  },
  {
    name: 'curve-pin-fills-behind',
    fault: 'zeros fill the shared number up from behind',
    violates: ['EMV-B2-13.2-1'],
    edits: [
      inKernel('pin/curve-card-pin.ts', 'shared.set(product, shared.length - product.length);', 'shared.set(product);'),
    ],
    caughtBy: ['enciphers-a-pin-by-the-longer-curve'],
  },
  {
    name: 'curve-pin-key-for-signatures',
    fault: 'a PIN is enciphered with the key for signatures',
    violates: ['EMV-B2-13.2-1'],
    edits: [
      inKernel(
        'contact/pin-key.ts',
        "certificate: 'pin' as const",
        "certificate: data.get('9F2D') === undefined ? ('signature' as const) : ('pin' as const)",
      ),
    ],
    caughtBy: ['takes-no-signature-key-for-pins-of-curves'],
  },
  {
    name: 'curve-pin-key-unsigned',
    fault: 'nobody looks at the signature of the certificate for PINs',
    violates: ['EMV-B2-13.2-1'],
    edits: [
      inKernel(
        'offline-data-authentication/curve-certificates.ts',
        'if (!isSchnorrSignature(signer, certificate.slice(0, keyEnd), certificate.slice(keyEnd))) {',
        'if (!isSchnorrSignature(signer, certificate.slice(0, keyEnd), certificate.slice(keyEnd)) && certificate[2] !== 0) {',
      ),
    ],
    caughtBy: ['trusts-no-unsigned-curve-for-pins'],
  },
  {
    name: 'clear-pin-filled-with-zeros',
    fault: 'zeros fill the block of a clear PIN',
    violates: ['ISO9564-F2-1'],
    edits: [inKernel('pin/pin-blocks.ts', "pinField('2', pin, 'F'.repeat(10))", "pinField('2', pin, '0'.repeat(10))")],
    caughtBy: ['gives-a-clear-pin-in-format-2', 'gives-a-clear-pin-of-12-digits'],
  },
  {
    name: 'pin-length-in-decimal',
    fault: 'the length of a PIN is written down as its last decimal digit',
    violates: ['ISO9564-F2-1'],
    edits: [inKernel('pin/pin-blocks.ts', 'pin.length.toString(16)', 'pin.length % 10')],
    caughtBy: ['gives-a-clear-pin-of-12-digits'],
  },
  {
    name: 'pin-of-six-at-most',
    fault: 'more than six digits are refused',
    violates: ['ISO9564-LEN-1'],
    edits: [inKernel('contact/offline-pin.ts', '/^[0-9]{4,12}$/', '/^[0-9]{4,6}$/')],
    caughtBy: ['gives-a-clear-pin-of-12-digits'],
  },
  {
    name: 'pin-too-long-taken',
    fault: 'thirteen digits are taken',
    violates: ['ISO9564-LEN-1'],
    edits: [
      inKernel('contact/offline-pin.ts', '/^[0-9]{4,12}$/', '/^[0-9]{4,13}$/'),
      inKernel('pin/pin-blocks.ts', 'max: 12 }', 'max: 13 }'),
    ],
    caughtBy: ['refuses-a-pin-of-thirteen-digits', 'refuses-an-online-pin-of-thirteen-digits'],
  },
  {
    name: 'pin-too-short-taken',
    fault: 'three digits are taken',
    violates: ['ISO9564-LEN-1'],
    edits: [
      inKernel('contact/offline-pin.ts', '/^[0-9]{4,12}$/', '/^[0-9]{3,12}$/'),
      inKernel('pin/pin-blocks.ts', 'min: 4,', 'min: 3,'),
      inKernel(
        'pin/pin-blocks.ts',
        'const fill = fillHex.slice(0, 14 - pin.length);',
        "const fill = fillHex.padEnd(11, 'F').slice(0, 14 - pin.length);",
      ),
    ],
    caughtBy: ['refuses-a-pin-of-three-digits', 'refuses-an-online-pin-of-three-digits'],
  },
  {
    name: 'bypass-unsaid',
    fault: 'nothing says that the PIN was passed by',
    violates: ['EMV-B4-6.3.4.3-1', 'EMV-B3-10.5.2-2'],
    edits: [inKernel('contact/contact-verification.ts', "progress.bits.add('pin-not-entered');", '')],
    caughtBy: ['says-that-an-offline-pin-was-passed-by', 'says-that-an-online-pin-was-passed-by'],
  },
  {
    name: 'bypass-ends-tries',
    fault: 'a PIN that was passed by counts as a try limit',
    violates: ['EMV-B4-6.3.4.3-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "progress.bits.add('pin-not-entered');",
        "progress.bits.add('pin-try-limit-exceeded').add('pin-not-entered');",
      ),
    ],
    caughtBy: ['says-that-an-offline-pin-was-passed-by'],
  },
  {
    name: 'online-pin-unsaid',
    fault: 'nothing says that an online PIN was captured',
    violates: ['EMV-B3-10.5.2-1', 'EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "done.method === 'online-pin' ? ['online-verification-captured'] : []",
        '[]',
      ),
    ],
    caughtBy: ['captures-an-online-pin', 'agrees-about-every-outcome'],
  },
  {
    name: 'online-pin-known',
    fault: 'an online PIN counts as successful before the host has seen it',
    violates: ['EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "const isKnown = done.method === 'none' || done.method === 'offline-pin';",
        "const isKnown = done.method !== 'signature';",
      ),
    ],
    caughtBy: ['agrees-about-every-outcome'],
  },
  {
    name: 'signature-in-place-of-pin',
    fault: 'of PIN and signature the signature is enough',
    violates: ['EMV-B3-10.5.4-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "    case 'unsuccessful':\n",
        "    case 'unsuccessful':\n      if (method === 3) return verified(rule, progress, { method: 'offline-pin-and-signature' });\n",
      ),
    ],
    caughtBy: ['wants-both-parts-of-a-method'],
  },
  {
    name: 'try-counter-unread',
    fault: 'a PIN is asked for although no try is left',
    violates: ['EMV-B4-6.3.4.1-1'],
    edits: [
      inKernel(
        'contact/offline-pin.ts',
        "if (counter.value === 0) return { kind: 'unsuccessful', bits: ['pin-try-limit-exceeded'] };",
        '',
      ),
    ],
    caughtBy: ['asks-for-no-pin-without-tries'],
  },
  {
    name: 'no-online-pin-after-blocked',
    fault: 'a blocked offline PIN rules the online PIN out',
    violates: ['EMV-B4-6.3.4.2-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        'for (const bit of tried.bits) progress.bits.add(bit);',
        'for (const bit of tried.bits) progress.bits.add(bit);\n      progress.isPinBypassed = true;',
      ),
    ],
    caughtBy: ['asks-for-an-online-pin-without-tries'],
  },
  {
    name: 'constant-padding',
    fault: 'an enciphered PIN is padded with zeros',
    violates: ['EMV-B2-7.2-1'],
    edits: [
      inKernel(
        'pin/card-pin.ts',
        'const padding = random(key.modulus.length - overheadBytes);',
        'const padding = new Uint8Array(key.modulus.length - overheadBytes);',
      ),
    ],
    caughtBy: ['never-enciphers-a-pin-twice-alike'],
  },
  {
    name: 'pin-on-the-display',
    fault: 'the PIN is shown while it is typed',
    violates: ['EMV-B4-7.1.2-1'],
    edits: [
      inKernel(
        'contact/offline-pin.ts',
        'const entry = await cardholder.enterPin({ kind, triesLeft });',
        "const entry = await cardholder.enterPin({ kind, triesLeft });\n  if (entry.kind === 'entered') observer.display(`PIN ${entry.pin}`);",
      ),
    ],
    caughtBy: ['shows-no-digit-of-a-pin'],
  },
  {
    name: 'floor-limit-too-high',
    fault: 'an amount equal to the floor limit stays below it',
    violates: ['EMV-B3-10.6.1-1'],
    edits: [
      inKernel(
        'contact/risk-management.ts',
        'if (riskMinor >= facts.floorLimitMinor) return',
        'if (riskMinor > facts.floorLimitMinor) return',
      ),
    ],
    caughtBy: ['reaches-the-floor-limit'],
  },
  {
    name: 'floor-limit-too-low',
    fault: 'every amount reaches the floor limit',
    violates: ['EMV-B3-10.6.1-1'],
    edits: [
      inKernel(
        'contact/risk-management.ts',
        'if (riskMinor >= facts.floorLimitMinor) return',
        'if (riskMinor > 0) return',
      ),
    ],
    caughtBy: ['stays-below-the-floor-limit'],
  },
  {
    name: 'velocity-with-one-limit',
    fault: 'velocity is checked with one limit',
    violates: ['EMV-B3-10.6.3-1'],
    edits: [
      inKernel(
        'contact/risk-management.ts',
        'if (lower === undefined || upper === undefined) return',
        'if (lower === undefined && upper === undefined) return',
      ),
    ],
    caughtBy: ['checks-velocity-with-both-limits-only'],
  },
  {
    name: 'unreadable-counters-pass',
    fault: 'counters that the card does not tell count as zero',
    violates: ['EMV-B3-10.6.3-2'],
    edits: [
      inKernel(
        'contact/risk-management.ts',
        "bits: ['lower-offline-limit-exceeded', 'upper-offline-limit-exceeded', ...isNew] };",
        'bits: [...isNew] };',
      ),
    ],
    caughtBy: ['takes-unreadable-counters-for-exceeded'],
  },
  {
    name: 'new-card-unseen',
    fault: 'nobody sees that a card is new',
    violates: ['EMV-B3-10.6.3-3'],
    edits: [inKernel('contact/risk-management.ts', "lastOnline.value === 0 ? ['new-card'] : []", '[]')],
    caughtBy: ['sees-that-a-card-is-new'],
  },
  {
    name: 'risk-management-unsaid',
    fault: 'nothing says that risk management ran',
    violates: ['EMV-B3-10.6-1'],
    edits: [inKernel('contact/contact-kernel.ts', "status: ['terminal-risk-management'],", 'status: [],')],
    caughtBy: ['reaches-the-floor-limit'],
  },
  {
    name: 'forced-online-unsaid',
    fault: 'nothing says that the merchant forced the transaction online',
    violates: ['EMV-B4-6.5.3-1'],
    edits: [
      inKernel(
        'contact/contact-kernel.ts',
        "...(request.isForcedOnline === true ? (['merchant-forced-online'] as const) : []),",
        '',
      ),
    ],
    caughtBy: ['notes-that-the-merchant-forced-online'],
  },
  {
    name: 'over-x-counts-x',
    fault: '"over X" counts X itself',
    violates: ['EMV-B3-10.5-3'],
    edits: [
      inKernel('contact/verification-conditions.ts', 'return amount > list.amountX;', 'return amount >= list.amountX;'),
    ],
    caughtBy: ['applies-every-condition'],
  },
  {
    name: 'under-y-is-under-x',
    fault: '"under Y" compares with X',
    violates: ['EMV-B3-10.5-3'],
    edits: [
      inKernel('contact/verification-conditions.ts', 'return amount < list.amountY;', 'return amount < list.amountX;'),
    ],
    caughtBy: ['applies-every-condition'],
  },
  {
    name: 'over-y-is-over-x',
    fault: '"over Y" compares with X',
    violates: ['EMV-B3-10.5-3'],
    edits: [
      inKernel('contact/verification-conditions.ts', 'return amount > list.amountY;', 'return amount > list.amountX;'),
    ],
    caughtBy: ['applies-every-condition'],
  },
  {
    name: 'cash-beside-a-purchase-forgotten',
    fault: '"no cash" counts for a purchase with cashback',
    violates: ['EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/verification-conditions.ts',
        'return !isCash(data) && !hasCashback(data);',
        'return !isCash(data);',
      ),
    ],
    caughtBy: ['applies-every-condition'],
  },
  {
    name: 'cashback-everywhere',
    fault: '"cashback" counts for every purchase',
    violates: ['EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/verification-conditions.ts',
        '    case 0x05:\n      return hasCashback(data);',
        '    case 0x05:\n      return true;',
      ),
    ],
    caughtBy: ['applies-every-condition'],
  },
  {
    name: 'cash-machine-everywhere',
    fault: '"cash at a machine" counts for every purchase',
    violates: ['EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/verification-conditions.ts',
        'return isCash(data) && isUnattended(data);',
        'return !isUnattended(data);',
      ),
    ],
    caughtBy: ['applies-every-condition'],
  },
  {
    name: 'supported-always',
    fault: '"if the terminal has the method" counts where it has not',
    violates: ['EMV-B4-6.3.4.5-1'],
    edits: [
      inKernel(
        'contact/verification-conditions.ts',
        'return isMethodSupported(rule.method & methodMask, data);',
        'return true;',
      ),
    ],
    caughtBy: ['passes-over-a-pin-that-it-can-not-take'],
  },
  {
    name: 'asks-again-after-bypass',
    fault: 'another PIN is asked for after one was passed by',
    violates: ['EMV-B4-6.3.4.3-1'],
    edits: [
      inKernel(
        'contact/contact-verification.ts',
        "if (progress.isPinBypassed) return { kind: 'failed', isFinal: false };",
        '',
      ),
    ],
    caughtBy: ['asks-for-no-pin-after-a-bypass'],
  },
];
