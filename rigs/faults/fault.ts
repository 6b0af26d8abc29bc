import type { HostDirection, Recorded } from '#drivers/ports/evidence.ts';
import type { FailureFacts } from '#drivers/ports/failure.ts';

/** Some bytes on their way over a link. */
export interface Passage {
  readonly direction: HostDirection;
  readonly bytes: Uint8Array;
}

/** What a fault does with a passage. */
export type Delivery =
  | { readonly kind: 'pass'; readonly delayMs?: number }
  | { readonly kind: 'swallow' }
  /** The connection is torn down with a reset towards the terminal; the bytes are lost. */
  | { readonly kind: 'reset' };

/** A fault on the way to the host. One object is one fault: it may count what it has seen. */
export interface LinkFault {
  readonly target: 'host-link';
  readonly name: string;
  readonly facts: FailureFacts;
  /** Called for every passage in order; passes what it does not mean. */
  shape(passage: Passage): Delivery;
}

/** A dip of the terminal's supply, at the moment when something was seen. */
export interface SupplyFault {
  readonly target: 'terminal-supply';
  readonly name: string;
  readonly facts: FailureFacts;
  /** The dip begins right after the first happening for which this holds. */
  readonly when: (event: Recorded) => boolean;
  readonly voltageMv: number;
}

/** What is wrong with the host when a terminal calls it by TLS. */
export type TlsTrouble = 'expired-certificate' | 'wrong-name' | 'unknown-authority' | 'old-version';

/** A host that is not who it should be, or not safe enough. */
export interface TlsFault {
  readonly target: 'host-tls';
  readonly name: string;
  readonly facts: FailureFacts;
  readonly trouble: TlsTrouble;
}

/** One of the host's listeners that takes no connections, and drops those that it has. */
export interface OutageFault {
  readonly target: 'host-listener';
  readonly name: string;
  readonly facts: FailureFacts;
  /** As the terminal's configuration names it. */
  readonly host: string;
}

/** A terminal's date that somebody, or a network, sets wrong; its timers go on. */
export interface ClockFault {
  readonly target: 'terminal-clock';
  readonly name: string;
  readonly facts: FailureFacts;
  /** Forward, or backward when negative. */
  readonly jumpMs: number;
}

/** Everything that can be injected; one small file each. */
export type Fault = LinkFault | SupplyFault | TlsFault | ClockFault | OutageFault;
