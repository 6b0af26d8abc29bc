import type { HostDirection } from '#drivers/ports/evidence.ts';
import type { LinkFault } from './fault.ts';

/** Every passage of a direction arrives later; their order stays. */
export function latency(options: { readonly direction: HostDirection; readonly delayMs: number }): LinkFault {
  return {
    target: 'host-link',
    name: 'latency',
    facts: { direction: options.direction, delayMs: options.delayMs },
    shape: ({ direction }) =>
      direction === options.direction ? { kind: 'pass', delayMs: options.delayMs } : { kind: 'pass' },
  };
}
