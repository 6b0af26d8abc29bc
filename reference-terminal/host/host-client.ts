import { isAboutAmount } from './amount-match.ts';
import type { HostConnection, HostNetwork, TerminalClock } from '../needs.ts';
import type { HostRoute } from './host-route.ts';
import { framed, frameReader } from './length-prefix.ts';
import type { Framing } from './length-prefix.ts';
import { MalformedMessage } from './malformed-message.ts';
import type { MessageWriter, WrittenRequest } from './message-authentication.ts';
import { StorageRefused, unlessRefused } from '../store-and-forward/store-failure.ts';
import { decodeMessage } from './message-codec.ts';
import { answeringMti } from './requests.ts';
import type { Dialect, HostMessage } from './message-codec.ts';

/** What became of one request. Only `not-connected` says for sure that nothing left, for want of a line or of a key. */
export type HostExchange =
  | { readonly kind: 'answered'; readonly answer: HostMessage }
  | { readonly kind: 'silent'; readonly afterMs: number }
  /** The connection broke when the request may have left already. */
  | { readonly kind: 'connection-lost' }
  | { readonly kind: 'not-connected' };

/** The terminal's side of the host link. One request at a time. */
export interface HostClient extends AsyncDisposable {
  /** Whether a connection stands, after trying to make one if none did. */
  ready(): Promise<boolean>;
  /**
   * Sends a request and waits for its own answer: the message type that answers it, with the same STAN, terminal and
   * amount, with a response code and, where codes are agreed, a right one. Everything else that arrives, late and doubled answers too, is discarded.
   *
   * @throws {MalformedMessage} when the request doesn't fit the dialect; nothing left then
   */
  exchange(request: HostMessage): Promise<HostExchange>;
  /** How many messages were thrown away because nobody waited for them or they could not be read. */
  discardedCount(): number;
}

/** What a host client is made of. */
export interface HostClientParts {
  readonly clock: TerminalClock;
  readonly network: HostNetwork;
  readonly route: HostRoute;
  readonly dialect: Dialect;
  /** Two bytes of length unless told. */
  readonly framing?: Framing | undefined;
  readonly writer: MessageWriter;
  readonly connectTimeoutMs: number;
  /** Runs from the moment at which the request is handed over. */
  readonly responseTimeoutMs: number;
}

/**
 * After so many silent exchanges in a row the connection is taken for dead: a half-open one would swallow every later
 * request too.
 */
const SILENCES_MAX = 2;

/** Made once: an error's stack costs more than the wait that it ends. */
const waitIsOver = new DOMException('the wait is over', 'AbortError');
const tookTooLong = new DOMException('the connection took too long', 'TimeoutError');

/**
 * The host link over one connection, which is made when it is needed, to the host whose turn it is, and kept where the profile
 * says so. A request is handed to one host and to no other: what may have left is never said anew by another way.
 */
export function hostClient(parts: HostClientParts): HostClient {
  const state: LinkState = { line: undefined, waiting: undefined, silences: 0, discardedCount: 0 };
  return {
    ready: async () => (await connected(parts, state)) !== undefined,
    async exchange(request) {
      const line = await connected(parts, state);
      if (line === undefined) return { kind: 'not-connected' };
      const written = unlessRefused(() => parts.writer.write(request));
      // Without a key for its code nothing leaves.
      if (written === undefined || written instanceof StorageRefused) return { kind: 'not-connected' };
      const exchange = await answerOn({ parts, state, line }, request, written);
      state.silences = exchange.kind === 'silent' ? state.silences + 1 : 0;
      const isDead = exchange.kind === 'connection-lost' || state.silences >= SILENCES_MAX;
      if (isDead) parts.route.lost(line.host);
      if (isDead || !parts.route.keepsConnections) await hangUp(state);
      return exchange;
    },
    discardedCount: () => state.discardedCount,
    [Symbol.asyncDispose]: () => hangUp(state),
  };
}

interface LinkState {
  line: Line | undefined;
  waiting: Waiting | undefined;
  silences: number;
  discardedCount: number;
}

/** A connection and the task that reads it. */
interface Line {
  readonly host: string;
  readonly connection: HostConnection;
  /** Settles, never rejects, when nothing more will arrive. */
  readonly ended: Promise<void>;
}

interface Waiting {
  readonly isAnswer: (message: HostMessage, body: Uint8Array) => boolean;
  readonly answered: (message: HostMessage) => void;
}

async function connected(parts: HostClientParts, state: LinkState): Promise<Line | undefined> {
  const { route } = parts;
  const primary = state.line === undefined ? undefined : route.hostToReturnTo();
  if (primary !== undefined) {
    // The line that stands is given up for the primary host's, not for the hope of it.
    const connection = await connectWithin(parts, primary);
    if (connection === undefined) route.stay();
    else {
      await hangUp(state);
      return begin({ parts, state }, primary, connection);
    }
  }
  if (state.line !== undefined) return state.line;
  for (const host of route.order()) {
    const connection = await connectWithin(parts, host);
    if (connection !== undefined) return begin({ parts, state }, host, connection);
    route.lost(host);
  }
  return undefined;
}

