import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/**
 * On a link with delay and jitter an authorization costs one round trip at its worst, and no more than this of
 * everybody's own: a terminal that needs a second one, or thinks too long, is over.
 */
const ownTimeMs = 300;

/**
 * From what the card, or the cardholder, did last to what the terminal shows after the host's answer. Judged only where
 * the record says how slow the link was made, and where an answer came.
 */
export const check: Check = {
  name: 'authorization-keeps-its-time',
  clause: 'Touchstone robustness targets, online latency',
  proves: ['PERF-AUTH-LAT'],
  needs: ['host-message', 'display', 'fault'],
  judge: (events) =>
    // A machine that was too busy says nothing about the terminal.
    events.some((event) => event.kind === 'lost-real-time' && event.lostMs > 0)
      ? []
      : messagesToHost(events).flatMap((request) => judged(request, events)),
};

function judged(request: HostMessage & Recorded, events: readonly Recorded[]): readonly CheckFinding[] {
  const worstTripMs = worstRoundTripMs(events.slice(0, request.index));
  if (worstTripMs === 0 || (request.mti !== '0200' && request.mti !== '0100')) return [];
  const answer = messagesFromHost(events).find(
    ({ index, fields, mti }) =>
      index > request.index && mti === `${request.mti.slice(0, 2)}10` && fields['11'] === request.fields['11'],
  );
  const begin = events.findLast(
    ({ kind, index }) => index < request.index && (kind === 'apdu' || kind === 'cardholder'),
  );
  if (answer === undefined || begin === undefined) return [];
  const end = events.find(({ kind, index }) => index > answer.index && kind === 'display');
  const budgetMs = worstTripMs + ownTimeMs;
  const tookMs = end === undefined ? undefined : end.atMs - begin.atMs;
  return [
    {
      holds: tookMs !== undefined && tookMs <= budgetMs,
      text: 'an authorization takes one round trip and little more',
      expected: `at most ${budgetMs} ms: ${worstTripMs} ms of the link at its worst, ${ownTimeMs} ms of terminal and host`,
      observed: tookMs === undefined ? 'nothing was shown after the answer' : `${Math.round(tookMs)} ms`,
      eventIndex: request.index,
    },
  ];
}

/** What the faults in force at the end of these events add to a way there and back, at most. */
function worstRoundTripMs(events: readonly Recorded[]): number {
  const inForce: Extract<Recorded, { readonly kind: 'fault' }>[] = [];
  for (const event of events) {
    if (event.kind !== 'fault' || (event.name !== 'latency' && event.name !== 'jitter')) continue;
    if (event.state === 'armed') inForce.push(event);
    if (event.state !== 'lifted') continue;
    const place = inForce.findIndex(({ name, facts }) => name === event.name && isSame(facts, event.facts));
    if (place >= 0) inForce.splice(place, 1);
  }
  return inForce.reduce((sum, { facts }) => {
    const wayMs = Number(facts['delayMs'] ?? 0) + Number(facts['jitterMs'] ?? 0);
    return sum + (facts['direction'] === 'both' ? 2 * wayMs : wayMs);
  }, 0);
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
