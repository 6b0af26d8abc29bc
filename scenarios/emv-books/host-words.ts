import type { HostMessage } from '#drivers/ports/evidence.ts';
import type { Rig } from '#rigs/rig.ts';
import { tracedObjects } from '../checks/trace.ts';

/** The first message to the host of a type. */
export function messageOf(rig: Rig, mti: RegExp): HostMessage | undefined {
  const message = rig.journal.events.find(
    (event) => event.kind === 'host-message' && event.direction === 'to-host' && mti.test(event.mti),
  );
  return message?.kind === 'host-message' ? message : undefined;
}

/** One object of a message's DE55. */
export function chipObjectOf(message: HostMessage | undefined, tag: string): string | undefined {
  return tracedObjects(message?.fields['55'] ?? '')?.find((object) => object.tag === tag)?.valueHex;
}
