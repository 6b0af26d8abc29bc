import assert from 'node:assert/strict';
import type { BookEntry } from '#drivers/ports/evidence.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import type { AuthorizationService } from './authorization-service.ts';
import type { Totals } from './books.ts';
import { serveConnection } from './connection.ts';
import type { Reply } from './connection.ts';
import { editionOf } from './edition.ts';
import type { HostEdition, ReadRequest } from './edition.ts';
import { Host } from './host.ts';
import type { AcquirerCounters, HostDecision, Imposed } from './host.ts';
import { decodeMessage, encodeMessage } from './message-codec.ts';
import { openMessage } from './message-authenticator.ts';
import type { MessageAuthenticator, OpenedMessage } from './message-authenticator.ts';
import type { SessionTerms } from './network-management.ts';
import type { PinTranslator } from './pin-translator.ts';
import type { Message } from './message-codec.ts';
import { usualFormat, type WireFormat } from './wire-format.ts';

/** What the acquirer does with a request, for a scenario that wants it to be a nuisance. */
export type AcquirerBehaviour =
  | { readonly kind: 'normal' }
  /** Never answers. Decides and books all the same, unless `isBooked` is false: then it is as if nothing had come. */
  | { readonly kind: 'silent'; readonly isBooked?: boolean }
  /** Decides and books at once, answers after `delayMs`. Other messages are answered meanwhile. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Answers twice with the same bytes. */
  | { readonly kind: 'duplicate' }
  /** Answers with this response code and books a decline; nobody else is asked. */
  | { readonly kind: 'decline'; readonly responseCode: string }
  /** Has no more than this part of the amount approved: response code 10, DE 4 says how much. */
  | { readonly kind: 'partial-approval'; readonly amountMinor: number }
  /** Decides and books, but the answer bears the next trace number. */
  | { readonly kind: 'wrong-stan' }
  /** Decides and books, but the code over the answer is wrong, or there is none: for terminals that agreed on codes. */
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'no-code' }
  /** Sends new keys of which one bit is another. */
  | { readonly kind: 'damaged-keys' }
  /** Decides and books, but the answer is noise of a lawful length. */
  | { readonly kind: 'garbage' };

/** Kinds of requests that a behaviour can be lined up for. */
type BehavedKind = 'financial' | 'reversal' | 'network';

/** The acquirer's host. */
export interface Acquirer {
  /**
   * Serves one connection until it ends, and closes it. May be called for several at once; they share the books. A
   * connection that goes dead is counted, not thrown.
   */
  serve(link: ByteLink): Promise<void>;
  /**
   * Lines up a behaviour for the next well-formed requests of a kind, behind what is lined up already.
   *
   * @param options.count  how many requests, 1 by default
   * @param options.of  financial requests (0200, 0100) by default, reversals (0400, 0420 and repeats), or network management
   *   (0800)
   * @returns a handle that takes back what was not used yet
   */
  behave(behaviour: AcquirerBehaviour, options?: { readonly count?: number; readonly of?: BehavedKind }): Disposable;
  /** One entry a financial request that was decided on, in order of arrival. */
  books(): readonly BookEntry[];
  /** Sums of one currency (ISO 4217 numeric). */
  totals(currencyCode: string): Totals;
  counters(): AcquirerCounters;
}

/** What an acquirer needs. */
export interface AcquirerOptions {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly issuer: AuthorizationService;
  /** Without one, PINs go to the issuer as they came. */
  readonly pinTranslator?: PinTranslator;
  /** Where every message to and from this host bears a code. */
  readonly authenticator?: MessageAuthenticator;
  /** What was agreed about sign-on and keys; without it a sign-on is taken, and wanted of nobody. */
  readonly session?: SessionTerms;
  /** DE 41 of the terminals under contract, up to eight characters. */
  readonly terminalIds: readonly string[];
  /** How messages are written; packed, with two bytes of length, unless told. */
  readonly format?: WireFormat;
  /** Told of every decision as it falls. The facts hold no card data, but the caller masks them as all else. */
  readonly onDecision?: (facts: Readonly<Record<string, string>>) => void;
}

/** Opens an acquirer with empty books. */
export function createAcquirer(options: AcquirerOptions): Acquirer {
  return new ProgrammableAcquirer(options);
}

/** Requests that may have a behaviour waiting for them: far more than any scenario makes. */
const linedUpMax = 10_000;

