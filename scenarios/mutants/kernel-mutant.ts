import type { Edit } from './mutants.table.ts';

/** A terminal whose kernel breaks a requirement of the books. */
export interface KernelMutant {
  readonly name: string;
  /** What the faulty kernel does. */
  readonly fault: string;
  /** Requirements that it breaks: a failed finding of each scenario that catches it names one of them. */
  readonly violates: readonly string[];
  readonly edits: readonly Edit[];
  /** Short names of scenarios, each of which must end with verdict `fail`. */
  readonly caughtBy: readonly string[];
}

/** One exact replacement in one file of the kernel. */
export function inKernel(path: string, find: string, replace: string): Edit {
  return { file: `reference-terminal/kernel/${path}`, find, replace };
}

/** One exact replacement in one file of the terminal. */
export function inTerminal(path: string, find: string, replace: string): Edit {
  return { file: `reference-terminal/${path}`, find, replace };
}
