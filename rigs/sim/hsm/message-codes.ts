import { timingSafeEqual } from 'node:crypto';
import type { KeyUsage } from './dukpt.ts';
import { cipherCode, retailCode } from './message-code.ts';
import { toHex } from './bytes.ts';
import { CounterMemory, transactionKeys } from './terminal-keys.ts';
import type { BaseKey, TransactionKeys } from './terminal-keys.ts';
import type { WorkingKeys } from './working-keys.ts';

/** A message with its code. */
export interface CodedMessage {
  /** All bytes before the code. */
  readonly data: Uint8Array;
  /** Undefined when there is none. */
  readonly code: Uint8Array | undefined;
  readonly keySerialNumber: Uint8Array | undefined;
}

/** Codes over the messages of the terminals of one host. */
export interface MessageCodes {
  /** Whether the code is right and its key was never used before. Facts hold no key and no code. */
  verify(message: CodedMessage): { readonly isRight: boolean; readonly facts: Readonly<Record<string, string>> };
  /** The code over an answer, under the other key of the request's transaction. */
  codeFor(answer: { readonly data: Uint8Array; readonly keySerialNumber: Uint8Array | undefined }): Uint8Array;
}

/** Keys for codes. */
export interface MessageCodeOptions {
  /** How terminals and host agreed to do it. */
  readonly scheme: 'zone-tdes' | 'zone-aes' | 'dukpt-tdes' | 'dukpt-aes';
  readonly zone: WorkingKeys;
  /** Whether the facts say which of the zone's keys a code was made with: where they change. */
  readonly tellsGeneration?: boolean;
  readonly derivation: readonly BaseKey[];
}

/**
 * What is to be said of a key's counter: `right` when it is higher than all before, `repeated` when the same message came
 * again, `overtaken` when later ones came before it, `key-used-before` when another message had it.
 */
type WordOnCounter = 'right' | 'repeated' | 'overtaken' | 'key-used-before';

/** Counters and the codes that were made with them. */
class CodeMemory {
  readonly #counters = new CounterMemory();
  readonly #codes = new Map<string, string>();

  wordOn(keys: TransactionKeys, codeHex: string): WordOnCounter {
    const name = `${keys.device}|${keys.counter}`;
    const before = this.#codes.get(name);
    this.#codes.set(name, before ?? codeHex);
    const isHigher = this.#counters.isHigher(keys);
    if (before !== undefined) return before === codeHex ? 'repeated' : 'key-used-before';
    return isHigher ? 'right' : 'overtaken';
  }
}

/** The codes of a host that wants one over every message. */
export function createMessageCodes(options: MessageCodeOptions): MessageCodes {
  const { scheme } = options;
  const counters = new CodeMemory();
  const codeUnder = scheme.endsWith('aes') ? cipherCode : retailCode;
  if (scheme.startsWith('zone')) return zoneCodes(options, codeUnder);
  const keysOf = (keySerialNumber: Uint8Array | undefined): TransactionKeys | undefined => {
    const derived = keySerialNumber === undefined ? undefined : transactionKeys(keySerialNumber, options.derivation);
    return derived?.scheme === scheme ? derived : undefined;
  };
  return {
    verify({ data, code, keySerialNumber }) {
      if (code === undefined) return verdict('absent');
      const keys = keysOf(keySerialNumber);
      if (keys === undefined) return verdict('key-unknown');
      const signing = keys.usages.filter((usage) => isEqual(codeUnder(keys.keyFor(usage), data), code));
      if (!signing.includes('mac-request')) return verdict('wrong', signing);
      return verdict(counters.wordOn(keys, toHex(code)), signing);
    },
    codeFor({ data, keySerialNumber }) {
      const keys = keysOf(keySerialNumber);
      return keys === undefined ? new Uint8Array(8) : codeUnder(keys.keyFor('mac-response'), data);
    },
  };
}

/** Codes under the keys of a zone; an answer has the key of its request, which is the current one once that was right. */
function zoneCodes({ scheme, zone, tellsGeneration }: MessageCodeOptions, codeUnder: typeof cipherCode): MessageCodes {
  const cipher = scheme === 'zone-aes' ? 'aes' : 'tripleDes';
  return {
    verify({ data, code }) {
      if (code === undefined) return verdict('absent');
      const pair = zone.candidates.find(({ codes }) => isEqual(codeUnder(codes[cipher], data), code));
      if (pair === undefined) return verdict('wrong', []);
      zone.use(pair);
      const { isRight, facts } = verdict('right', ['mac-request']);
      const generation = tellsGeneration === true ? { keyGeneration: String(pair.generation) } : {};
      return { isRight, facts: { ...facts, ...generation } };
    },
    codeFor: ({ data }) => codeUnder(zone.current.codes[cipher], data),
  };
}

function verdict(
  messageCode: 'wrong' | 'absent' | 'key-unknown' | WordOnCounter,
  signing?: readonly KeyUsage[],
): ReturnType<MessageCodes['verify']> {
  const usages = signing === undefined ? {} : { usagesThatSign: signing.join(' ') || 'none' };
  return { isRight: messageCode === 'right', facts: { messageCode, ...usages } };
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
