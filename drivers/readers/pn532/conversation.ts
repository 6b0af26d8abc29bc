import { ACK_FRAME, CHIP_TO_HOST, HOST_TO_CHIP, NACK_FRAME, encodePn532Frame } from '#drivers/framing/pn532-frame.ts';
import type { Pn532Frame } from '#drivers/framing/pn532-frame.ts';
import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { chipCommand, hex } from './chip-commands.ts';
import { FrameInbox, readerGone } from './frame-inbox.ts';

/** Told of every frame, with one preamble and one postamble byte whatever the line had. Holds card data: mask it. */
export type FrameTrace = (direction: 'sent' | 'received', frame: Uint8Array) => void;

/** One command to the chip. */
export interface ChipRequest {
  readonly code: number;
  /** What follows the command code, 0 to 263 bytes. */
  readonly data: readonly number[] | Uint8Array;
  /** From sending to the response's last byte. */
  readonly timeoutMs: number;
  /**
   * How often it may be sent. More than once only when it may be carried out twice without harm: a card that gets an
   * APDU twice does it twice.
   */
  readonly attempts: number;
  /** How long the acknowledgement may take. Given only for a command that may be repeated, which it makes impatient. */
  readonly acknowledgeMs?: number;
  /** Bytes in front of the frame, to wake the chip. */
  readonly wake?: Uint8Array;
  readonly signal?: AbortSignal;
}

/** What became of a command. `data` follows the response code. */
export type ChipAnswer =
  | { readonly kind: 'answered'; readonly data: Uint8Array }
  | { readonly kind: 'unanswered'; readonly wasAcknowledged: boolean; readonly afterMs: number };

/** The chip owes its ACK within 15 ms; USB bridges and a busy machine add theirs. */
const acknowledgeMsDefault = 200;
/** After the host's abort the chip needs a moment until it listens again. */
const restAfterAbortMs = 2;
/** A burst of errors ends, then the response is asked for once more. */
const quietBeforeNackMs = 10;
const nacksMax = 3;
/** How long an ACK may lag behind the response that overtook it. */
const overtakenAckMs = 20;
/** What may be asked after an abort, to see whether the chip listens again. */
const areYouThere: ChipRequest = { code: chipCommand.getFirmwareVersion, data: [], timeoutMs: 500, attempts: 3 };

/**
 * Command and response with one chip over one link. Exactly one command at a time: the caller sees to that.
 *
 * @clause UM0701-02 6.2.2
 */
export class Conversation implements AsyncDisposable {
  readonly #link: ByteLink;
  readonly #clock: Clock;
  readonly #address: string;
  readonly #trace: FrameTrace | undefined;
  readonly #inbox: FrameInbox;
  #wasAborted = false;

  constructor(
    link: ByteLink,
    options: { readonly clock: Clock; readonly address: string; readonly trace?: FrameTrace | undefined },
  ) {
    this.#link = link;
    this.#clock = options.clock;
    this.#address = options.address;
    this.#trace = options.trace;
    const onFrame = (frame: Pn532Frame): void => this.#trace?.('received', Uint8Array.of(0x00, ...frame.raw, 0x00));
    this.#inbox = new FrameInbox(link, { clock: options.clock, address: options.address, onFrame });
  }

  /** Bytes that came since the link was opened. */
  get receivedBytes(): number {
    return this.#inbox.receivedBytes;
  }

  /**
   * Sends a command and waits for its response. A command that gets none is aborted.
   *
   * @throws {LinkLost} code READER_GONE when the wire is dead
   * @throws {RigFailure} code READER_REFUSED when the chip calls the command malformed, READER_GARBLED when responses
   *   stay unreadable
   * @throws the signal's reason, after the command was aborted
   */
  async command(request: ChipRequest): Promise<ChipAnswer> {
    if (this.#wasAborted && !isRepeatable(request)) await this.#makeSureItListens();
    const startMs = this.#clock.nowMs();
    let wasAcknowledged = false;
    for (let attempt = 1; attempt <= request.attempts; attempt += 1) {
      const answer = await this.#attempt(request);
      if (answer.kind === 'answered') return answer;
      wasAcknowledged ||= answer.wasAcknowledged;
      await this.abort();
    }
    return { kind: 'unanswered', wasAcknowledged, afterMs: this.#clock.nowMs() - startMs };
  }

  /** Makes the chip drop whatever it does. It answers nothing to that. */
  async abort(): Promise<void> {
    await this.#send(ACK_FRAME);
    this.#wasAborted = true;
    await this.#clock.sleep(restAfterAbortMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#link[Symbol.asyncDispose]();
    await this.#inbox.finished;
  }

  async #attempt(request: ChipRequest): Promise<ChipAnswer> {
    this.#inbox.clear();
    await this.#send(
      encodePn532Frame({ identifier: HOST_TO_CHIP, data: Uint8Array.of(request.code, ...request.data) }),
      request.wake,
    );
    this.#wasAborted = false;
    try {
      return await this.#answer(request);
    } catch (error) {
      if (request.signal?.aborted === true && !(error instanceof LinkLost)) await this.abort();
      throw error;
    }
  }

