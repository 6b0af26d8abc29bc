import type { NetworkNamespace, WireDirection } from '#drivers/network/network-namespace.ts';
import type { Journal } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { LinkFault, WireFault, WireTrouble } from '#rigs/faults/fault.ts';

/** The wire of one case on which the kernel acts. */
export interface KernelWire extends AsyncDisposable {
  /**
   * Puts trouble on the wire until the handle is disposed; the first one moves the terminal's next connections to the wire.
   *
   * @throws {RigFailure} code WIRE_TOO_LATE when a connection is open already, which is not on the wire;
   *   KERNEL_NETWORK_FAILED
   */
  arm(fault: WireFault): Promise<AsyncDisposable>;
  /** Whether connections of this case go over the wire. */
  isInUse(): boolean;
}

/** What a wire is made of. */
export interface KernelWireOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly openSpace: () => Promise<NetworkNamespace>;
  /** Arms a fault on the pipe behind the wire, where bytes and messages are counted. */
  readonly armOnPipe: (fault: LinkFault) => AsyncDisposable;
}

/** A wire that is quiet, and made when it is first used. */
export function kernelWire(options: KernelWireOptions): KernelWire {
  const { journal } = options;
  let space: NetworkNamespace | undefined;
  const armed: AsyncDisposable[] = [];
  return {
    arm: async (fault) => {
      if (space === undefined && journal.events.some(({ kind }) => kind === 'host-link')) throw tooLate(fault.name);
      space ??= await options.openSpace();
      const handle = await armOn(space, fault, options);
      armed.push(handle);
      return handle;
    },
    isInUse: () => space !== undefined,
    // The namespace outlives the case: what a scenario left in it must not meet the next one.
    [Symbol.asyncDispose]: async () => {
      for (const handle of armed) await handle[Symbol.asyncDispose]();
    },
  };
}

async function armOn(
  space: NetworkNamespace,
  fault: WireFault,
  { clock, journal, armOnPipe }: KernelWireOptions,
): Promise<AsyncDisposable> {
  const { name, facts, trigger, trouble } = fault;
  const { starts, lasts } = trigger;
  const stop = new AbortController();
  const directions = trigger.direction === 'both' ? bothDirections : [trigger.direction];
  const note = (state: 'armed' | 'struck' | 'lifted', more: typeof facts = {}): void =>
    void journal.append({ kind: 'fault', name, state, facts: { ...facts, ...more } });
  let isInForce = false;
  const undo = async (): Promise<void> => {
    if (!isInForce) return;
    isInForce = false;
    const count = await countOf(space, trouble, directions);
    await clear(space, trouble, directions);
    // What the kernel did is known when it is over; a link is down at once.
    if (count !== undefined && count.packets > 0) note('struck', { [count.what]: count.packets });
  };
  const strike = async (): Promise<void> => {
    isInForce = true;
    await apply(space, trouble, directions);
    if (trouble.kind === 'link-down') note('struck');
    if (typeof lasts === 'object' && 'forMs' in lasts) inTime(clock, lasts.forMs, { signal: stop.signal, act: undo });
  };
  note('armed');
  await using armed = new AsyncDisposableStack();
  if (starts === undefined) await strike();
  else if ('afterMs' in starts) inTime(clock, starts.afterMs, { signal: stop.signal, act: strike });
  else armed.use(armOnPipe(markOf(fault, strike)));
  const owned = armed.move();
  return {
    [Symbol.asyncDispose]: async () => {
      if (stop.signal.aborted) return;
      stop.abort(lifted);
      await owned.disposeAsync();
      await undo();
      note('lifted');
    },
  };
}

const bothDirections: readonly WireDirection[] = ['to-host', 'from-host'];
const lifted = new DOMException('the fault was lifted', 'AbortError');

/** Does nothing to the message at which the kernel is to begin, but lets it wait until the kernel has. */
function markOf({ name, facts, trigger }: WireFault, onStrike: () => Promise<void>): LinkFault {
  return {
    target: 'host-link',
    name: `${name}-begins`,
    facts,
    trigger: { ...trigger, lasts: { forMessages: 1 } },
    grain: 'byte',
    shape: ({ bytes }) => ({ pieces: [{ bytes }] }),
    onStrike,
  };
}

/** A tool that fails must end the process, not vanish; a wait that is called off is no failure. */
function inTime(
  clock: Clock,
  delayMs: number,
  { signal, act }: { readonly signal: AbortSignal; readonly act: () => Promise<void> },
): void {
  clock
    .sleep(delayMs, signal)
    .then(act, () => undefined)
    .catch((error: unknown) => {
      throw error;
    });
}

async function apply(
  space: NetworkNamespace,
  trouble: WireTrouble,
  directions: readonly WireDirection[],
): Promise<void> {
  if (trouble.kind === 'link-down') await space.setLink(false);
  for (const direction of directions) {
    if (trouble.kind === 'loss') await space.setLoss(direction, trouble.percent);
    if (trouble.kind === 'rate') await space.setRate(direction, trouble.bitsPerS);
  }
}

async function clear(
  space: NetworkNamespace,
  trouble: WireTrouble,
  directions: readonly WireDirection[],
): Promise<void> {
  if (trouble.kind === 'link-down') await space.setLink(true);
  for (const direction of directions) {
    if (trouble.kind === 'loss') await space.setLoss(direction, 0);
    if (trouble.kind === 'rate') await space.setRate(direction, undefined);
  }
}

/** The kernel's own count of what it did; undefined where there is none. */
async function countOf(
  space: NetworkNamespace,
  trouble: WireTrouble,
  directions: readonly WireDirection[],
): Promise<{ readonly what: string; readonly packets: number } | undefined> {
  if (trouble.kind === 'link-down') return undefined;
  let packets = 0;
  for (const direction of directions) {
    packets += trouble.kind === 'loss' ? await space.droppedPackets(direction) : await space.waitedPackets(direction);
  }
  return { what: trouble.kind === 'loss' ? 'droppedPackets' : 'waitedPackets', packets };
}

function tooLate(fault: string): RigFailure {
  return new RigFailure({
    code: 'WIRE_TOO_LATE',
    blame: 'scenario',
    message: `${fault} was armed after the terminal had called the host: that connection is not on the wire; arm it before the first sale`,
  });
}
