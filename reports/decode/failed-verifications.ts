import type { Recorded } from '#drivers/ports/evidence.ts';

/** Something that was verified in a case and did not hold: a signature, a cryptogram, a MAC, a PIN. */
export interface FailedVerification {
  readonly eventIndex: number;
  /** Who verified. */
  readonly who: 'terminal' | 'issuer' | 'card';
  /** What did not verify, with its tag where it has one. */
  readonly what: string;
  /** Which input is wrong, in plain words; the bare word of who verified when nothing more is known. */
  readonly why: string;
}

/** Steps of the terminal's kernels in which something is verified. */
const steps: Readonly<Record<string, string>> = {
  'offline-data-authentication': 'offline data authentication',
  'enhanced-data-authentication': "card's code over the cryptogram (9F8105)",
  cryptogram: "card's signature (9F4B) with the first cryptogram",
  'final-cryptogram': "card's signature (9F4B) with the second cryptogram",
  'issuer-authentication': "issuer's proof (91), as the card took it",
};
const decisions: Readonly<Record<string, string>> = {
  'cryptogram-wrong': 'application cryptogram (9F26)',
  'chip-data-malformed': 'chip data (DE 55)',
  'message-differs-from-chip-data': 'message and chip data (DE 55)',
  'replayed-transaction-counter': 'transaction counter (9F36)',
  'cryptogram-of-wrong-kind': 'kind of cryptogram (9F27)',
  'cardholder-verification-contradicted': 'results of the cardholder verification (9F34)',
  'pin-wrong': 'PIN (DE 52)',
  'pin-key-unknown': 'PIN (DE 52)',
};
const refusals: Readonly<Record<string, string>> = {
  'response-cryptogram': "issuer's response cryptogram (91)",
  'script-mac': 'MAC of a script command (86)',
};

/**
 * Everything in a case that was verified and did not hold, in the order in which it happened: that a case passes because a
 * forged card was found out is told too.
 */
export function failedVerifications(events: readonly Recorded[]): readonly FailedVerification[] {
  return events.flatMap((event) => {
    const found = failedIn(event);
    return found === undefined ? [] : [{ eventIndex: event.index, ...found }];
  });
}

/** One line for formats without markup: 'terminal, offline data authentication: …'. */
export function verificationLine({ who, what, why }: FailedVerification): string {
  return `${who}, ${what}: ${why}`;
}

function failedIn(event: Recorded): Omit<FailedVerification, 'eventIndex'> | undefined {
  if (event.kind === 'kernel') return foundByTerminal(event.step, event.facts);
  if (event.kind === 'host-decision') return foundByIssuer(event.facts);
  if (event.kind !== 'card-refusal') return undefined;
  const { of = '', why = '' } = event.facts;
  return { who: 'card', what: `${refusals[of] ?? of}, by ${event.card}`, why };
}

type Facts = Readonly<Record<string, string>>;

function foundByTerminal(step: string, facts: Facts): Omit<FailedVerification, 'eventIndex'> | undefined {
  const { result, signature, reason, why, method } = facts;
  const what = steps[step];
  const isWrong = result === 'failed' || signature === 'failed' || why !== undefined;
  if (what === undefined || !isWrong) return undefined;
  const named = method === undefined ? what : `${what}, ${method}`;
  return { who: 'terminal', what: named, why: why ?? spoken(reason ?? 'refused') };
}

function foundByIssuer({ reason = '', why, differs }: Facts): Omit<FailedVerification, 'eventIndex'> | undefined {
  const what = decisions[reason];
  if (what === undefined) return undefined;
  return { who: 'issuer', what, why: spoken(why ?? (differs === undefined ? reason : `they differ in ${differs}`)) };
}

/** A bare word of the code, such as `another-pin`; a sentence stays as it is. */
const spoken = (word: string): string => (/^[a-z]+(?:-[a-z0-9]+)*$/u.test(word) ? word.replaceAll('-', ' ') : word);
