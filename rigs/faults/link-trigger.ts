import type { HostDirection } from '#drivers/ports/evidence.ts';
import type { FailureFacts } from '#drivers/ports/failure.ts';
import { faultOption, oneOf, wholeNumber } from './fault-options.ts';

/** When a fault on the way to the host is in force: the same words for all of them. */
export interface LinkTrigger {
  readonly direction: HostDirection | 'both';
  /**
   * When it begins; at once without it. Bytes and messages are those of its direction since it was armed, counted from
   * 1 over all connections; with `both` those of either.
   */
  readonly starts?: { readonly afterMs: number } | { readonly atByte: number } | { readonly atMessage: number };
  /** How long it stays from then on. `until-lifted` unless the fault says otherwise. */
  readonly lasts?:
    | 'until-lifted'
    | { readonly forMs: number }
    | { readonly forBytes: number }
    /** The message in which it begins is the first of them. */
    | { readonly forMessages: number };
}

/** Whether a fault can begin between any two bytes, or only where a message begins. */
export type Grain = 'byte' | 'message';

const countMax = 1_000_000;
const dayMs = 86_400_000;
const startWords = ['afterMs', 'atByte', 'atMessage'] as const;
const lastWords = ['forMs', 'forBytes', 'forMessages'] as const;

/**
 * The trigger among a fault's options, with its default, held to its grammar.
 *
 * @throws {RigFailure} code FAULT_OPTION, which says what was expected and what was found
 */
export function triggerOf(
  fault: string,
  options: LinkTrigger,
  lastsByDefault: NonNullable<LinkTrigger['lasts']> = 'until-lifted',
): LinkTrigger {
  const { starts, lasts = lastsByDefault } = options;
  const direction = oneOf({ fault, name: 'direction', value: options.direction }, ['to-host', 'from-host', 'both']);
  if (starts !== undefined) heldTo({ fault, name: 'starts', value: starts }, startWords);
  if (lasts !== 'until-lifted') heldTo({ fault, name: 'lasts', value: lasts }, lastWords);
  return { direction, ...(starts === undefined ? {} : { starts }), lasts };
}

/**
 * The same for what the kernel does: it lasts for a time, or until it is lifted.
 *
 * @throws {RigFailure} code FAULT_OPTION, which says what was expected and what was found
 */
export function wireTriggerOf(fault: string, options: LinkTrigger): LinkTrigger {
  const trigger = triggerOf(fault, options);
  const { lasts } = trigger;
  if (typeof lasts !== 'object' || 'forMs' in lasts) return trigger;
  throw faultOption(
    { fault, name: 'lasts', value: lasts },
    `'until-lifted' or { forMs: n }: the kernel counts no messages`,
  );
}

/** A trigger for the record. */
export function triggerFacts({ direction, starts, lasts }: LinkTrigger): FailureFacts {
  const words = (of: object): string => Object.entries(of).flat().join(' ');
  return {
    direction,
    ...(starts === undefined ? {} : { starts: words(starts) }),
    lasts: typeof lasts === 'object' ? words(lasts) : 'until-lifted',
  };
}

function heldTo(
  option: { readonly fault: string; readonly name: string; readonly value: unknown },
  words: readonly string[],
): void {
  const { value } = option;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined || !words.includes(entry[0])) {
    throw faultOption(option, `{ ${words.join(': n } or { ')}: n }`);
  }
  const [word, count] = entry;
  const isTime = word.endsWith('Ms');
  wholeNumber({ fault: option.fault, name: `${option.name}.${word}`, value: count }, [1, isTime ? dayMs : countMax]);
}

/** Part of a passage, by the places of its bytes. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a trigger needs to know of bytes that pass. */
interface Counted {
  readonly direction: HostDirection;
  readonly bytes: { readonly length: number };
  readonly beginsMessage: boolean;
}

/** Follows what passes and says for which part of it a fault is in force. Pure but for its counts. */
export class TriggerCount {
  readonly #trigger: LinkTrigger;
  readonly #grain: Grain;
  readonly #armedAtMs: number;
  #bytes = 0;
  #messages = 0;
  /** The ordinal of the message under way, by direction; 0 for one that began before the fault was armed. */
  readonly #ordinals: Record<HostDirection, number> = { 'to-host': 0, 'from-host': 0 };
  #began: { readonly atMs: number; readonly ordinal: number } | undefined;
  #bytesInForce = 0;
  #isOver = false;
  /** Of a fault for whole messages: whether it holds the message under way. */
  readonly #holds: Record<HostDirection, boolean> = { 'to-host': false, 'from-host': false };

