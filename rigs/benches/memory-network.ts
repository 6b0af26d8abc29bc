import type { Clock } from '#drivers/ports/surroundings.ts';
import { memoryLinkPair, type BreakableOpener } from '#rigs/memory-link.ts';
import type { HostSide } from './host-side.ts';

/** The way to the host without a socket: a pair of links to the pipe, and another from the pipe to the acquirer. */
export function memoryNetwork(clock: Clock, hostSide: HostSide): BreakableOpener {
  return {
    open: async (signal, host) => {
      await hostSide.lookUp(signal);
      hostSide.refuseIfOut(host);
      const [terminal, pipeTerminal] = memoryLinkPair(clock);
      const [pipeHost, acquirer] = memoryLinkPair(clock);
      keepGoing(hostSide.acquirer.serve(acquirer));
      keepGoing(hostSide.carry({ terminal: pipeTerminal, host: pipeHost }, host));
      return terminal;
    },
  };
}

/** A connection lives on its own; a defect in carrying it must end the process, not vanish. */
function keepGoing(work: Promise<void>): void {
  work.catch((error: unknown) => {
    throw error;
  });
}
