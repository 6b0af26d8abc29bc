import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { within } from '#drivers/ports/deadline.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { kernelCommand, pathOf } from './kernel-tools.ts';

/** A direction of the wire into the namespace, seen from outside, where the caller is. */
export type WireDirection = 'to-host' | 'from-host';

/**
 * A network namespace with a port in it, at the end of a pair of virtual Ethernet devices. What the kernel does to packets
 * there it does to these connections and to nothing else on the machine.
 */
export interface NetworkNamespace extends AsyncDisposable {
  readonly name: string;
  /** Where the port in the namespace is reached from outside. */
  readonly host: string;
  readonly port: number;
  /** Drops so many percent of the TCP packets of a direction, by chance; 0 ends it. */
  setLoss(direction: WireDirection, percent: number): Promise<void>;
  /** How many packets were dropped so in a direction since the loss was set. */
  droppedPackets(direction: WireDirection): Promise<number>;
  /** Lets no more than so many bits a second through in a direction; undefined ends it. */
  setRate(direction: WireDirection, bitsPerS: number | undefined): Promise<void>;
  /** How often a packet had to wait since the rate was set. */
  waitedPackets(direction: WireDirection): Promise<number>;
  /** Takes the device in the namespace down, or up again. */
  setLink(isUp: boolean): Promise<void>;
}

/** Names of namespaces begin so, then comes the process that made them. */
const prefix = 'touchstone-';
const relayTimeoutMs = 5000;
/** Seconds that a packet waits for its turn at most: longer than any terminal does. */
const queueS = 10;
/** One full packet: less, and the kernel would let none through. */
const burstBytes = 1600;
let madeCount = 0;

/**
 * Makes a namespace of its own and a port in it that leads to a socket file. Those that a killed process left behind are
 * swept first. Needs root; {@link kernelNetworkProblem} tells beforehand.
 *
 * @throws {RigFailure} code KERNEL_NETWORK_FAILED
 */
export async function openNetworkNamespace(options: {
  readonly clock: Clock;
  /** Where connections to the port in the namespace end. */
  readonly socketPath: string;
}): Promise<NetworkNamespace> {
  await sweepNamespaces();
  madeCount += 1;
  const names = namesOf(process.pid, madeCount);
  await using owned = new AsyncDisposableStack();
  await kernelCommand('ip', ['netns', 'add', names.namespace]);
  owned.defer(() => removeNamespace(names.namespace));
  await wire(names);
  owned.defer(async () => void (await kernelCommand('ip', ['link', 'del', names.outside])));
  const relay = owned.use(await startRelay(names, options));
  const made = owned.move();
  return {
    name: names.namespace,
    host: names.insideAddress,
    port: relay.port,
    ...lossIn(names),
    ...rateIn(names),
    setLink: async (isUp) => {
      await inside(names, 'ip', ['link', 'set', names.inside, isUp ? 'up' : 'down']);
    },
    [Symbol.asyncDispose]: () => made.disposeAsync(),
  };
}

