import type { CardholderPlan, CardholderQuestion } from '#drivers/ports/cardholder.ts';
import type { CardInterface } from '#drivers/ports/contactless-field.ts';
import type { HostMessage } from '#drivers/ports/evidence.ts';
import type { TransactionOutcome, TransactionReport, TransactionRequest } from '#drivers/ports/terminal.ts';
import type { HostBehaviour, Rig } from '#rigs/rig.ts';
import { expectEqual } from './expectation.ts';
import { payByChip, payByTap, purchaseOf, sentToHost } from './payment.ts';
import { defineScenario, type Scenario } from './scenario.ts';

/** What the books want of the terminal for one card. What is not said is not judged. */
export interface CardCase {
  readonly proves: readonly string[];
  readonly entry: CardInterface;
  readonly card: string;
  /** 12.50 when not given. */
  readonly amountMinor?: number;
  readonly request?: Partial<TransactionRequest>;
  readonly person?: Partial<CardholderPlan>;
  readonly host?: HostBehaviour;
  /** Name of the terminal's configuration; the bench's usual one without it. */
  readonly profile?: string;
  readonly expects: {
    readonly outcome?: TransactionOutcome;
    readonly isApproved?: false;
    readonly isOnline?: boolean;
    /** Bits of the verification results (tag 95) that are set, and others that are not. */
    readonly results?: { readonly set?: string; readonly clear?: string };
    /** The same for the status information (tag 9B). */
    readonly status?: { readonly set?: string; readonly clear?: string };
    /** Kinds of cryptogram that the card is asked for, in order. */
    readonly asksFor?: readonly ('AAC' | 'TC' | 'ARQC')[];
    /** How many commands to the card are of this form. */
    readonly commands?: readonly { readonly like: RegExp; readonly count: number }[];
    /** The commands that match, each by what the first group holds of it, in order. */
    readonly sequence?: { readonly of: RegExp; readonly is: readonly string[] };
    readonly displays?: RegExp;
    /** Results of the issuer's scripts (tag 9F5B) as the terminal has them at the end. */
    readonly scriptResults?: string;
    readonly questions?: readonly CardholderQuestion[];
    /** Why the simulated card did not take the issuer's proof or script, as the record tells it. */
    readonly cardRefuses?: string;
    /** The issuer's reason for its answer to the first request. */
    readonly issuerSays?: string;
    /** Why a certificate or signature did not verify, as the terminal's record tells it. */
    readonly terminalSays?: RegExp;
    readonly verification?: NonNullable<TransactionReport['cardholderVerification']>;
    /** Message types that left for the host. */
    readonly messages?: readonly string[];
    /** Data elements that the first request has, and others that it has not. */
    readonly hostFields?: Readonly<Record<string, boolean>>;
    /** Objects of DE55 of the first request. */
    readonly chipData?: Readonly<Record<string, string>>;
  };
}

/** A scenario of one transaction with one card, and what the terminal must make of it. */
export function cardCase(title: string, facts: CardCase): Scenario {
  const isContact = facts.entry === 'contact';
  const needs = isContact
    ? (['contact', 'pin', 'online'] as const)
    : (['contactless', 'online', 'virtual-time'] as const);
  const { proves, profile } = facts;
  return defineScenario(title, { proves, needs, ...(profile === undefined ? {} : { profile }) }, async (rig) => {
    if (facts.host !== undefined) rig.host.behave(facts.host);
    const request = { ...purchaseOf(facts.amountMinor ?? 1250), ...facts.request };
    const { card, person } = facts;
    const report = isContact
      ? await payByChip(rig, { request, card, ...(person === undefined ? {} : { person }) })
      : await payByTap(rig, { request, card });
    for (const { text, expected, observed } of judged(rig, report, facts)) {
      expectEqual(rig, { text, expected, observed, proves: facts.proves });
    }
  });
}

interface Judged {
  readonly text: string;
  readonly expected: unknown;
  readonly observed: unknown;
}

