import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { LinkFault } from './faults/fault.ts';
import { memoryLinkPair, type BreakableLink } from './memory-link.ts';
import { createPipe, type MessagePart, type Pipe, type PipeEnd } from './pipe.ts';

/** Text that arrived. */
export interface Heard {
  readonly atMs: number;
  readonly text: string;
}

/** One connection through the pipe to a host that echoes what it hears. */
export interface Wired {
  readonly terminal: BreakableLink;
  readonly end: Promise<PipeEnd>;
  /** What became of each passage. */
  readonly fates: string[];
  /** What the host heard. */
  readonly host: Heard[];
  /** What the terminal heard. */
  readonly heard: Heard[];
  /** Settles when nothing more can be heard at the terminal. */
  readonly listening: Promise<void>;
}

/** A pipe with faults, the names of those that struck, and connections through it. Messages of this wire end in `;`. */
export function pipeline(
  clock: Clock,
  faults: readonly LinkFault[],
): {
  readonly pipe: Pipe;
  readonly struck: string[];
  readonly handles: readonly Disposable[];
  readonly connect: () => Wired;
} {
  const struck: string[] = [];
  const pipe = createPipe({ clock, onStrike: ({ name }) => void struck.push(name) });
  const handles = faults.map((fault) => pipe.arm(fault));
  return { pipe, struck, handles, connect: () => wired(clock, pipe) };
}

function wired(clock: Clock, pipe: Pipe): Wired {
  const [terminal, pipeTerminal] = memoryLinkPair(clock);
  const [pipeHost, host] = memoryLinkPair(clock);
  const [fates, hostHeard, heard]: [string[], Heard[], Heard[]] = [[], [], []];
  const end = pipe.join(
    { terminal: pipeTerminal, host: pipeHost },
    {
      ruler: () => ruler(),
      onPassage: ({ direction, bytes }, { isUnchanged }) =>
        void fates.push(`${direction} ${textOf(bytes)} ${isUnchanged ? 'delivered' : 'lost'}`),
    },
  );
  const echo = hear(host, clock, hostHeard, (bytes) => host.send(bytes));
  echo.catch(() => undefined);
  const listening = hear(terminal, clock, heard);
  listening.catch(() => undefined);
  return { terminal, end, fates, host: hostHeard, heard, listening };
}

/** Cuts behind every `;`. */
function ruler(): (bytes: Uint8Array) => readonly MessagePart[] {
  let isUnderWay = false;
  return (bytes) =>
    textOf(bytes)
      .split(/(?<=;)/u)
      .map((text): MessagePart => {
        const beginsMessage = !isUnderWay;
        const endsMessage = text.endsWith(';');
        isUnderWay = !endsMessage;
        return { bytes: Buffer.from(text, 'latin1'), beginsMessage, endsMessage };
      });
}

async function hear(
  link: ByteLink,
  clock: Clock,
  heard: Heard[],
  react: (bytes: Uint8Array) => Promise<void> = async () => undefined,
): Promise<void> {
  for await (const chunk of link.received) {
    heard.push({ atMs: clock.nowMs(), text: textOf(chunk.bytes) });
    await react(chunk.bytes);
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
