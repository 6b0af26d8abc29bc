import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RigFailure } from '#drivers/ports/failure.ts';

const run = promisify(execFile);

/** What the kernel's means are reached with, and where Debian has it. */
const packages = { ip: 'iproute2', tc: 'iproute2', nft: 'nftables' } as const;
/** Often not on the path of somebody who became root. */
const directories = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'] as const;
/** Bits of CAP_NET_ADMIN and CAP_SYS_ADMIN in the kernel's list. */
const capabilityBits = [12n, 21n] as const;
const commandTimeoutMs = 5000;

/** Why this process can't make a network namespace and act in it; undefined when, as far as one can see, it can. */
export function kernelNetworkProblem(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux';
  const missing = Object.entries(packages).find(([tool]) => pathOf(tool) === undefined);
  if (missing !== undefined) return `it needs ${missing[0]}; install it (on Debian: apt-get install ${missing[1]})`;
  if (!isPrivileged()) return 'it needs root, with CAP_NET_ADMIN and CAP_SYS_ADMIN';
  return undefined;
}

/**
 * Runs one of the tools, within seconds.
 *
 * @returns what it printed
 * @throws {RigFailure} code KERNEL_NETWORK_FAILED, with what the tool said
 */
export async function kernelCommand(tool: keyof typeof packages, words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(pathOf(tool) ?? tool, words, { timeout: commandTimeoutMs });
    return stdout;
  } catch (error) {
    const said = Error.isError(error) && 'stderr' in error ? String(error.stderr).trim().split('\n')[0] : '';
    throw new RigFailure(
      {
        code: 'KERNEL_NETWORK_FAILED',
        blame: 'bench',
        message: `ran ${tool} ${words.join(' ')}, it said: ${said === '' ? 'nothing' : said}; check what this kernel allows`,
        facts: { tool },
      },
      { cause: error },
    );
  }
}

/** Where a tool is; undefined when it is not installed. */
export function pathOf(tool: string): string | undefined {
  return directories.map((directory) => join(directory, tool)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (Error.isError(error)) return false;
    throw error;
  }
}

function isPrivileged(): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const capabilities = BigInt(`0x${effective}`);
  return capabilityBits.every((bit) => ((capabilities >> bit) & 1n) === 1n);
}
