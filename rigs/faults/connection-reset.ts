import type { HostDirection } from '#drivers/ports/evidence.ts';
import type { LinkFault } from './fault.ts';

/** The connection is reset instead of delivering the n-th passage of a direction; once, later ones pass. */
export function connectionReset(options: { readonly direction: HostDirection; readonly passage: number }): LinkFault {
  let seen = 0;
  return {
    target: 'host-link',
    name: 'connection-reset',
    facts: { direction: options.direction, passage: options.passage },
    shape: ({ direction }) => {
      if (direction !== options.direction) return { kind: 'pass' };
      seen += 1;
      return seen === options.passage ? { kind: 'reset' } : { kind: 'pass' };
    },
  };
}