/** Removes the namespaces of processes that are not there any more. @returns their names */
export async function sweepNamespaces(): Promise<readonly string[]> {
  const all = await readdir('/run/netns').catch((): readonly string[] => []);
  const stale = all.filter((name) => {
    const pid = new RegExp(`^${prefix}(\\d+)-\\d+$`, 'u').exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
  for (const name of stale) await removeNamespace(name);
  return stale;
}

interface Names {
  readonly namespace: string;
  /** The device outside, and its peer in the namespace: at most 15 characters. */
  readonly outside: string;
  readonly inside: string;
  readonly outsideAddress: string;
  readonly insideAddress: string;
}

/**
 * Names and addresses that no other process of this machine makes. The addresses are of the range that is set aside for tests
 * of networks: four for each namespace.
 *
 * @clause RFC 2544 C.2.2, RFC 6890: 198.18.0.0/15
 */
function namesOf(pid: number, count: number): Names {
  const first = ((pid * 8 + (count % 8)) % 32_768) * 4;
  const address = (host: number): string => `198.${18 + (first >> 16)}.${(first >> 8) & 0xff}.${(first & 0xff) + host}`;
  return {
    namespace: `${prefix}${pid}-${count}`,
    outside: `ts${pid}o${count % 1000}`,
    inside: `ts${pid}i${count % 1000}`,
    outsideAddress: address(1),
    insideAddress: address(2),
  };
}

async function wire({ namespace, outside, inside: device, outsideAddress, insideAddress }: Names): Promise<void> {
  const ip = (words: string): Promise<string> => kernelCommand('ip', words.split(' '));
  await ip(`link add ${outside} type veth peer name ${device} netns ${namespace}`);
  await ip(`addr add ${outsideAddress}/30 dev ${outside}`);
  await ip(`link set ${outside} up`);
  await ip(`-n ${namespace} addr add ${insideAddress}/30 dev ${device}`);
  await ip(`-n ${namespace} link set ${device} up`);
}

async function startRelay(
  names: Names,
  options: { readonly clock: Clock; readonly socketPath: string },
): Promise<AsyncDisposable & { readonly port: number }> {
  const script = fileURLToPath(new URL('namespace-relay.ts', import.meta.url));
  const words = ['netns', 'exec', names.namespace, process.execPath, script, names.insideAddress, options.socketPath];
  const relay = spawn(pathOf('ip') ?? 'ip', words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const dispose = async (): Promise<void> => {
    const gone = relay.exitCode === null && relay.signalCode === null ? once(relay, 'exit') : undefined;
    relay.stdin.end();
    relay.kill();
    await gone;
  };
  const wait = await within(options.clock, firstLine(relay), { timeoutMs: relayTimeoutMs });
  const port = wait.kind === 'settled' ? Number(wait.value) : 0;
  if (port > 0) return { port, [Symbol.asyncDispose]: dispose };
  await dispose();
  throw new RigFailure({
    code: 'KERNEL_NETWORK_FAILED',
    blame: 'bench',
    message: `started a relay in namespace ${names.namespace}, but it named no port; look at what it wrote`,
  });
}

/** Empty when the process ends before it says anything. */
async function firstLine(relay: ChildProcess): Promise<string> {
  let text = '';
  if (relay.stdout === null) return text;
  for await (const chunk of relay.stdout) {
    text += String(chunk);
    if (text.includes('\n')) return text.trim();
  }
  return '';
}

function lossIn(names: Names): Pick<NetworkNamespace, 'setLoss' | 'droppedPackets'> {
  const table = (direction: WireDirection): string => `inet touchstone-${direction}`;
  const hooks = { 'to-host': 'input', 'from-host': 'output' } as const;
  return {
    setLoss: async (direction, percent) => {
      const of = table(direction);
      // To add it first makes sure that there is something to delete.
      const steps = [`add table ${of}`, `delete table ${of}`];
      if (percent > 0) {
        steps.push(
          `add table ${of}`,
          `add chain ${of} loss { type filter hook ${hooks[direction]} priority 0 ; }`,
          `add rule ${of} loss meta l4proto tcp numgen random mod 1000 < ${Math.round(percent * 10)} counter drop`,
        );
      }
      await inside(names, 'nft', [steps.join('; ')]);
    },
    droppedPackets: async (direction) => {
      const rules = await inside(names, 'nft', ['list', 'table', ...table(direction).split(' ')]);
      return Number(/counter packets (\d+)/u.exec(rules)?.[1] ?? 0);
    },
  };
}

function rateIn(names: Names): Pick<NetworkNamespace, 'setRate' | 'waitedPackets'> {
  /** A queue acts on what leaves a device: towards the host that is the one outside. */
  const tc = (direction: WireDirection, words: (device: string) => string): Promise<string> =>
    direction === 'to-host'
      ? kernelCommand('tc', words(names.outside).split(' '))
      : inside(names, 'tc', words(names.inside).split(' '));
  const bounded = new Set<WireDirection>();
  return {
    setRate: async (direction, bitsPerS) => {
      if (bounded.delete(direction)) await tc(direction, (device) => `qdisc del dev ${device} root`);
      if (bitsPerS === undefined) return;
      const limits = `rate ${bitsPerS}bit burst ${burstBytes} latency ${queueS}s`;
      await tc(direction, (device) => `qdisc add dev ${device} root tbf ${limits}`);
      bounded.add(direction);
    },
    waitedPackets: async (direction) => {
      const said = await tc(direction, (device) => `-s qdisc show dev ${device}`);
      return Number(/overlimits (\d+)/u.exec(said)?.[1] ?? 0);
    },
  };
}

function inside(
  { namespace }: Pick<Names, 'namespace'>,
  tool: 'ip' | 'nft' | 'tc',
  words: readonly string[],
): Promise<string> {
  return kernelCommand('ip', ['netns', 'exec', namespace, pathOf(tool) ?? tool, ...words]);
}

/** Its end of the pair goes with it, and the other end with that. */
async function removeNamespace(name: string): Promise<void> {
  await kernelCommand('ip', ['netns', 'del', name]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return Error.isError(error) && 'code' in error && error.code === 'EPERM';
  }
}
