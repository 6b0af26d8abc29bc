import type { Rig } from '#rigs/rig.ts';

/** What left for the host, in order; network management with its code: `0800 161`. */
export function sessionTalk(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) => {
    if (event.kind !== 'host-message' || event.direction !== 'to-host') return [];
    const code = event.fields['70'];
    return [code === undefined ? event.mti : `${event.mti} ${code}`];
  });
}

/** Under keys of which generation each message came to the host. */
export function generationsUsed(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) =>
    event.kind === 'host-decision' ? [event.facts['keyGeneration'] ?? 'none'] : [],
  );
}
