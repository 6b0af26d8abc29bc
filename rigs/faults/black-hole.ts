import type { HostDirection } from '#drivers/ports/evidence.ts';
import type { LinkFault } from './fault.ts';

/**
 * Bytes disappear without a trace, in one direction or both, until the fault is lifted. The connection stays open,
 * as behind a mobile network that lost its way.
 */
export function blackHole(options: { readonly direction: HostDirection | 'both' }): LinkFault {
  return {
    target: 'host-link',
    name: 'black-hole',
    facts: { direction: options.direction },
    shape: ({ direction }) =>
      options.direction === 'both' || options.direction === direction ? { kind: 'swallow' } : { kind: 'pass' },
  };
}
