import type { HostMessage } from '#drivers/ports/evidence.ts';
import type { Rig } from '#rigs/rig.ts';
import { messagesToHost, tracedObjects } from '../checks/trace.ts';

/** The first message to the host of a type. */
export function messageOf(rig: Rig, mti: RegExp): HostMessage | undefined {
  return messagesOf(rig, mti)[0];
}

/** Messages to the host of a type, in order. */
export function messagesOf(rig: Rig, mti: RegExp): readonly HostMessage[] {
  return messagesToHost(rig.journal.events).filter((message) => mti.test(message.mti));
}

/** One object of a message's DE55. */
export function chipObjectOf(message: HostMessage | undefined, tag: string): string | undefined {
  return tracedObjects(message?.fields['55'] ?? '')?.find((object) => object.tag === tag)?.valueHex;
}