  constructor(trigger: LinkTrigger, grain: Grain, armedAtMs: number) {
    this.#trigger = trigger;
    this.#grain = grain;
    this.#armedAtMs = armedAtMs;
  }

  watches(direction: HostDirection): boolean {
    return this.#trigger.direction === 'both' || this.#trigger.direction === direction;
  }

  /** Takes note of bytes in order. @returns the part of them for which the fault is in force */
  take(passage: Counted, nowMs: number): Range | undefined {
    if (!this.watches(passage.direction)) return undefined;
    if (passage.beginsMessage) {
      this.#messages += 1;
      this.#ordinals[passage.direction] = this.#messages;
    }
    const range = this.#grain === 'byte' ? this.#inBytes(passage, nowMs) : this.#inMessages(passage, nowMs);
    this.#bytes += passage.bytes.length;
    this.#bytesInForce += range === undefined ? 0 : range.to - range.from;
    return range;
  }

  /** The fault has struck although nothing passed: what is to strike once has done so. */
  spend(): void {
    const { lasts } = this.#trigger;
    if (typeof lasts === 'object' && 'forMessages' in lasts && lasts.forMessages === 1) this.#isOver = true;
  }

  #inBytes({ direction, bytes }: Counted, nowMs: number): Range | undefined {
    const from = this.#began === undefined ? this.#startIn(direction, bytes.length, nowMs) : 0;
    if (from === undefined || this.#isOver) return undefined;
    this.#began ??= { atMs: this.#beginMs(nowMs), ordinal: this.#ordinals[direction] };
    if (this.#hasEnded(direction, nowMs)) return undefined;
    const { lasts } = this.#trigger;
    const left = typeof lasts === 'object' && 'forBytes' in lasts ? lasts.forBytes - this.#bytesInForce : bytes.length;
    return { from, to: Math.min(bytes.length, from + left) };
  }

  #inMessages({ direction, bytes, beginsMessage }: Counted, nowMs: number): Range | undefined {
    if (beginsMessage) {
      // What begins within a message begins for a fault of this kind with the next one.
      const from = this.#began === undefined ? this.#startIn(direction, 1, nowMs) : 0;
      if (from !== undefined && !this.#isOver)
        this.#began ??= { atMs: this.#beginMs(nowMs), ordinal: this.#ordinals[direction] };
      this.#holds[direction] = this.#began !== undefined && !this.#hasEnded(direction, nowMs);
    }
    return this.#holds[direction] ? { from: 0, to: bytes.length } : undefined;
  }

  #startIn(direction: HostDirection, length: number, nowMs: number): number | undefined {
    const { starts } = this.#trigger;
    if (starts === undefined) return 0;
    if ('afterMs' in starts) return nowMs - this.#armedAtMs >= starts.afterMs ? 0 : undefined;
    if ('atMessage' in starts) return this.#ordinals[direction] >= starts.atMessage ? 0 : undefined;
    return this.#bytes + length < starts.atByte ? undefined : Math.max(0, starts.atByte - 1 - this.#bytes);
  }

  /** A time begins whether or not anything passes then. */
  #beginMs(nowMs: number): number {
    const { starts } = this.#trigger;
    return starts !== undefined && 'afterMs' in starts ? this.#armedAtMs + starts.afterMs : nowMs;
  }

  #hasEnded(direction: HostDirection, nowMs: number): boolean {
    const { lasts } = this.#trigger;
    if (this.#isOver || this.#began === undefined || typeof lasts !== 'object') return this.#isOver;
    if ('forMs' in lasts) this.#isOver ||= nowMs - this.#began.atMs >= lasts.forMs;
    else if ('forBytes' in lasts) this.#isOver ||= this.#bytesInForce >= lasts.forBytes;
    else return this.#ordinals[direction] >= this.#began.ordinal + lasts.forMessages;
    return this.#isOver;
  }
}
