import assert from 'node:assert/strict';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { frameMessage, splitMessages } from './message-split.ts';
import type { WireFormat } from './wire-format.ts';

/** What goes back for one message: perhaps nothing, perhaps later; or the end of the connection. */
export type Reply =
  | { readonly kind: 'answers'; readonly messages: readonly Uint8Array[]; readonly delayMs: number }
  | { readonly kind: 'close' };

/** Who sits behind a connection. */
export interface ConnectionEnd {
  readonly clock: Clock;
  readonly format: WireFormat;
  /** One message, without length and transport unit. */
  replyTo(message: Uint8Array): Reply;
  onBadLength(): void;
  /** The wire went dead, instead of being closed. */
  onLost(): void;
}

/** Answers that may be on their way late at the same time, over one connection. */
const lateAnswersMax = 1000;

/**
 * Serves one connection until the other side closes it, it goes dead, or what came can't be trusted; then closes it.
 * Late answers of a connection that has ended are dropped.
 */
export async function serveConnection(link: ByteLink, end: ConnectionEnd): Promise<void> {
  await using owned = link;
  const late = new LateAnswers(end.clock);
  try {
    await readMessages(owned, end, late);
  } catch (error) {
    if (!(error instanceof LinkLost)) throw error;
    end.onLost();
  } finally {
    await late.drop();
  }
}

async function readMessages(link: ByteLink, end: ConnectionEnd, late: LateAnswers): Promise<void> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of link.received) {
    const split = splitMessages(Uint8Array.from(Buffer.concat([rest, chunk.bytes])), end.format);
    rest = split.rest;
    for (const [place, message] of split.messages.entries()) {
      const reply = end.replyTo(message);
      if (reply.kind === 'close') return;
      const framed = reply.messages.map((answer) => frameMessage(answer, end.format, split.units[place]));
      if (reply.delayMs > 0) late.add(reply.delayMs, () => sendAll(link, framed));
      else await sendAll(link, framed);
    }
    if (split.badLength !== undefined) {
      end.onBadLength();
      return;
    }
  }
}

async function sendAll(link: ByteLink, framed: readonly Uint8Array[]): Promise<void> {
  for (const bytes of framed) await link.send(bytes);
}

/** One for all: an error takes its time to make, and nobody looks at where this one came from. */
const connectionIsOver = new DOMException('the connection is over', 'AbortError');

/** Owns the answers that wait for their time. */
class LateAnswers {
  readonly #clock: Clock;
  readonly #over = new AbortController();
  readonly #pending = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(delayMs: number, send: () => Promise<void>): void {
    assert(this.#pending.size < lateAnswersMax, `at most ${lateAnswersMax} answers are late at once`);
    const work: Promise<void> = this.#sendLater(delayMs, send).finally(() => this.#pending.delete(work));
    this.#pending.add(work);
  }

  /** @throws what went wrong with a late answer, unless the connection was simply over */
  async drop(): Promise<void> {
    this.#over.abort(connectionIsOver);
    await Promise.all(this.#pending);
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #sendLater(delayMs: number, send: () => Promise<void>): Promise<void> {
    try {
      await this.#clock.sleep(delayMs, this.#over.signal);
      await send();
    } catch (error) {
      // A dead wire shows itself to the reading side too; only that one reports it.
      const isOver = error === this.#over.signal.reason || error instanceof LinkLost;
      if (!isOver) this.#failure = { error };
    }
  }
}
