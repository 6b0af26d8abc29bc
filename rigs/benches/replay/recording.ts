import type { Happening, HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** An event of one kind. */
export type Event<K extends Happening['kind']> = Extract<Recorded, { readonly kind: K }>;

/** A command and what became of it. */
export interface RecordedExchange {
  readonly command: Event<'apdu'>;
  /** Absent where the record ends before the answer. */
  readonly end: Event<'apdu'> | Event<'apdu-lost'> | undefined;
}

/** A message to the host, and what the host sent before the next one left. */
export interface RecordedTurn {
  readonly request: HostMessage & Recorded;
  readonly answers: readonly (HostMessage & Recorded)[];
}

/** Recorded things of one side, taken one after the other. */
export class Takings<T> {
  readonly #items: readonly T[];
  #next = 0;

  constructor(items: readonly T[]) {
    this.#items = items;
  }

  peek(): T | undefined {
    return this.#items[this.#next];
  }

  /** The first from here on for which `isIt` holds; those before it are passed over. Nothing is when there is none. */
  takeFirst(isIt: (item: T) => boolean): T | undefined {
    const place = this.#items.findIndex((item, at) => at >= this.#next && isIt(item));
    if (place < 0) return undefined;
    this.#next = place + 1;
    return this.#items[place];
  }

  take(): T | undefined {
    const item = this.#items[this.#next];
    this.#next += 1;
    return item;
  }
}

/** Something of the record that could only be followed by making it up. */
export interface FilledIn {
  /** Where: 'card', 'chip slot', 'host', 'PIN pad'. */
  readonly side: string;
  /** Who made it up: a card of the library, the simulated host, the scenario. */
  readonly by: string;
  /** Bytes that the record hides. */
  readonly hiddenBytes: number;
  /** Whether all that the record does show is what the maker would have said. */
  readonly isConsistent: boolean;
  /** Index of the recorded event. */
  readonly atIndex: number;
}

/** A case's journal as its replay follows it. */
export interface Recording {
  readonly events: readonly Recorded[];
  /** How long it is until the moment at which something happened; negative when that is over. */
  leftMs(atMs: number): number;
  /** Waits for that moment; not at all when it is over. */
  until(atMs: number, signal?: AbortSignal): Promise<void>;
  readonly filledIn: FilledIn[];
  /** Why the record can't be followed, with the index of the event; empty when it can. */
  readonly obstacles: { readonly why: string; readonly atIndex: number }[];
}

/** A journal, on the clock of its replay. */
export function recordingOf(events: readonly Recorded[], clock: Clock): Recording {
  const startMs = clock.nowMs();
  const leftMs = (atMs: number): number => startMs + atMs - clock.nowMs();
  return {
    events,
    leftMs,
    until: async (atMs, signal) => {
      if (leftMs(atMs) > 0) await clock.sleep(leftMs(atMs), signal);
    },
    filledIn: [],
    obstacles: [],
  };
}

/** Poses of an arm that are further apart belong to two movements. */
const stillMs = 300;

/** Waits until the arm that takes a card away now has come as far as it went then: until it turns, or rests. */
export async function untilArmIsAway(recording: Recording): Promise<void> {
  let last: { readonly atMs: number; readonly awayMm: number } | undefined;
  for (const { atMs, pose } of eventsOf(recording.events, 'arm')) {
    if (pose.source !== 'commanded' || recording.leftMs(atMs) <= 0) continue;
    const { xMm, yMm, zMm } = pose.position;
    const awayMm = Math.hypot(xMm, yMm, zMm);
    const isGap = last === undefined ? recording.leftMs(atMs) > stillMs : atMs - last.atMs > stillMs;
    if (isGap || awayMm < (last?.awayMm ?? 0)) break;
    last = { atMs, awayMm };
  }
  if (last !== undefined) await recording.until(last.atMs);
}

/** All events of a kind, in order. */
export function eventsOf<K extends Happening['kind']>(events: readonly Recorded[], kind: K): readonly Event<K>[] {
  return events.filter((event): event is Event<K> => event.kind === kind);
}

/** The exchanges of one interface. One is over before the next one begins, whichever interface it is on. */
export function exchangesOf(
  events: readonly Recorded[],
  isOfInterface: (command: Event<'apdu'>) => boolean,
): readonly RecordedExchange[] {
  const exchanges: { command: Event<'apdu'>; end: RecordedExchange['end'] }[] = [];
  for (const event of events) {
    if (event.kind === 'apdu' && event.direction === 'command') exchanges.push({ command: event, end: undefined });
    else if (event.kind === 'apdu' || event.kind === 'apdu-lost') {
      const last = exchanges.at(-1);
      if (last !== undefined) last.end ??= event;
    }
  }
  return exchanges.filter(({ command }) => isOfInterface(command));
}

/** What left for the host, each with what it sent afterwards. */
export function turnsOf(events: readonly Recorded[]): readonly RecordedTurn[] {
  const turns: { request: Event<'host-message'>; answers: Event<'host-message'>[] }[] = [];
  for (const message of eventsOf(events, 'host-message')) {
    if (message.direction === 'from-host') turns.at(-1)?.answers.push(message);
    else turns.push({ request: message, answers: [] });
  }
  return turns;
}
