import { RigFailure } from '#drivers/ports/failure.ts';
import type { OutageFault } from '#rigs/faults/fault.ts';
import type { BreakableLink } from '#rigs/memory-link.ts';

/** The listeners of one host: which connections each has, and which of them take none. */
export interface HostListeners {
  /** Notes a connection until the handle is disposed. */
  hold(host: string | undefined, link: BreakableLink): Disposable;
  /** Puts a listener out of service until the handle is disposed: its connections are reset. */
  putOut(fault: OutageFault): Disposable;
  /** @throws {RigFailure} code LINK_REFUSED when this listener is out of service */
  refuseIfOut(host: string | undefined): void;
}

/**
 * Listeners that are all in service.
 *
 * @param onStrike  told when a listener drops its connections, or refuses one
 */
export function hostListeners(onStrike: (fault: OutageFault) => void): HostListeners {
  const outages: OutageFault[] = [];
  const lines = new Set<{ readonly host: string | undefined; readonly link: BreakableLink }>();
  return {
    hold(host, link) {
      const line = { host, link };
      lines.add(line);
      return { [Symbol.dispose]: () => void lines.delete(line) };
    },
    putOut(fault) {
      outages.push(fault);
      const dropped = [...lines].filter(({ host }) => host === fault.host);
      if (dropped.length > 0) onStrike(fault);
      for (const { link } of dropped) link.breakOff();
      return { [Symbol.dispose]: () => void outages.splice(outages.indexOf(fault), 1) };
    },
    refuseIfOut(called) {
      const fault = outages.find(({ host }) => host === called);
      if (fault === undefined) return;
      onStrike(fault);
      throw outOfService(fault.host);
    },
  };
}

function outOfService(host: string): RigFailure {
  return new RigFailure({
    code: 'LINK_REFUSED',
    blame: 'bench',
    message: `the bench refused a call to ${host}, which is out of service by its own fault; lift the fault`,
    facts: { host },
  });
}
