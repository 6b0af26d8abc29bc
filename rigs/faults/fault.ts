import type { HostDirection, Recorded } from '#drivers/ports/evidence.ts';
import type { FailureFacts } from '#drivers/ports/failure.ts';
import type { Grain, LinkTrigger } from './link-trigger.ts';

/** Some bytes on their way over a link; never of more than one message. */
export interface Passage {
  readonly direction: HostDirection;
  readonly bytes: Uint8Array;
  /** Which connection of the case they are on, from 1. */
  readonly connection: number;
  readonly beginsMessage: boolean;
  readonly endsMessage: boolean;
}

/** Some bytes that leave the pipe. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** How long they are held back first, and all that is behind them. */
  readonly delayMs?: number;
  /** A whole message besides the passage: a copy, or one that was held back. */
  readonly isExtra?: true;
}

/**
 * How a fault ends a connection: by a reset towards the terminal; in an orderly way, as a host does that closes; or for
 * the other side alone, which is not there any more, while the terminal's writes go on to succeed.
 */
export type LinkEnd = 'reset' | 'close' | 'half-open';

/** What a fault makes of a passage: its pieces, none when it is lost, and what becomes of the connection after them. */
export interface Delivery {
  readonly pieces: readonly Piece[];
  readonly end?: LinkEnd;
}

/** A fault on the way to the host. One object is one fault: it may remember what it has seen. */
export interface LinkFault {
  readonly target: 'host-link';
  readonly name: string;
  readonly facts: FailureFacts;
  readonly trigger: LinkTrigger;
  /** Whether it can take hold in the middle of a message. */
  readonly grain: Grain;
  /** What becomes of bytes while it is in force. */
  readonly shape: (passage: Passage) => Delivery;
  /** The same while it is not, for one that has something to bring later. */
  readonly otherwise?: (passage: Passage) => Delivery;
  /** For one that ends connections: at its moment it ends those that are open, also when nothing passes. */
  readonly ends?: LinkEnd;
  /** Done before the first byte for which it is in force goes on. */
  readonly onStrike?: () => Promise<void>;
}

/** What the kernel does to packets between terminal and host. */
export type WireTrouble =
  | { readonly kind: 'loss'; readonly percent: number }
  | { readonly kind: 'rate'; readonly bitsPerS: number }
  | { readonly kind: 'link-down' };

/** Trouble below TCP, made by the kernel in a network namespace: only where root allows it (ability `kernel-network`). */
export interface WireFault {
  readonly target: 'host-wire';
  readonly name: string;
  readonly facts: FailureFacts;
  /** It lasts for a time or until it is lifted: the kernel counts no messages. */
  readonly trigger: LinkTrigger;
  readonly trouble: WireTrouble;
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

/** What the name server says about the host's name: that there is none, nothing at all, or the truth after a while. */
export type NameTrouble =
  | { readonly kind: 'no-such-name' }
  | { readonly kind: 'no-answer'; readonly delayMs: number }
  | { readonly kind: 'late'; readonly delayMs: number };

/** A host whose name can't be looked up, or not in time. */
export interface NameFault {
  readonly target: 'host-name';
  readonly name: string;
  readonly facts: FailureFacts;
  readonly trouble: NameTrouble;
  /** How many look-ups meet it; all until it is lifted without it. */
  readonly lookUps?: number;
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
export type Fault = LinkFault | WireFault | SupplyFault | TlsFault | NameFault | ClockFault | OutageFault;
