/** Who has to act on a failure: the people of the bench, the vendor of the subject, or the author of the scenario. */
export type Blame = 'bench' | 'subject' | 'scenario';

/** A fact beside a failure; never a PAN, a track, a PIN block or a key. */
export type FailureFacts = Readonly<Record<string, string | number | boolean>>;

/** What a failure is made of. */
export interface FailureDetails {
  /** Stable, upper snake case: programs may compare it. */
  readonly code: string;
  readonly blame: Blame;
  /** What was tried, what was found, what to do; lower case, no full stop, no secrets. */
  readonly message: string;
  readonly facts?: FailureFacts;
}

/**
 * The bench could not do its job. Never a lawful outcome of a transaction: those are values.
 * A case in which one was thrown is at best inconclusive.
 */
export class RigFailure extends Error {
  readonly code: string;
  readonly blame: Blame;
  readonly facts: FailureFacts;

  constructor(details: FailureDetails, options?: ErrorOptions) {
    super(details.message, options);
    this.name = 'RigFailure';
    this.code = details.code;
    this.blame = details.blame;
    this.facts = details.facts ?? {};
  }
}

/** A wire went dead: cable pulled, device unpowered, peer gone. */
export class LinkLost extends RigFailure {
  override readonly name = 'LinkLost';
}
