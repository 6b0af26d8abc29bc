import type { Rig } from '#rigs/rig.ts';

/** What left for which host, in order: `primary 0200`. */
export function hostsAsked(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) =>
    event.kind === 'host-message' && event.direction === 'to-host' ? [`${event.host ?? 'unnamed'} ${event.mti}`] : [],
  );
}
