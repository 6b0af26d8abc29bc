import type { OutageFault } from './fault.ts';

/** One of several hosts is not there: who calls it is refused, and the connections that it has are reset. */
export function hostOutOfService(host: string): OutageFault {
  return { target: 'host-listener', name: 'host-out-of-service', facts: { host }, host };
}
