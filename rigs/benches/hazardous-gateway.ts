import type { Hazard } from '#rigs/faults/hazard.ts';
import type { StrikeAt } from '#rigs/faults/opportunity.ts';
import type { GatewayPost, HttpGateway, TerminalClock } from '#terminal';
import { failing } from './supply-failed.ts';

/** What strikes on the way to the gateway, and with what. */
interface GatewayHazard {
  readonly hazard: Hazard;
  readonly cut: () => void;
  readonly lateMs: number;
}

type Answer = Awaited<ReturnType<HttpGateway['post']>>;

const lost: Answer = { kind: 'lost' };

/** The way to the gateway in which a hazard strikes: at the connection, at the request, at the answer. */
export function hazardousGateway(gateway: HttpGateway, clock: TerminalClock, around: GatewayHazard): HttpGateway {
  const { hazard, cut } = around;
  let trouble: 'host-gone' | 'host-mute' | undefined;
  return {
    post: async (request, signal) => {
      const atConnection = hazard.meet('host-connect', 'connect');
      if (atConnection === 'power-cut-before' || atConnection === 'power-cut-after') return failing(cut);
      if (atConnection === 'refused') return { kind: 'not-connected' };
      if (atConnection === 'hangs') return untilAborted(signal);
      if (atConnection === 'host-gone' || atConnection === 'host-mute') trouble = atConnection;
      if (hazard.isLifted()) trouble = undefined;
      if (trouble === 'host-gone') return { kind: 'not-connected' };
      if (trouble === 'host-mute') {
        // It carries out what it takes, and says nothing.
        gateway.post(request, signal).catch(() => undefined);
        return untilAborted(signal);
      }
      const answer = await sent(gateway, request, { clock, around, signal });
      if (answer.kind !== 'answered') return answer;
      return arrived(answer, { clock, around, signal });
    },
  };
}

interface Terms {
  readonly clock: TerminalClock;
  readonly around: GatewayHazard;
  readonly signal: AbortSignal;
}

async function sent(gateway: HttpGateway, request: GatewayPost, { clock, around, signal }: Terms): Promise<Answer> {
  const { hazard, cut, lateMs } = around;
  const strike = hazard.meet('to-host', request.path);
  switch (strike) {
    case undefined:
    // HTTP puts a body together again, however it comes.
    case 'sliced':
      return gateway.post(request, signal);
    case 'power-cut-before':
      return failing(cut);
    case 'power-cut-after':
      // The request is out: the gateway carries it out whoever is left to hear.
      gateway.post(request, signal).catch(() => undefined);
      return failing(cut);
    case 'lost':
    case 'half-open':
      return untilAborted(signal);
    case 'reset-before':
    case 'cut-short':
    case 'closed-midway':
      return lost;
    case 'reset-after':
      await gateway.post(request, signal);
      return lost;
    case 'late':
      clock
        .sleep(lateMs)
        .then(() => gateway.post(request, signal))
        .catch(() => undefined);
      return untilAborted(signal);
    case 'doubled': {
      const [first] = await Promise.all([gateway.post(request, signal), gateway.post(request, signal)]);
      return first;
    }
    case 'garbled':
      return gateway.post({ ...request, body: noise(request.body) }, signal);
    case 'misframed':
      return gateway.post({ ...request, body: request.body.slice(0, -1) }, signal);
    default:
      return strike satisfies never;
  }
}

async function arrived(
  answer: Extract<Answer, { readonly kind: 'answered' }>,
  { clock, around, signal }: Terms,
): Promise<Answer> {
  const { hazard, cut, lateMs } = around;
  const strike: StrikeAt<'from-host'> | undefined = hazard.meet('from-host', `status ${answer.status}`);
  if (strike === 'power-cut-before' || strike === 'power-cut-after') return failing(cut);
  // An answer on one connection can't come with another's here: one that is overtaken is never heard.
  if (strike === 'lost' || strike === 'half-open' || strike === 'overtaken') return untilAborted(signal);
  if (strike === 'reset-before' || strike === 'closed-midway') return lost;
  if (strike === 'late') await clock.sleep(lateMs);
  if (strike === 'garbled') return { ...answer, body: noise(answer.body) };
  if (strike === 'misframed') return { ...answer, body: answer.body.slice(0, -1) };
  if (strike === 'cut-short') return { ...answer, body: answer.body.slice(0, answer.body.length >> 1) };
  return answer;
}

function untilAborted(signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(lost);
    else signal.addEventListener('abort', () => resolve(lost), { once: true });
  });
}

function noise(text: string): string {
  return text.replaceAll(/["{}:,]/gu, '#');
}
