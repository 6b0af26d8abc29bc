import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { memoryLinkPair, type BreakableOpener } from '#rigs/memory-link.ts';
import { decodeForTrace, encodeMessage } from '#rigs/sim/acquirer/message-codec.ts';
import { frameMessage, splitMessages } from '#rigs/sim/acquirer/message-split.ts';
import type { WireFormat } from '#rigs/sim/acquirer/wire-format.ts';
import type { HostSide } from '../host-side.ts';
import { filledIn } from './fill-in.ts';
import { eventsOf, Takings, turnsOf, type Event, type RecordedTurn, type Recording } from './recording.ts';

interface RecordedHost {
  readonly clock: Clock;
  readonly hostSide: HostSide;
  readonly recording: Recording;
  readonly format: WireFormat;
  readonly turns: Takings<RecordedTurn>;
  /** What the simulated host would have sent, in order: it fills in what the record hides. */
  readonly madeUp: { readonly bytes: Uint8Array; readonly message: ReturnType<typeof decodeForTrace> }[];
}

/**
 * The way to a host that sends what the record has, as long after the request as it did then. The simulated host hears the
 * same requests, so that it knows what to fill in; faults on the way are those of the scenario.
 */
export function recordedNetwork(options: Omit<RecordedHost, 'turns' | 'madeUp'>): BreakableOpener {
  const { clock, hostSide, recording } = options;
  const host: RecordedHost = { ...options, turns: new Takings(turnsOf(recording.events)), madeUp: [] };
  const calls = new Takings(
    eventsOf(recording.events, 'host-link').filter(({ state }) => state === 'connected' || state === 'refused'),
  );
  return {
    open: async (signal, listener) => {
      await callOrFail(hostSide, { signal, listener }, calls);
      const call = calls.take();
      if (call?.state === 'refused') throw refused(call.why);
      const [terminal, pipeTerminal] = memoryLinkPair(clock);
      const [pipeHost, hostEnd] = memoryLinkPair(clock);
      keepGoing(hostSide.acquirer.serve(between(host, hostEnd)));
      keepGoing(hostSide.carry({ terminal: pipeTerminal, host: pipeHost }, listener));
      return terminal;
    },
  };
}

/** A call that fails for a fault of the scenario failed then too, and is in the record. */
async function callOrFail(
  hostSide: HostSide,
  { signal, listener }: { readonly signal: AbortSignal | undefined; readonly listener: string | undefined },
  calls: Takings<Event<'host-link'>>,
): Promise<void> {
  try {
    await hostSide.lookUp(signal);
    hostSide.refuseIfOut(listener);
  } catch (error) {
    if (calls.peek()?.state === 'refused') calls.take();
    throw error;
  }
}

function refused(why: string | undefined): RigFailure {
  return new RigFailure({
    code: 'TLS_REFUSED',
    blame: 'bench',
    message: 'the connection was refused in the record too',
    facts: { why: why ?? 'recorded' },
  });
}

