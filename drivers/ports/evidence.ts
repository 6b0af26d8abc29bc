import type { CardInterface } from './contactless-field.ts';
import type { CardholderQuestion } from './cardholder.ts';
import type { Blame, FailureFacts } from './failure.ts';
import type { Position } from './card-bay.ts';
import type { Identity, ReconciliationReport, TransactionReport, TransactionRequest } from './terminal.ts';

declare const masked: unique symbol;
/**
 * Text that went through the one mask (`rigs/mask.ts`). In hexadecimal text a hidden nibble is `*`, so lengths stay
 * true and a trace still parses.
 */
export type Masked = string & { readonly [masked]: true };

/** The word for a judgement. Worst wins: none < pass < inconclusive < fail < error. */
export type Verdict = 'pass' | 'inconclusive' | 'fail' | 'error' | 'not-applicable' | 'not-run';

/** Which way something crossed a boundary, seen from the terminal. */
export type HostDirection = 'to-host' | 'from-host';

/**
 * One thing that was seen at a boundary, or done by the harness. Everything that a verdict rests on is one of these.
 * Hexadecimal text is upper case without blanks.
 */
export type Happening =
  | { readonly kind: 'identity'; readonly role: string; readonly identity: Identity }
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'requested'; readonly request: TransactionRequest }
  | { readonly kind: 'reported'; readonly report: TransactionReport }
  | { readonly kind: 'reconciled'; readonly report: ReconciliationReport }
  | { readonly kind: 'display'; readonly text: string }
  | { readonly kind: 'polled'; readonly found: 'card' | 'collision' | 'no-card' }
  /** What a look into the chip slot found, when that changed; `answerToReset` in hexadecimal text. */
  | { readonly kind: 'slot'; readonly found: 'card' | 'no-card' | 'mute'; readonly answerToReset: string }
  /** A card put into the chip slot, or taken out. */
  | { readonly kind: 'inserted'; readonly card: string; readonly isIn: boolean }
  /** What the person at the terminal was asked and did; never what was typed. */
  | { readonly kind: 'cardholder'; readonly asked: CardholderQuestion; readonly did: string }
  /** The cardholder's copy, account numbers masked like any text. */
  | { readonly kind: 'receipt'; readonly text: Masked }
  /** `interface` is said for the chip slot alone: without it the card is contactless. */
  | {
      readonly kind: 'apdu';
      readonly direction: 'command' | 'response';
      readonly hex: Masked;
      readonly interface?: CardInterface;
    }
  | { readonly kind: 'apdu-lost'; readonly why: 'card-gone' | 'timed-out' | 'reader-gone' }
  | { readonly kind: 'frame'; readonly wire: string; readonly direction: 'sent' | 'received'; readonly hex: Masked }
  | { readonly kind: 'arm'; readonly pose: ArmPose }
  | { readonly kind: 'field'; readonly card: string; readonly strengthAPerM: number; readonly isPowered: boolean }
  | { readonly kind: 'kernel'; readonly step: string; readonly facts: Readonly<Record<string, Masked>> }
  | HostMessage
  /** `why` is said when a connection was not made, `host` where there are several. */
  | {
      readonly kind: 'host-link';
      readonly state: 'connected' | 'closed' | 'reset' | 'refused';
      readonly why?: string;
      readonly host?: string;
    }
  | { readonly kind: 'host-decision'; readonly facts: Readonly<Record<string, Masked>> }
  /** What a simulated card found wrong with the issuer's proof or script: real cards say a status word and no more. */
  | { readonly kind: 'card-refusal'; readonly card: string; readonly facts: Readonly<Record<string, Masked>> }
  | { readonly kind: 'book'; readonly of: 'acquirer' | 'terminal'; readonly entries: readonly BookEntry[] }
  | {
      readonly kind: 'supply';
      readonly name: string;
      readonly voltageMv: number;
      readonly chargePercent: number;
      readonly isDocked?: boolean;
    }
  | { readonly kind: 'power'; readonly of: string; readonly isOn: boolean; readonly why: string }
  | { readonly kind: 'switch'; readonly name: string; readonly isOn: boolean }
  | { readonly kind: 'bus'; readonly topic: string; readonly payload: Masked }
  | {
      readonly kind: 'fault';
      readonly name: string;
      readonly state: 'armed' | 'struck' | 'lifted';
      readonly facts: FailureFacts;
    }
  | { readonly kind: 'lost-real-time'; readonly device: string; readonly lostMs: number }
  | {
      readonly kind: 'expectation';
      readonly text: string;
      readonly proves: readonly string[];
      readonly expected: Masked;
      readonly observed: Masked;
      readonly holds: boolean;
    }
  | {
      readonly kind: 'failure';
      readonly code: string;
      readonly blame: Blame | 'harness';
      readonly message: Masked;
      readonly facts: FailureFacts;
    };

/** Where the card is, said by whom: the trajectory as commanded, or as seen from the servo pulses. */
export interface ArmPose {
  readonly source: 'commanded' | 'observed';
  readonly position: Position;
  readonly tiltDeg: number;
  /** How far off the card may really be, 95 %. */
  readonly uncertaintyMm: number;
}

/** One ISO 8583 message as it crossed the host boundary, decoded by the acquirer's side, masked. */
export interface HostMessage {
  readonly kind: 'host-message';
  readonly direction: HostDirection;
  /** Empty when the bytes could not be decoded: then everything but the length is hidden. */
  readonly mti: string;
  /** Keys are data element numbers without leading zeros, '2' … '128'. Binary elements are hexadecimal text. */
  readonly fields: Readonly<Record<string, Masked>>;
  readonly length: number;
  /** Whether it reached the other side, or a fault swallowed it on the way. */
  readonly isDelivered: boolean;
  /** By which of the host's listeners, where there are several. */
  readonly host?: string;
}

/** One line of a ledger, for the money oracle. */
export interface BookEntry {
  readonly stan: string;
  /** What was asked for, where less stands: a part was approved, or given back. */
  readonly askedMinor?: number;
  /** What stands of the request's amount; negative for money back to the cardholder. `held` and `released` are of pre-authorizations. */
  readonly amountMinor: number;
  readonly state: 'captured' | 'reversed' | 'declined' | 'open' | 'held' | 'released';
}

/** A happening with its place in the record. */
export type Recorded = Happening & {
  /** From 0, without gaps. */
  readonly index: number;
  /** Milliseconds since the case began, on the bench's clock. */
  readonly atMs: number;
};

/** Where happenings go. Append only. */
export interface Journal {
  append(happening: Happening): Recorded;
  readonly events: readonly Recorded[];
  /**
   * The first event, already there or still to come, for which `predicate` holds.
   *
   * @throws {RigFailure} code NEVER_HAPPENED after `timeoutMs` on the bench's clock
   */
  seen(
    predicate: (event: Recorded) => boolean,
    options: { readonly what: string; readonly timeoutMs: number; readonly fromIndex?: number },
  ): Promise<Recorded>;
}