  async #answer(request: ChipRequest): Promise<ChipAnswer> {
    const sentMs = this.#clock.nowMs();
    const patience = new Patience(request, sentMs);
    for (;;) {
      const frame = await this.#inbox.take(patience.deadlineMs, request.signal);
      if (frame === undefined && patience.nackAtMs === undefined) return this.#silence(patience, sentMs);
      if (frame === undefined) await this.#askAgain(patience);
      else if (frame.kind === 'ack') patience.noticeAcknowledgement();
      else if (frame.kind === 'syntax-error') throw this.#refusal(request);
      else if (frame.kind === 'corrupt') patience.noticeCorruption(frame.raw, this.#clock.nowMs());
      else if (frame.kind === 'information' && isAnswerTo(request, frame)) {
        if (!patience.isAcknowledged) await this.#inbox.take(this.#clock.nowMs() + overtakenAckMs, request.signal);
        return { kind: 'answered', data: frame.data.slice(1) };
      }
      // Anything else is an answer that an earlier question no longer waited for.
    }
  }

  #silence(patience: Patience, sentMs: number): ChipAnswer {
    if (patience.corruptCount > 0 && !patience.isRepeatable) throw this.#garbled(patience.corruptCount);
    return { kind: 'unanswered', wasAcknowledged: patience.isAcknowledged, afterMs: this.#clock.nowMs() - sentMs };
  }

  async #askAgain(patience: Patience): Promise<void> {
    if (patience.nackCount >= nacksMax) throw this.#garbled(patience.corruptCount);
    patience.nackCount += 1;
    patience.nackAtMs = undefined;
    await this.#send(NACK_FRAME);
  }

  async #makeSureItListens(): Promise<void> {
    const answer = await this.command(areYouThere);
    if (answer.kind === 'unanswered') throw readerSilent(this.#address, 'aborted a command and asked for the firmware');
  }

  async #send(frame: Uint8Array, wake: Uint8Array = new Uint8Array(0)): Promise<void> {
    this.#trace?.('sent', frame);
    try {
      await this.#link.send(Uint8Array.of(...wake, ...frame));
    } catch (cause) {
      throw readerGone({ address: this.#address, found: 'that it takes no bytes' }, cause);
    }
  }

  #refusal(request: ChipRequest): RigFailure {
    return new RigFailure({
      code: 'READER_REFUSED',
      blame: 'bench',
      message: `sent command ${hex(request.code)} to the reader at ${this.#address}, it calls that a syntax error; check that it is a PN532 with current firmware`,
      facts: { address: this.#address, command: request.code },
    });
  }

  #garbled(corruptCount: number): RigFailure {
    return new RigFailure({
      code: 'READER_GARBLED',
      blame: 'bench',
      message: `read the response of the reader at ${this.#address}, found ${corruptCount} frames with wrong checksums; look for a long or loose cable, a missing ground, another baud rate`,
      facts: { address: this.#address, corruptCount },
    });
  }
}

/** How long to wait for what, and what went wrong meanwhile. */
class Patience {
  readonly isRepeatable: boolean;
  readonly #responseCode: number;
  readonly #acknowledgeByMs: number;
  readonly #respondByMs: number;
  isAcknowledged = false;
  corruptCount = 0;
  nackCount = 0;
  /** When to ask for the response again; absent while there is no reason to. */
  nackAtMs: number | undefined;

  constructor(request: ChipRequest, sentMs: number) {
    this.isRepeatable = isRepeatable(request);
    this.#responseCode = request.code + 1;
    this.#respondByMs = sentMs + request.timeoutMs;
    this.#acknowledgeByMs = Math.min(this.#respondByMs, sentMs + (request.acknowledgeMs ?? acknowledgeMsDefault));
  }

  get deadlineMs(): number {
    const waitMs = this.isAcknowledged || !this.isRepeatable ? this.#respondByMs : this.#acknowledgeByMs;
    return this.nackAtMs === undefined ? waitMs : this.nackAtMs;
  }

  /** What was corrupt before the ACK was noise on the idle line, no response of ours. */
  noticeAcknowledgement(): void {
    this.isAcknowledged = true;
    this.corruptCount = 0;
  }

  /**
   * Only what was recognisably our response is asked for again. Asked too early, the chip would repeat the response
   * to the command before, and a card's old answer would pass for the new one.
   */
  noticeCorruption(raw: Uint8Array, nowMs: number): void {
    this.corruptCount += 1;
    const isResponse = raw
      .subarray(0, 9)
      .some((byte, at) => byte === CHIP_TO_HOST && raw[at + 1] === this.#responseCode);
    if (isResponse) this.isAcknowledged = true;
    if (isResponse || this.nackAtMs !== undefined) this.nackAtMs = nowMs + quietBeforeNackMs;
  }
}

function isRepeatable(request: ChipRequest): boolean {
  return request.attempts > 1 || request.acknowledgeMs !== undefined;
}

function isAnswerTo(request: ChipRequest, frame: { readonly identifier: number; readonly data: Uint8Array }): boolean {
  return frame.identifier === CHIP_TO_HOST && frame.data[0] === request.code + 1;
}

/** The failure for a reader whose wire lives but which does not answer: without power, in another mode, hung. */
export function readerSilent(address: string, tried: string): LinkLost {
  return new LinkLost({
    code: 'READER_SILENT',
    blame: 'bench',
    message: `${tried} on the reader at ${address}, found no answer; check its power, its switches (HSU mode) and that TX and RX are crossed`,
    facts: { address },
  });
}
