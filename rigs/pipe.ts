import type { HostDirection } from '#drivers/ports/evidence.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Delivery, LinkFault, Passage } from './faults/fault.ts';
import type { BreakableLink } from './memory-link.ts';

/** How a connection through the pipe came to its end. */
export type PipeEnd = 'closed' | 'reset';

/** What a pipe needs besides its two ends. */
export interface PipeOptions {
  readonly clock: Clock;
  /** The faults in force at this moment, in the order in which they were armed. */
  readonly faults: () => readonly LinkFault[];
  /** Told of each passage once its fate is known, before it is delivered. */
  readonly onPassage: (passage: Passage, isDelivered: boolean) => void;
}

/**
 * Joins a terminal's connection with its host and lets the faults in force shape what passes. Each direction keeps
 * its order: a delayed chunk holds back those behind it.
 *
 * @returns when both directions are through; both ends are closed then
 */
export async function joinThroughFaults(
  ends: { readonly terminal: BreakableLink; readonly host: ByteLink },
  options: PipeOptions,
): Promise<PipeEnd> {
  await using _terminal = ends.terminal;
  await using _host = ends.host;
  const state = { isReset: false };
  const stop = new AbortController();
  const pump = async (from: ByteLink, to: ByteLink, direction: HostDirection): Promise<void> => {
    await using _to = to;
    for await (const chunk of from.received) {
      const passage = { direction, bytes: chunk.bytes };
      const delivery = decide(passage, options.faults());
      options.onPassage(passage, delivery.kind === 'pass');
      if (delivery.kind === 'reset') {
        state.isReset = true;
        ends.terminal.breakOff();
        return;
      }
      if (delivery.kind === 'swallow') continue;
      if (delivery.delayMs !== undefined && delivery.delayMs > 0)
        await options.clock.sleep(delivery.delayMs, stop.signal);
      await to.send(chunk.bytes);
    }
  };
  const pumps = [pump(ends.terminal, ends.host, 'to-host'), pump(ends.host, ends.terminal, 'from-host')];
  await Promise.race(pumps.map(untilLinkEnds));
  stop.abort(
    new LinkLost({ code: 'PIPE_CLOSED', blame: 'bench', message: 'the connection ended while bytes were delayed' }),
  );
  await Promise.all([ends.terminal[Symbol.asyncDispose](), ends.host[Symbol.asyncDispose]()]);
  await Promise.all(pumps.map(untilLinkEnds));
  return state.isReset ? 'reset' : 'closed';
}

/** A lost link is a lawful end of a pipe; anything else is not. */
async function untilLinkEnds(pump: Promise<void>): Promise<void> {
  try {
    await pump;
  } catch (error) {
    if (!(error instanceof LinkLost)) throw error;
  }
}

function decide(passage: Passage, faults: readonly LinkFault[]): Delivery {
  let delayMs = 0;
  let worst: Delivery['kind'] = 'pass';
  for (const fault of faults) {
    // Every fault sees every passage, so that its count does not depend on its neighbours.
    const delivery = fault.shape(passage);
    if (delivery.kind === 'pass') delayMs += delivery.delayMs ?? 0;
    else if (worst !== 'reset') worst = delivery.kind;
  }
  return worst === 'pass' ? { kind: 'pass', delayMs } : { kind: worst };
}
