import { steadyMs } from '../device/steady-time.ts';
import type { GatewayAnswer, HttpGateway, RandomSource, TerminalClock } from '../needs.ts';
import { isAboutAmount } from './amount-match.ts';
import { cardEnvelope, type CardEnvelopeKey } from './card-envelope.ts';
import { gatewayFields, gatewayPaths } from './gateway-fields.table.ts';
import type { HostClient, HostExchange } from './host-client.ts';
import type { HostMessage } from './message-codec.ts';
import { answeringMti } from './requests.ts';

/** What a gateway client is made of. */
export interface GatewayClientParts {
  readonly clock: TerminalClock;
  readonly random: RandomSource;
  readonly gateway: HttpGateway;
  readonly cardKey: CardEnvelopeKey;
  /** Sent with every request. */
  readonly accessToken: string;
  /** For a request with all its repeats. */
  readonly responseTimeoutMs: number;
}

const retryPauseMs = 150;
/** Requests that may leave for one exchange: the first, and repeats under the same key. */
const attemptsMax = 3;
/** Statuses after which nobody knows whether the request was carried out; the same request again finds out. */
const unsure: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * The host by way of a gateway: JSON over HTTPS. Every request bears an idempotency key made of terminal, reference, trace
 * number and kind, so that it can be sent again without being carried out again: at once when the connection breaks, and
 * days later as a repeat.
 *
 * @clause IETF draft-ietf-httpapi-idempotency-key-header-07 (Idempotency-Key); RFC 9110, 15 (statuses)
 */
export function gatewayClient(parts: GatewayClientParts): HostClient {
  let discardedCount = 0;
  return {
    // Each request makes its own connection; whether there is one shows when it does.
    ready: () => Promise.resolve(true),
    async exchange(request) {
      const startMs = steadyMs(parts.clock);
      let mayHaveLeft = false;
      for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
        const answer = await post(parts, request);
        if (answer.kind === 'timed-out') return { kind: 'silent', afterMs: parts.responseTimeoutMs };
        if (answer.kind === 'answered' && isRefused(answer.status)) {
          // Nothing was carried out, now; an earlier attempt may have been.
          return attempt > 1 && mayHaveLeft ? { kind: 'connection-lost' } : { kind: 'not-connected' };
        }
        if (answer.kind !== 'not-connected') mayHaveLeft = true;
        if (answer.kind === 'answered' && !unsure.has(answer.status)) {
          const message = messageIn(request, answer);
          if (message !== undefined) return { kind: 'answered', answer: message };
          discardedCount += 1;
        }
        if (steadyMs(parts.clock) - startMs >= parts.responseTimeoutMs) break;
        await parts.clock.sleep(retryPauseMs);
      }
      return mayHaveLeft ? { kind: 'connection-lost' } : ({ kind: 'not-connected' } satisfies HostExchange);
    },
    discardedCount: () => discardedCount,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** The request itself is wrong, so that it was not carried out and never will be. */
function isRefused(status: number): boolean {
  return status >= 400 && status < 500 && !unsure.has(status);
}

type Posted =
  | ({ readonly kind: 'answered' } & GatewayAnswer)
  | { readonly kind: 'timed-out' | 'lost' | 'not-connected' };

async function post(parts: GatewayClientParts, request: HostMessage): Promise<Posted> {
  const route = gatewayPaths.get(request.mti);
  if (route === undefined) return { kind: 'not-connected' };
  const over = new AbortController();
  const timer = new AbortController();
  const sent = parts.gateway.post(
    {
      path: route.path,
      headers: {
        authorization: `Bearer ${parts.accessToken}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey(request, route.first),
      },
      body: bodyOf(parts, request),
    },
    over.signal,
  );
  const timeout = parts.clock.sleep(parts.responseTimeoutMs, timer.signal).then(() => 'timed-out' as const);
  timeout.catch(() => undefined);
  sent.catch(() => undefined);
  try {
    const first = await Promise.race([sent, timeout]);
    if (first === 'timed-out') return { kind: 'timed-out' };
    return first.kind === 'answered' ? first : { kind: first.kind };
  } finally {
    over.abort(waitIsOver);
    timer.abort(waitIsOver);
  }
}

const waitIsOver = new DOMException('the wait is over', 'AbortError');

function idempotencyKey({ fields }: HostMessage, first: string): string {
  return [fields.get(41)?.trim(), fields.get(37)?.trim(), fields.get(11), first].filter(Boolean).join('-');
}

function bodyOf(parts: GatewayClientParts, { fields }: HostMessage): string {
  const body: Record<string, string> = {};
  const cardData: Record<string, string> = {};
  for (const [number, value] of fields) {
    const field = gatewayFields.get(number);
    if (field !== undefined) (field.isCardData ? cardData : body)[field.name] = value;
  }
  if (Object.keys(cardData).length > 0) body['card'] = cardEnvelope(cardData, parts.cardKey, parts.random);
  return JSON.stringify(body);
}

/** An answer counts as one from the host does: its own request's, with a response code. */
function messageIn(request: HostMessage, answer: GatewayAnswer): HostMessage | undefined {
  const parsed = parseObject(answer.body);
  if (parsed === undefined || answer.status >= 400) return undefined;
  const fields = new Map<number, string>();
  for (const [number, { name }] of gatewayFields) {
    const value = parsed[name];
    if (typeof value === 'string') fields.set(number, value);
  }
  const message = { mti: answeringMti(request.mti), fields };
  const isOwn = [11, 41].every((number) => fields.get(number)?.trimEnd() === request.fields.get(number)?.trimEnd());
  return isOwn && fields.has(39) && isAboutAmount(request, message) ? message : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
