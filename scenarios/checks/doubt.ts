import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/** Reversals, first or repeated, that left for the request with this retrieval reference. */
export function reversalsOf(events: readonly Recorded[], request: HostMessage): readonly (HostMessage & Recorded)[] {
  return messagesToHost(events).filter(
    ({ mti, fields }) => mti.startsWith('042') && fields['37'] === request.fields['37'],
  );
}

/** Whether one of these reversals was acknowledged: its 0430 reached the terminal. */
export function isAcknowledged(events: readonly Recorded[], reversals: readonly (HostMessage & Recorded)[]): boolean {
  return messagesFromHost(events).some(
    ({ mti, fields, index }) =>
      mti === '0430' && reversals.some((sent) => sent.index < index && sent.fields['11'] === fields['11']),
  );
}

/**
 * Whether the case ended before the terminal could bring the reversal of this trace number home, by no fault of its
 * own: it lies without power, it sent the reversal and no acknowledgement reached it, or the host refused to be called.
 * What is still owed then is neither right nor wrong yet.
 */
export function isStillOwed(events: readonly Recorded[], stan: string | undefined): boolean {
  const supply = events.findLast((event) => event.kind === 'power' && event.of === 'terminal');
  if (supply?.kind === 'power' && !supply.isOn) return true;
  const request = messagesToHost(events).find(({ mti, fields }) => mti === '0200' && fields['11'] === stan);
  if (request === undefined) return false;
  const reversals = reversalsOf(events, request);
  if (reversals.length > 0) return !isAcknowledged(events, reversals);
  return events.some((event) => event.kind === 'host-link' && event.state === 'refused' && event.index > request.index);
}
