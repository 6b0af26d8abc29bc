import type { HostsSettings } from '../host-settings.ts';

/** Which host is called next. Keeps no connection: whoever has them says what became of them. */
export interface HostRoute {
  /** All hosts, in the order in which they are to be tried now. */
  order(): readonly string[];
  /** A connection to it stands. */
  reached(host: string): void;
  /** It could not be had, or died: another one comes first from now on. */
  lost(host: string): void;
  /** The primary host, when the terminal has been with another one for long enough to try it again. */
  hostToReturnTo(): string | undefined;
  /** The primary host was tried and could not be had: it is left alone for as long again. */
  stay(): void;
  readonly keepsConnections: boolean;
}

const onlyHost: HostsSettings = { names: ['primary'], returnAfterMs: 0, connections: 'persistent' };

/**
 * The way of a terminal among its hosts: the next one when one fails, in a ring, and back to the primary one after a while.
 *
 * @param steadyMs  time that nobody sets: a date that jumps is no reason to change hosts
 */
export function hostRoute(settings: HostsSettings | undefined, steadyMs: () => number): HostRoute {
  const { names, returnAfterMs, connections } = settings ?? onlyHost;
  let preferred = 0;
  let awaySinceMs = 0;
  const prefer = (index: number): void => {
    if (index !== preferred) awaySinceMs = steadyMs();
    preferred = index;
  };
  return {
    order: () => [...names.slice(preferred), ...names.slice(0, preferred)],
    reached: (host) => prefer(names.indexOf(host)),
    lost: (host) => prefer((names.indexOf(host) + 1) % names.length),
    hostToReturnTo: () => (preferred !== 0 && steadyMs() - awaySinceMs >= returnAfterMs ? names[0] : undefined),
    stay: () => {
      awaySinceMs = steadyMs();
    },
    keepsConnections: connections === 'persistent',
  };
}