function begin(
  { parts, state }: { readonly parts: HostClientParts; readonly state: LinkState },
  host: string,
  connection: HostConnection,
): Line {
  parts.route.reached(host);
  if (parts.route.keepsConnections) state.silences = 0;
  const line = { host, connection, ended: listen(parts, state, connection) };
  state.line = line;
  return line;
}

async function connectWithin(parts: HostClientParts, host: string): Promise<HostConnection | undefined> {
  const attempt = new AbortController();
  const timer = new AbortController();
  const connecting = parts.network.connect(attempt.signal, host);
  const timeout = parts.clock.sleep(parts.connectTimeoutMs, timer.signal).then(() => 'timed-out' as const);
  timeout.catch(() => undefined);
  try {
    const first = await Promise.race([connecting, timeout]);
    if (first !== 'timed-out') return first;
    attempt.abort(tookTooLong);
    // A connection that comes after all has no user any more.
    connecting.then((late) => late.close()).catch(() => undefined);
    return undefined;
  } catch (error) {
    if (isFatal(error)) throw error;
    return undefined;
  } finally {
    timer.abort(waitIsOver);
  }
}

async function answerOn(
  on: { readonly parts: HostClientParts; readonly state: LinkState; readonly line: Line },
  request: HostMessage,
  written: WrittenRequest,
): Promise<HostExchange> {
  const { parts, state, line } = on;
  const over = new AbortController();
  const answers = answerTo(parts.dialect, request);
  const answer = new Promise<HostExchange>((resolve) => {
    state.waiting = {
      isAnswer: (message, body) => answers(message) && written.isAuthentic(message, body),
      answered: (message) => resolve({ kind: 'answered', answer: message }),
    };
  });
  const silence = parts.clock
    .sleep(parts.responseTimeoutMs, over.signal)
    .then((): HostExchange => ({ kind: 'silent', afterMs: parts.responseTimeoutMs }));
  const loss = line.ended.then((): HostExchange => ({ kind: 'connection-lost' }));
  // A failed send may still have put bytes on the wire; one that succeeds settles nothing.
  const failedSend = new Promise<HostExchange>((resolve, reject) => {
    line.connection
      .send(framed(written.bytes, parts.framing))
      .catch((error: unknown) => (isFatal(error) ? reject(error) : resolve({ kind: 'connection-lost' })));
  });
  silence.catch(() => undefined);
  failedSend.catch(() => undefined);
  try {
    return await Promise.race([answer, silence, loss, failedSend]);
  } finally {
    state.waiting = undefined;
    over.abort(waitIsOver);
  }
}

/** Reads a connection until it ends and hands each message to whom it answers. */
async function listen(parts: HostClientParts, state: LinkState, connection: HostConnection): Promise<void> {
  const frames = frameReader(parts.framing);
  const arrivals = connection.received[Symbol.asyncIterator]();
  for (;;) {
    // A broken connection and a closed one mean the same here: nothing more will arrive.
    const arrival = await arrivals.next().catch(() => ({ done: true }) as const);
    if (arrival.done === true) break;
    for (const body of frames.push(arrival.value)) deliver(parts.dialect, state, body);
    if (frames.isBroken()) break;
  }
  if (state.line?.connection === connection) state.line = undefined;
}

function deliver(dialect: Dialect, state: LinkState, body: Uint8Array): void {
  const message = readable(dialect, body);
  const waiting = state.waiting;
  if (message === undefined || waiting === undefined || !waiting.isAnswer(message, body)) {
    state.discardedCount += 1;
    return;
  }
  // From here on the same answer once more is a double.
  state.waiting = undefined;
  waiting.answered(message);
}

function readable(dialect: Dialect, body: Uint8Array): HostMessage | undefined {
  try {
    return decodeMessage(dialect, body);
  } catch (error) {
    if (error instanceof MalformedMessage) return undefined;
    throw error;
  }
}

/**
 * The rule by which an answer belongs to a request. An answer without a response code decides nothing and is none.
 *
 * @clause ISO 8583:1987 4.1.2 (the answer's type), 5 (matching by trace number and terminal)
 */
function answerTo(dialect: Dialect, request: HostMessage): (message: HostMessage) => boolean {
  const mti = dialect.edition?.answeringType(request.mti) ?? answeringMti(request.mti);
  return (message) =>
    message.mti === mti &&
    message.fields.has(39) &&
    message.fields.get(11) === request.fields.get(11) &&
    message.fields.get(41)?.trimEnd() === request.fields.get(41)?.trimEnd() &&
    isAboutAmount(request, message);
}

async function hangUp(state: LinkState): Promise<void> {
  const line = state.line;
  state.line = undefined;
  if (line === undefined) return;
  try {
    await line.connection.close();
  } catch (error) {
    // A connection that is already broken can't be closed any better.
    if (isFatal(error)) throw error;
  }
}

/** Whether an error says that the terminal itself is dead, not the connection. */
function isFatal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'POWER_LOST';
}