/** The link as the simulated host sees it: what it sends goes no further. */
function between(host: RecordedHost, link: ByteLink): ByteLink {
  return {
    received: (async function* arrivals() {
      let rest: Uint8Array = new Uint8Array();
      for await (const chunk of link.received) {
        const split = splitMessages(Uint8Array.from(Buffer.concat([rest, chunk.bytes])), host.format);
        rest = split.rest;
        for (const [place, unit] of split.units.entries()) {
          const turn = turnFor(host, split.messages[place]);
          if (turn !== undefined) keepGoing(sendRecorded(host, { link, turn, unit }));
        }
        yield chunk;
      }
    })(),
    send: async (bytes) => {
      for (const message of splitMessages(bytes, host.format).messages) {
        host.madeUp.push({ bytes, message: decodeForTrace(message, host.format) });
      }
    },
    [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
  };
}

/**
 * The recorded message that this one is; none for a copy that a fault on the way made. What can't be read is the next one.
 * One that was not delivered as it was arrived all the same if the host answered it; else it was lost, and is not this one.
 */
function turnFor(host: RecordedHost, message: Uint8Array | undefined): RecordedTurn | undefined {
  const decoded = message === undefined ? undefined : decodeForTrace(message, host.format);
  return host.turns.takeFirst(({ request, answers }) => {
    if (!request.isDelivered && answers.length === 0) return false;
    return decoded === undefined || (request.mti === decoded.mti && request.fields['11'] === decoded.fields['11']);
  });
}

async function sendRecorded(
  host: RecordedHost,
  on: { readonly link: ByteLink; readonly turn: RecordedTurn; readonly unit: Uint8Array },
): Promise<void> {
  const { request, answers } = on.turn;
  const beginMs = host.clock.nowMs();
  const seen = new Set<string>();
  for (const answer of answers) {
    await host.clock.sleep(Math.max(0, beginMs + answer.atMs - request.atMs - host.clock.nowMs()));
    const bytes = bytesOf(host, answer, { unit: on.unit, seen });
    if (bytes === undefined) continue;
    try {
      await on.link.send(bytes);
    } catch (error) {
      // Whoever was connected then is gone: nobody hears it.
      if (!(error instanceof LinkLost)) throw error;
    }
  }
}

/** @returns undefined for a copy that a fault on the way made, and for what can't be filled in */
function bytesOf(
  host: RecordedHost,
  answer: HostMessage & Recorded,
  on: { readonly unit: Uint8Array; readonly seen: Set<string> },
): Uint8Array | undefined {
  const place = host.madeUp.findIndex(({ bytes, message }) =>
    answer.mti === ''
      ? message === undefined && bytes.length >= answer.length
      : message?.mti === answer.mti && message.fields['11'] === answer.fields['11'],
  );
  const [madeUp] = place < 0 ? [] : host.madeUp.splice(place, 1);
  const key = JSON.stringify([answer.mti, answer.fields]);
  if (madeUp === undefined && on.seen.has(key)) return undefined;
  on.seen.add(key);
  if (answer.mti === '') return madeUp?.bytes ?? hidden(host, answer, 'a message that can not be read');
  const fields: Record<string, string> = {};
  let [hiddenCount, isConsistent] = [0, true];
  for (const [element, text] of Object.entries(answer.fields)) {
    const whole = filledIn(text, madeUp?.message?.fields[element]);
    if (whole === undefined) return hidden(host, answer, `element ${element} of an answer of the host`);
    fields[element] = whole.text;
    hiddenCount += whole.hiddenCount;
    isConsistent &&= whole.isConsistent;
  }
  const isSame =
    JSON.stringify(Object.entries(fields)) === JSON.stringify(Object.entries(madeUp?.message?.fields ?? {}));
  if (hiddenCount > 0) {
    host.recording.filledIn.push({
      side: 'host',
      by: 'the simulated host',
      hiddenBytes: Math.ceil(hiddenCount / 2),
      isConsistent: isConsistent && (isSame || !hasCode(fields)),
      atIndex: answer.index,
    });
  }
  if (isSame && madeUp !== undefined) return madeUp.bytes;
  return frameMessage(encodeMessage({ mti: answer.mti, fields }, host.format), host.format, on.unit);
}

/** A code over the message is right for what it was made over alone. */
function hasCode(fields: Readonly<Record<string, string>>): boolean {
  return fields['64'] !== undefined || fields['128'] !== undefined;
}

function hidden(host: RecordedHost, answer: Recorded, what: string): undefined {
  const why = `the record hides bytes of ${what}, and the simulated host says something else there`;
  host.recording.obstacles.push({ why, atIndex: answer.index });
  return undefined;
}

/** A connection lives on its own; a defect in carrying it must end the process, not vanish. */
function keepGoing(work: Promise<void>): void {
  work.catch((error: unknown) => {
    throw error;
  });
}
