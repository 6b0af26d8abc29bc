import { inKernel, inTerminal, type KernelMutant } from './kernel-mutant.ts';

/** Faults with online PINs: blocks, keys that are derived, and the counter that outlives the power. */
export const pinMutants: readonly KernelMutant[] = [
  {
    name: 'pin-key-used-again',
    fault: 'the serial number of the last key is written down once and never again',
    violates: ['X9.24-DUKPT-1'],
    edits: [
      inTerminal(
        'store-and-forward/database/key-ledger.ts',
        "'INSERT INTO keys (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'",
        "'INSERT INTO keys (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING'",
      ),
    ],
    caughtBy: ['derives-a-key-for-every-pin', 'uses-no-key-twice-after-power-cuts'],
  },
  {
    name: 'pin-key-forgotten-with-the-power',
    fault: 'the counter of keys lives in memory: after a power cut it begins again',
    violates: ['X9.24-DUKPT-1'],
    edits: [
      inTerminal(
        'terminal.ts',
        'const gate = powerGate(plan.needs);',
        `const used = new Map<string, Uint8Array>();
  const last = (first: Uint8Array): Uint8Array => used.get(String(first)) ?? first;
  const ledger = {
    lastKeySerialNumber: last,
    takeKeySerialNumber: (first: Uint8Array, next: (from: Uint8Array) => Uint8Array | undefined) => {
      const taken = next(last(first));
      if (taken !== undefined) used.set(String(first), taken);
      return taken;
    },
  };
  const gate = powerGate({ ...plan.needs, store: { ...plan.needs.store, ...ledger } });`,
      ),
    ],
    caughtBy: ['uses-no-key-twice-after-power-cuts'],
  },
  {
    name: 'pin-under-the-key-for-codes',
    fault: 'the PIN is enciphered under the variant for message authentication',
    violates: ['X9.24-DUKPT-2'],
    edits: [inKernel('pin/dukpt-tdes.ts', "'pin-encryption': 7,", "'pin-encryption': 6,")],
    caughtBy: ['derives-a-key-for-every-pin', 'derives-a-key-for-every-pin-in-format-3'],
  },
  {
    name: 'pin-under-the-aes-key-for-data',
    fault: 'the PIN is enciphered under the AES key for data',
    violates: ['X9.24-DUKPT-2'],
    edits: [inKernel('pin/dukpt-aes.ts', "'pin-encryption': 0x1000,", "'pin-encryption': 0x3000,")],
    caughtBy: ['derives-an-aes-key-for-every-pin'],
  },
  {
    name: 'pin-format-0-for-3',
    fault: 'a terminal that is told to send format 3 sends format 0, filled with F',
    violates: ['ISO9564-F3-1'],
    edits: [inKernel('pin/online-pin.ts', 'terms.format === 0 ?', 'terms.format < 4 ?')],
    caughtBy: ['fills-format-3-by-chance', 'derives-a-key-for-every-pin-in-format-3'],
  },
  {
    name: 'pin-format-3-filled-alike',
    fault: 'blocks of format 3 are filled with F, as those of format 0 are',
    violates: ['ISO9564-F3-1'],
    edits: [inKernel('pin/pin-blocks.ts', '(10 + (byte % 6))', '(15 + (byte % 1))')],
    caughtBy: ['fills-format-3-by-chance', 'derives-a-key-for-every-pin-in-format-3'],
  },
  {
    name: 'pin-format-3-filled-with-few-digits',
    fault: 'blocks of format 3 are filled with B to F by chance, never with A',
    violates: ['ISO9564-F3-1'],
    edits: [inKernel('pin/pin-blocks.ts', '(10 + (byte % 6))', '(11 + (byte % 5))')],
    caughtBy: ['fills-format-3-by-chance'],
  },
  {
    name: 'pin-format-4-without-chance',
    fault: 'the tail of format 4 is zeros',
    violates: ['ISO9564-F4-1'],
    edits: [
      inKernel('pin/online-pin.ts', 'pinFieldFormat4(pin, terms.random(8))', 'pinFieldFormat4(pin, new Uint8Array(8))'),
    ],
    caughtBy: ['never-repeats-a-block-of-format-4', 'derives-an-aes-key-for-every-pin'],
  },
  {
    name: 'pin-format-4-enciphered-once',
    fault: 'the fields of format 4 are combined first and enciphered once',
    violates: ['ISO9564-F4-1'],
    edits: [
      inKernel(
        'pin/block-ciphers.ts',
        'return encipherAes(key, combined(encipherAes(key, fields.pin), fields.pan));',
        'return encipherAes(key, combined(fields.pin, fields.pan));',
      ),
    ],
    caughtBy: ['never-repeats-a-block-of-format-4'],
  },
  {
    name: 'pin-keys-begin-again',
    fault: 'when the TDES keys are used up, they are used once more from the first on',
    violates: ['X9.24-DUKPT-3', 'X9.24-DUKPT-1'],
    edits: [
      inKernel(
        'pin/dukpt-tdes.ts',
        'if (counter >= 1 << counterBits) return undefined;',
        'counter &= (1 << counterBits) - 1;',
      ),
    ],
    caughtBy: ['takes-no-pin-when-its-keys-are-used-up'],
  },
  {
    name: 'pin-keys-with-too-many-bits',
    fault: 'AES counters with seventeen bits set are not passed over',
    violates: ['X9.24-DUKPT-1', 'X9.24-DUKPT-3'],
    edits: [inKernel('pin/dukpt-aes.ts', 'while (bitCount(next) > 16)', 'while (bitCount(next) > 17)')],
    caughtBy: ['takes-no-pin-when-its-aes-keys-are-used-up'],
  },
  {
    name: 'code-missing',
    fault: 'messages bear no code although one is agreed',
    violates: ['ISO8583-DE128-1'],
    edits: [inTerminal('terminal.ts', 'messageAuthentication === undefined', 'messageAuthentication !== null')],
    caughtBy: ['codes-every-message', 'derives-a-key-for-every-code'],
  },
  {
    name: 'code-without-the-message-type',
    fault: 'the code is over the message without its type',
    violates: ['ISO8583-DE128-1'],
    edits: [
      inTerminal(
        'host/message-authentication.ts',
        'codes.request(bytes.subarray(0, -codeBytes))',
        'codes.request(bytes.subarray(2, -codeBytes))',
      ),
    ],
    caughtBy: ['codes-every-message', 'codes-every-message-with-aes'],
  },
  {
    name: 'code-of-the-answer-unread',
    fault: 'an answer needs a code, but nobody looks whether it is right',
    violates: ['ISO8583-DE128-1'],
    edits: [
      inTerminal(
        'host/message-authentication.ts',
        'return timingSafeEqual(right, body.subarray(-codeBytes));',
        'return right.length === codeBytes;',
      ),
    ],
    caughtBy: ['takes-an-answer-with-a-wrong-code-for-none'],
  },
  {
    name: 'code-of-the-answer-optional',
    fault: 'an answer without a code is taken as it is',
    violates: ['ISO8583-DE128-1'],
    edits: [
      inTerminal(
        'host/message-authentication.ts',
        'if (!answer.fields.has(64) && !answer.fields.has(128)) return false;',
        'if (!answer.fields.has(64) && !answer.fields.has(128)) return true;',
      ),
    ],
    caughtBy: ['takes-an-answer-without-a-code-for-none'],
  },
  {
    name: 'code-under-the-key-for-pins',
    fault: 'the code is made with the variant for PINs',
    violates: ['X9.24-DUKPT-2', 'ISO8583-DE128-1'],
    edits: [inKernel('pin/dukpt-tdes.ts', "'mac-request': 6,", "'mac-request': 7,")],
    caughtBy: ['derives-a-key-for-every-code'],
  },
  {
    name: 'code-under-the-aes-key-for-pins',
    fault: 'the code is made with the AES key for PINs',
    violates: ['X9.24-DUKPT-2', 'ISO8583-DE128-1'],
    edits: [inKernel('pin/dukpt-aes.ts', "'mac-generation': 0x2000,", "'mac-generation': 0x1000,")],
    caughtBy: ['derives-an-aes-key-for-every-code'],
  },
];