function judged(rig: Rig, report: TransactionReport, { expects }: CardCase): readonly Judged[] {
  const found: Judged[] = [];
  const add = (text: string, expected: unknown, observed: unknown): void => {
    if (expected !== undefined) found.push({ text, expected, observed });
  };
  add('the transaction ends as it must', expects.outcome, report.outcome);
  add('the transaction is not approved', expects.isApproved, report.outcome === 'approved');
  add('the host is asked, or left alone', expects.isOnline, report.wentOnline);
  addBits(add, 'verification results', expects.results, report.terminalVerificationResultsHex);
  addBits(add, 'status information', expects.status, report.transactionStatusInformationHex);
  const commands = commandsOf(rig);
  add('the card is asked for these cryptograms', expects.asksFor, asked(commands));
  for (const { like, count } of expects.commands ?? []) {
    add(`commands like ${like.source}`, count, commands.filter((hex) => like.test(hex)).length);
  }
  if (expects.sequence !== undefined) {
    const { of, is } = expects.sequence;
    const seen = commands.flatMap((hex) => of.exec(hex)?.[1] ?? []);
    add(`commands like ${of.source}, in order`, is, seen);
  }
  if (expects.displays !== undefined) {
    const text = report.displayed.find((line) => expects.displays?.test(line) === true);
    add(`the display says ${expects.displays.source}`, true, text !== undefined);
  }
  add('the results of the issuer’s scripts', expects.scriptResults, scriptResultsOf(rig));
  const questions = rig.journal.events.flatMap((event) => (event.kind === 'cardholder' ? [event.asked] : []));
  add('the cardholder is asked', expects.questions, questions);
  add('the cardholder is verified', expects.verification, report.cardholderVerification);
  add('the issuer answers because of this', expects.issuerSays, reasonOfIssuer(rig));
  if (expects.terminalSays !== undefined) {
    const { terminalSays } = expects;
    const whys = rig.journal.events.flatMap((event) => (event.kind === 'kernel' ? [event.facts['why'] ?? ''] : []));
    add(
      `the terminal’s record says ${terminalSays.source}`,
      true,
      whys.some((why) => terminalSays.test(why)),
    );
  }
  add('the record says why the card refused the issuer', expects.cardRefuses, refusalOfCard(rig));
  add('messages to the host', expects.messages, sentToHost(rig));
  for (const [element, isThere] of Object.entries(expects.hostFields ?? {})) {
    add(`the request has DE${element}`, isThere, requestOf(rig)?.fields[element] !== undefined);
  }
  for (const [tag, value] of Object.entries(expects.chipData ?? {})) {
    add(`tag ${tag} of DE55`, true, chipDataOf(rig).includes(tag + byteHex(value.length / 2) + value));
  }
  return found;
}

function addBits(
  add: (text: string, expected: unknown, observed: unknown) => void,
  what: string,
  bits: { readonly set?: string; readonly clear?: string } | undefined,
  hex: string | undefined,
): void {
  if (bits === undefined) return;
  const value = BigInt(`0x${hex ?? '0'}`);
  const length = (bits.set ?? bits.clear ?? '').length;
  const shared = (mask: string): string =>
    (value & BigInt(`0x${mask}`)).toString(16).toUpperCase().padStart(length, '0');
  if (bits.set !== undefined)
    add(`bits that are set in the ${what}`, bits.set, hex === undefined ? 'none' : shared(bits.set));
  if (bits.clear !== undefined) {
    add(`bits that are not set in the ${what}`, '0'.repeat(length), hex === undefined ? 'none' : shared(bits.clear));
  }
}

function commandsOf(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) =>
    event.kind === 'apdu' && event.direction === 'command' ? [event.hex] : [],
  );
}

/** @clause EMV 4.4 Book 3, 6.5.5.2: the first two bits of P1 */
function asked(commands: readonly string[]): readonly string[] {
  const kinds: Readonly<Record<number, string>> = { 0x00: 'AAC', 0x40: 'TC', 0x80: 'ARQC' };
  return commands
    .filter((hex) => hex.startsWith('80AE'))
    .map((hex) => kinds[Number.parseInt(hex.slice(4, 6), 16) & 0xc0] ?? 'undefined');
}

function requestOf(rig: Rig): HostMessage | undefined {
  const request = rig.journal.events.find((event) => event.kind === 'host-message' && event.mti === '0200');
  return request?.kind === 'host-message' ? request : undefined;
}

function chipDataOf(rig: Rig): string {
  return requestOf(rig)?.fields['55'] ?? '';
}

function refusalOfCard(rig: Rig): string | undefined {
  const refusal = rig.journal.events.find((event) => event.kind === 'card-refusal');
  return refusal?.kind === 'card-refusal' ? refusal.facts['why'] : undefined;
}

function scriptResultsOf(rig: Rig): string | undefined {
  const end = rig.journal.events.findLast((event) => event.kind === 'kernel' && event.step === 'completed');
  return end?.kind === 'kernel' ? end.facts['9F5B'] : undefined;
}

function reasonOfIssuer(rig: Rig): string | undefined {
  const decision = rig.journal.events.find((event) => event.kind === 'host-decision');
  return decision?.kind === 'host-decision' ? decision.facts['reason'] : undefined;
}

function byteHex(value: number): string {
  return value.toString(16).toUpperCase().padStart(2, '0');
}
