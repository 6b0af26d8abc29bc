import { within } from '#drivers/ports/deadline.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink, Chunk } from '#drivers/ports/link.ts';
import type { Clock, Surroundings } from '#drivers/ports/surroundings.ts';
import { createAcquirer } from './acquirer.ts';
import type { Acquirer } from './acquirer.ts';
import type { AuthorizationService } from './authorization-service.ts';
import { decodeForTrace, encodeMessage } from './message-codec.ts';
import type { Fields } from './message-codec.ts';
import { frameMessage, splitMessages } from './message-split.ts';

/** Bytes that wait for a reader. */
class Pipe implements AsyncIterable<Chunk> {
  readonly #clock: Clock;
  readonly #chunks: (Chunk | 'end' | 'lost')[] = [];
  #wake: () => void = () => undefined;
  isEnded = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  push(item: Uint8Array | 'end' | 'lost'): void {
    if (this.isEnded) return;
    this.isEnded = item === 'end' || item === 'lost';
    this.#chunks.push(typeof item === 'string' ? item : { bytes: item, atMs: this.#clock.nowMs() });
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk, void, undefined> {
    for (;;) {
      const item = this.#chunks.shift();
      if (item === 'end') return;
      if (item === 'lost') throw lost();
      if (item === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else yield item;
    }
  }
}

function lost(): LinkLost {
  return new LinkLost({ code: 'LINK_LOST', blame: 'bench', message: 'the wire in memory was cut' });
}

function linkOver(incoming: Pipe, outgoing: Pipe): ByteLink {
  return {
    received: incoming,
    send: (bytes) => {
      if (outgoing.isEnded) return Promise.reject(lost());
      outgoing.push(bytes);
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => {
      outgoing.push('end');
      incoming.push('end');
      return Promise.resolve();
    },
  };
}

/** An issuer that pays out of one purse. */
class Purse implements AuthorizationService {
  balanceMinor = 10_000;
  readonly #gains = new Map<string, number>();

  authorize(request: Parameters<AuthorizationService['authorize']>[0]) {
    const approvedMinor = Math.min(request.amountMinor, request.atMostMinor ?? request.amountMinor);
    const gain = request.processingCode.startsWith('20') ? approvedMinor : -approvedMinor;
    if (this.balanceMinor + gain < 0) return { responseCode: '51', facts: { reason: 'insufficient-funds' } };
    this.balanceMinor += gain;
    const approvalCode = `A${String(this.#gains.size).padStart(5, '0')}`;
    this.#gains.set(approvalCode, gain);
    const field55 = Uint8Array.from([0x91, 10, 1, 2, 3, 4, 5, 6, 7, 8, 0x30, 0x30]);
    const word = approvedMinor < request.amountMinor ? { responseCode: '10', approvedMinor } : { responseCode: '00' };
    return { ...word, approvalCode, field55, authorizationId: approvalCode, facts: {} };
  }

  /** The purse is emptied whether it likes it or not. */
  advise(request: Parameters<AuthorizationService['authorize']>[0]) {
    const gain = request.processingCode.startsWith('20') ? request.amountMinor : -request.amountMinor;
    this.balanceMinor += gain;
    const authorizationId = `A${String(this.#gains.size).padStart(5, '0')}`;
    this.#gains.set(authorizationId, gain);
    return { responseCode: '00', authorizationId, facts: { reason: 'advised' } };
  }

  replace({ authorizationId, amountMinor }: { readonly authorizationId: string; readonly amountMinor: number }) {
    const gain = this.#gains.get(authorizationId);
    if (gain === undefined) return 'unknown' as const;
    if (amountMinor > Math.abs(gain)) return 'more-than-before' as const;
    const left = Math.sign(gain) * amountMinor;
    this.#gains.set(authorizationId, left);
    this.balanceMinor += left - gain;
    return 'replaced' as const;
  }

  reverse(original: { readonly authorizationId: string }) {
    const gain = this.#gains.get(original.authorizationId);
    if (gain === undefined) return 'unknown' as const;
    if (gain === 0) return 'already-reversed' as const;
    this.#gains.set(original.authorizationId, 0);
    this.balanceMinor -= gain;
    return 'reversed' as const;
  }
}

interface Answer {
  readonly mti: string;
  readonly fields: Record<string, string>;
}

/** A terminal's end of a connection. */
export class Peer {
  readonly clock: Clock;
  readonly toHost: Pipe;
  readonly fromHost: Pipe;
  readonly served: Promise<void>;
  readonly #chunks: AsyncIterator<Chunk>;
  #rest: Uint8Array = new Uint8Array();
  #raw: Uint8Array[] = [];

  constructor(acquirer: Acquirer, clock: Clock) {
    this.clock = clock;
    this.toHost = new Pipe(clock);
    this.fromHost = new Pipe(clock);
    this.#chunks = this.fromHost[Symbol.asyncIterator]();
    this.served = acquirer.serve(linkOver(this.toHost, this.fromHost));
  }

  send(mti: string, fields: Fields): void {
    this.toHost.push(frameMessage(encodeMessage({ mti, fields })));
  }

  /** The next message as it came; undefined when the host closed. */
  async nextRaw(): Promise<Uint8Array | undefined> {
    for (;;) {
      const message = this.#raw.shift();
      if (message !== undefined) return message;
      const chunk = await this.#chunks.next();
      if (chunk.done === true) return undefined;
      const split = splitMessages(Uint8Array.from([...this.#rest, ...chunk.value.bytes]));
      this.#raw = [...split.messages];
      this.#rest = split.rest;
    }
  }

  async next(): Promise<Answer | undefined> {
    const raw = await this.nextRaw();
    return raw === undefined ? undefined : decodeForTrace(raw);
  }

  async ask(mti: string, fields: Fields): Promise<Answer | undefined> {
    this.send(mti, fields);
    return this.next();
  }

  /** Whether nothing comes for half a minute. */
  async isSilent(): Promise<boolean> {
    const wait = await within(this.clock, this.next(), { timeoutMs: 30_000 });
    return wait.kind === 'timed-out';
  }
}

/** A lawful purchase request. */
export const purchase: Fields = {
  '2': '5413330089600010',
  '3': '000000',
  '4': '000000001250',
  '7': '1122101500',
  '11': '000017',
  '12': '111500',
  '13': '1122',
  '14': '3012',
  '22': '072',
  '23': '001',
  '25': '00',
  '32': '12345',
  '37': '632611000017',
  '41': 'TOUCH001',
  '42': 'TOUCHSTONE BANK',
  '49': '978',
  '55': '9F2701809F360200FF',
};
const { '55': _chipData, ...others } = purchase;
/** The same without its chip data: what answers and reversals repeat from. */
export const withoutChipData: Fields = others;
/** The advice that reverses it. */
export const reversal: Fields = {
  ...withoutChipData,
  '7': '1122101530',
  '11': '000018',
  '90': '020000001711221015000000001234500000000000',
};

/** The same purchase with another trace number and reference. */
export function numbered(stan: number): Fields {
  const text = String(stan).padStart(6, '0');
  return { ...purchase, '11': text, '37': `632611${text}` };
}

/** An acquirer, its issuer's purse, what it said of its decisions, and one terminal that is connected to it. */
export function openAcquirer(surroundings: Surroundings) {
  const purse = new Purse();
  const facts: Readonly<Record<string, string>>[] = [];
  const acquirer = createAcquirer({
    ...surroundings,
    issuer: purse,
    terminalIds: ['TOUCH001'],
    onDecision: (decision) => facts.push(decision),
  });
  return { clock: surroundings.clock, purse, facts, acquirer, peer: new Peer(acquirer, surroundings.clock) };
}
