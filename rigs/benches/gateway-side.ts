import { within } from '#drivers/ports/deadline.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { BreakableLink, BreakableOpener } from '#rigs/memory-link.ts';
import { decodeMessage, encodeMessage } from '#rigs/sim/acquirer/message-codec.ts';
import { frameMessage, splitMessages } from '#rigs/sim/acquirer/message-split.ts';
import { createGateway, type Gateway, type UpstreamMessage } from '#rigs/sim/gateway/gateway.ts';
import type { HttpGateway, TerminalConfiguration } from '#terminal';

/** What a gateway of a bench is made of. */
export interface GatewaySideOptions {
  readonly clock: Clock;
  /** Its way to the acquirer: ISO 8583, through tap and faults. */
  readonly upstream: BreakableOpener;
  readonly terminal: Pick<TerminalConfiguration, 'gateway' | 'hostResponseTimeoutMs'>;
}

/** Part of the terminal's patience that the gateway has with the acquirer: so that it can still say that nobody answered. */
const patience = 0.8;

/** A gateway for this terminal, which hangs up on the acquirer when it is disposed of; undefined where the configuration names none. */
export function openGateway(options: GatewaySideOptions): (Gateway & Disposable) | undefined {
  const { gateway, hostResponseTimeoutMs } = options.terminal;
  if (gateway === undefined) return undefined;
  const { clock } = options;
  const line = acquirerLine(options.upstream, { clock, timeoutMs: hostResponseTimeoutMs * patience });
  const key = Uint8Array.from(Buffer.from(gateway.keyHex, 'hex'));
  const made = createGateway({
    keys: new Map([[gateway.keyId, key]]),
    accessTokens: new Set([gateway.accessToken]),
    upstream: (request) => line.exchange(request),
  });
  return { handle: (request) => made.handle(request), [Symbol.dispose]: () => line[Symbol.dispose]() };
}

/** The gateway without a socket between, for the simulated bench. */
export function gatewayInMemory(gateway: Gateway): HttpGateway {
  return {
    post: async ({ path, headers, body }) => ({
      kind: 'answered',
      ...(await gateway.handle({ method: 'POST', path, headers, body })),
    }),
  };
}

/** One connection, made when it is needed, one request at a time. */
function acquirerLine(
  opener: BreakableOpener,
  { clock, timeoutMs }: { readonly clock: Clock; readonly timeoutMs: number },
): Disposable & { exchange(request: UpstreamMessage): Promise<UpstreamMessage | undefined> } {
  let open: { readonly link: BreakableLink; readonly answers: AsyncIterator<UpstreamMessage> } | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const leave = (): void => {
    const left = open?.link;
    open = undefined;
    left?.breakOff();
  };
  const exchangeAlone = async (request: UpstreamMessage): Promise<UpstreamMessage | undefined> => {
    try {
      const link = open?.link ?? (await opener.open());
      open ??= { link, answers: messagesOf(link) };
      await link.send(frameMessage(encodeMessage(request)));
      const wait = await within(clock, ownAnswer(open.answers, request), { timeoutMs });
      if (wait.kind === 'settled' && wait.value !== undefined) return wait.value;
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error;
    }
    // What was late on the old connection must not be taken for an answer on it.
    leave();
    return undefined;
  };
  return {
    exchange: (request) => {
      const answer = turn.then(() => exchangeAlone(request));
      turn = answer.catch(() => undefined);
      return answer;
    },
    [Symbol.dispose]: leave,
  };
}

async function ownAnswer(
  answers: AsyncIterator<UpstreamMessage>,
  request: UpstreamMessage,
): Promise<UpstreamMessage | undefined> {
  for (;;) {
    const { value, done } = await answers.next();
    if (done === true) return undefined;
    if (value.fields['11'] === request.fields['11'] && value.fields['41'] === request.fields['41']) return value;
  }
}

async function* messagesOf(link: BreakableLink): AsyncGenerator<UpstreamMessage, undefined, undefined> {
  let rest: Uint8Array = new Uint8Array();
  try {
    for await (const { bytes } of link.received) {
      const split = splitMessages(Uint8Array.from(Buffer.concat([rest, bytes])));
      rest = split.rest;
      yield* split.messages.map((message) => decodeMessage(message)).filter((decoded) => decoded.kind === 'decoded');
    }
  } catch (error) {
    if (!(error instanceof LinkLost)) throw error;
  }
  return undefined;
}