class ProgrammableAcquirer implements Acquirer {
  readonly #host: Host;
  readonly #authenticator: MessageAuthenticator | undefined;
  readonly #clock: Clock;
  readonly #format: WireFormat;
  readonly #edition: HostEdition;
  readonly #rng: Rng;
  readonly #onDecision: (facts: Readonly<Record<string, string>>) => void;
  readonly #linedUp: Readonly<Record<BehavedKind, { readonly behaviour: AcquirerBehaviour }[]>> = {
    financial: [],
    reversal: [],
    network: [],
  };

  constructor(options: AcquirerOptions) {
    this.#host = new Host(options);
    this.#edition = editionOf(options.format ?? usualFormat);
    this.#authenticator = options.authenticator;
    this.#clock = options.clock;
    this.#format = options.format ?? usualFormat;
    this.#rng = options.rng.fork('garbage');
    this.#onDecision = options.onDecision ?? (() => undefined);
  }

  serve(link: ByteLink): Promise<void> {
    return serveConnection(link, {
      clock: this.#clock,
      format: this.#format,
      replyTo: (bytes) => this.#replyTo(bytes),
      onBadLength: () => this.#host.count('badLengths'),
      onLost: () => this.#host.count('lostConnections'),
    });
  }

  behave(
    behaviour: AcquirerBehaviour,
    options: { readonly count?: number; readonly of?: BehavedKind } = {},
  ): Disposable {
    const queue = this.#linedUp[options.of ?? 'financial'];
    const added = Array.from({ length: options.count ?? 1 }, () => ({ behaviour }));
    assert(queue.length + added.length <= linedUpMax, `at most ${linedUpMax} behaviours are lined up`);
    queue.push(...added);
    return {
      [Symbol.dispose]: () => {
        const others = queue.filter((item) => !added.includes(item));
        queue.splice(0, queue.length, ...others);
      },
    };
  }

  books(): readonly BookEntry[] {
    return this.#host.books.entries();
  }

  totals(currencyCode: string): Totals {
    return this.#host.books.totals(currencyCode);
  }

  counters(): AcquirerCounters {
    return this.#host.counters();
  }

  #encode(message: Message): Uint8Array {
    return encodeMessage(message, this.#format);
  }

  #replyTo(bytes: Uint8Array): Reply {
    const decoded = decodeMessage(bytes, this.#format);
    const onTheWire = (answer: Message): Message => this.#edition.write(answer, decoded.fields);
    const bare = (answer: Message): Uint8Array => this.#encode(onTheWire(answer));
    const mti = this.#edition.typeOf(decoded);
    if (decoded.kind === 'malformed') {
      const decision = this.#host.answerMalformed({ ...decoded, mti });
      return this.#reply(decision, { kind: 'normal' }, { facts: {}, write: bare, bare });
    }
    const behaviour = this.#nextBehaviour(mti ?? decoded.mti);
    if (behaviour.kind === 'silent' && behaviour.isBooked === false)
      return { kind: 'answers', messages: [], delayMs: 0 };
    const opened = openMessage(decoded, bytes, { authenticator: this.#authenticator, format: this.#format });
    const read = this.#edition.read(opened.message);
    const whole = this.#authenticator === undefined ? bytes : this.#encode(opened.message);
    const bytesAfterType = whole.subarray(this.#format.style === 'packed' ? 2 : 4);
    const decision = opened.isRight
      ? this.#decide(read, bytesAfterType, behaviour)
      : this.#host.refuseUnauthentic({ mti: read.mti, fields: read.fields });
    const write = (answer: Message): Uint8Array => opened.write(onTheWire(answer));
    return this.#reply(decision, behaviour, { facts: opened.facts, write, bare });
  }

  #decide(read: ReadRequest, bytesAfterType: Uint8Array, behaviour: AcquirerBehaviour): HostDecision | undefined {
    if (read.kind === 'unfit') return this.#host.answerMalformed(read);
    return this.#host.decide({ mti: read.mti, fields: read.fields, bytesAfterType }, imposedBy(behaviour));
  }

  #nextBehaviour(mti: string): AcquirerBehaviour {
    const next =
      mti === '0200' || mti === '0100'
        ? this.#linedUp.financial.shift()
        : mti.startsWith('04')
          ? this.#linedUp.reversal.shift()
          : mti.startsWith('08')
            ? this.#linedUp.network.shift()
            : undefined;
    return next?.behaviour ?? { kind: 'normal' };
  }

  #reply(
    decision: HostDecision | undefined,
    behaviour: AcquirerBehaviour,
    written: Pick<OpenedMessage, 'facts' | 'write'> & { readonly bare: OpenedMessage['write'] },
  ): Reply {
    if (decision === undefined) return { kind: 'close' };
    const isOdd = behaviour.kind !== 'normal';
    const facts = { ...written.facts, ...decision.facts };
    this.#onDecision(isOdd ? { ...facts, behaviour: behaviour.kind } : facts);
    return {
      kind: 'answers',
      messages: this.#answersOf(decision.answer, behaviour, written),
      delayMs: behaviour.kind === 'delay' ? behaviour.delayMs : 0,
    };
  }

  #answersOf(
    answer: Message,
    behaviour: AcquirerBehaviour,
    { write, bare }: { readonly write: OpenedMessage['write']; readonly bare: OpenedMessage['write'] },
  ): readonly Uint8Array[] {
    switch (behaviour.kind) {
      case 'silent':
        return [];
      case 'duplicate':
        return [write(answer), write(answer)];
      case 'wrong-code':
        return [withLastBitFlipped(write(answer))];
      case 'no-code':
        return [bare(answer)];
      case 'wrong-stan':
        return [write({ ...answer, fields: { ...answer.fields, '11': nextStan(answer.fields['11']) } })];
      case 'damaged-keys':
        return [write(withKeysDamaged(answer))];
      case 'garbage':
        // Two F nibbles are no message type, so the noise can never be an answer by chance.
        return [Uint8Array.from([0xff, ...this.#rng.bytes(20 + this.#rng.below(40))])];
      case 'normal':
      case 'delay':
      case 'decline':
      case 'partial-approval':
        return [write(answer)];
      default:
        return behaviour satisfies never;
    }
  }
}

function imposedBy(behaviour: AcquirerBehaviour): Imposed {
  if (behaviour.kind === 'decline') return { responseCode: behaviour.responseCode };
  return behaviour.kind === 'partial-approval' ? { approvedMinor: behaviour.amountMinor } : {};
}

/** The code is the last element. */
function withLastBitFlipped(bytes: Uint8Array): Uint8Array {
  return bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1);
}

/** In the first enciphered key, behind its use and length. */
function withKeysDamaged(answer: Message): Message {
  const keys = Buffer.from(answer.fields['48'] ?? '', 'hex');
  if (keys.length < 3) return answer;
  keys[2] = (keys[2] ?? 0) ^ 0x10;
  return { ...answer, fields: { ...answer.fields, '48': keys.toString('hex').toUpperCase() } };
}

function nextStan(stan: string | undefined): string {
  return String((Number(stan ?? 0) % 999_999) + 1).padStart(6, '0');
}
