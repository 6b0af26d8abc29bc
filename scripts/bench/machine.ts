import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** Where the numbers come from; without it they mean nothing. */
export interface MachineFacts {
  readonly model: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  /** Processes that wanted a core in the minute before: above the number of cores, the numbers are worth less. */
  readonly loadBefore: number;
}

/** Asks the machine. */
export function machineFacts(): MachineFacts {
  const all = cpus();
  return {
    model: modelOf(all[0]?.model),
    cores: all.length,
    memoryMb: Math.round(totalmem() / 1_048_576),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** Virtual machines may hide the model's name from Node but tell the family. */
function modelOf(name: string | undefined): string {
  if (name !== undefined && name !== '' && name !== 'unknown') return name.trim();
  if (process.platform !== 'linux') return 'not told by the system';
  const text = readFileSync('/proc/cpuinfo', 'utf8');
  return /^model name\s*:\s*(.+)$/mu.exec(text)?.[1] ?? 'not told by the system';
}
