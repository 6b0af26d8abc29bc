import type { AuthorizationRequest, AuthorizationService } from './authorization-service.ts';
import { Books } from './books.ts';
import type { ReversalMatch } from './books.ts';
import type { Fields, Message } from './message-codec.ts';
import type { MessageRule } from './message-rules.table.ts';
import { echoedAnyway, messageRules } from './message-rules.table.ts';
import { NetworkDesk } from './network-management.ts';
import type { SessionTerms } from './network-management.ts';
import type { WireFormat } from './wire-format.ts';
import { translatedPin } from './pin-translator.ts';
import type { PinTranslator } from './pin-translator.ts';

/** Things that a lawful terminal should cause rarely or never, counted since the acquirer was made. */
export interface AcquirerCounters {
  readonly financialRequests: number;
  readonly reversals: number;
  readonly networkTests: number;
  readonly advices: number;
  /** Advices of what was advised before. */
  readonly repeatedAdvices: number;
  /** Reversals whose original is not in the books. */
  readonly unmatchedReversals: number;
  /** Reversals of what was reversed before. */
  readonly repeatedReversals: number;
  /** Of these, the ones that are not byte for byte the first one. */
  readonly alteredRepeats: number;
  /** Reversals that repeat card, kind, amount or currency of their original wrongly. */
  readonly differingReversals: number;
  readonly duplicateStans: number;
  readonly malformedMessages: number;
  readonly badLengths: number;
  readonly lostConnections: number;
}

/** A decision about one message: what to answer, and what to record. */
export interface HostDecision {
  readonly answer: Message;
  /** mti, stan, terminalId, responseCode, reason … ; no card data. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What a bench makes of the answers to come. */
export interface Imposed {
  /** Answered instead of a decision. */
  readonly responseCode?: string;
  /** What is approved at most, minor units. */
  readonly approvedMinor?: number;
}

interface Verdict {
  readonly responseCode: string;
  readonly reason: string;
  readonly facts?: Readonly<Record<string, string>>;
  /** Elements that only some answers have. */
  readonly fields?: Fields;
}

/** The acquirer's mind: books, matching and answers, without wires and without time. */
export class Host {
  readonly books: Books;
  readonly #issuer: AuthorizationService;
  readonly #pinTranslator: PinTranslator | undefined;
  readonly #terminalIds: ReadonlySet<string>;
  readonly #desk: NetworkDesk;
  readonly #counters = {
    financialRequests: 0,
    reversals: 0,
    networkTests: 0,
    advices: 0,
    repeatedAdvices: 0,
    unmatchedReversals: 0,
    repeatedReversals: 0,
    alteredRepeats: 0,
    differingReversals: 0,
    duplicateStans: 0,
    malformedMessages: 0,
    badLengths: 0,
    lostConnections: 0,
  };

  constructor(options: {
    readonly issuer: AuthorizationService;
    readonly pinTranslator?: PinTranslator;
    readonly terminalIds: readonly string[];
    readonly session?: SessionTerms;
    readonly format?: Pick<WireFormat, 'edition'>;
  }) {
    this.books = new Books(options.format?.edition ?? '1987');
    this.#issuer = options.issuer;
    this.#pinTranslator = options.pinTranslator;
    this.#desk = new NetworkDesk(options.session);
    this.#terminalIds = new Set(options.terminalIds.map((terminalId) => terminalId.padEnd(8, ' ')));
  }

  counters(): AcquirerCounters {
    return { ...this.#counters };
  }

  count(what: keyof AcquirerCounters): void {
    this.#counters[what] += 1;
  }

  /** The answer to a message that could not be read to its end; undefined when not even its kind is known. */
  answerMalformed(message: {
    readonly mti: string | undefined;
    readonly fields: Fields;
    readonly reason: string;
  }): HostDecision | undefined {
    this.count('malformedMessages');
    if (message.mti === undefined || !isRequest(message.mti)) return undefined;
    const verdict = { responseCode: '30', reason: 'malformed', facts: { why: message.reason } };
    return decisionOf({ mti: message.mti, fields: message.fields }, verdict);
  }

  /** The answer to a message whose code is not right: nothing of it is believed, nothing is booked. */
  refuseUnauthentic(message: Message): HostDecision | undefined {
    if (!isRequest(message.mti)) return undefined;
    // A second copy of what was booked has a used key, and is first of all a second copy.
    if (this.books.hasStan(message.fields)) {
      this.count('duplicateStans');
      return decisionOf(message, { responseCode: '94', reason: 'duplicate-stan' });
    }
    return decisionOf(message, { responseCode: '63', reason: 'message-code-not-right' });
  }

  /**
   * Decides on a message and books it.
   *
   * @param message  well formed; `bytesAfterType` is the whole of it as it came, but its type
   * @returns undefined for what is not a request
   */
  decide(message: Message & { readonly bytesAfterType: Uint8Array }, imposed: Imposed = {}): HostDecision | undefined {
    const rule = messageRules.get(message.mti);
    if (rule === undefined) {
      return isRequest(message.mti)
        ? decisionOf(message, { responseCode: '12', reason: 'message-type-unknown' })
        : undefined;
    }
    const unfit = unfitElements(message.fields, rule);
    if (unfit !== undefined) return this.answerMalformed({ ...message, reason: unfit });
    return decisionOf(message, this.#verdictFor(rule, message, imposed));
  }

  #verdictFor(
    rule: MessageRule,
    message: Message & { readonly bytesAfterType: Uint8Array },
    imposed: Imposed,
  ): Verdict {
    const { fields, bytesAfterType } = message;
    const imposedCode = imposed.responseCode;
    switch (rule.kind) {
      case 'network':
        return this.#manageNetwork(fields, imposedCode);
      case 'financial':
      case 'pre-authorization':
        return this.#decideFinancial(message, imposed);
      case 'confirmation':
        return this.#takeConfirmation(fields);
      case 'advice':
        return this.#takeAdvice(fields, imposedCode);
      case 'reversal':
        return this.#decideReversal({ fields, bytesAfterType }, imposedCode);
      case 'line':
        return this.#takeLine(fields);
      case 'reconciliation':
        return this.#reconcile(fields);
      default:
        return rule.kind satisfies never;
    }
  }

  #manageNetwork(fields: Fields, imposedCode: string | undefined): Verdict {
    this.count('networkTests');
    if (imposedCode !== undefined) return { responseCode: imposedCode, reason: 'imposed-by-the-bench' };
    return this.#desk.answer(fields);
  }

  #decideFinancial(message: Message, { responseCode: imposedCode, approvedMinor }: Imposed): Verdict {
    const { fields } = message;
    this.count('financialRequests');
    if (this.books.hasStan(fields)) {
      this.count('duplicateStans');
      return { responseCode: '94', reason: 'duplicate-stan' };
    }
    const refused = this.#refuseWithoutIssuer(message, imposedCode);
    if (refused !== undefined) {
      this.books.write(message, { state: 'declined' });
      return refused;
    }
    const pin = translatedPin(fields, this.#pinTranslator);
    if (pin?.kind === 'refused') {
      this.books.write(message, { state: 'declined' });
      return pin;
    }
    const decision = this.#issuer.authorize({ ...requestOf(fields, pin), atMostMinor: approvedMinor });
    const { responseCode, approvalCode, field55, authorizationId } = decision;
    const isPartial = responseCode === '10';
    const isApproved = responseCode === '00' || isPartial;
    const standing = message.mti === '0100' ? 'held' : 'captured';
    this.books.write(message, {
      state: isApproved ? standing : 'declined',
      authorizationId,
      ...(isPartial ? { amountMinor: decision.approvedMinor } : {}),
    });
    return {
      responseCode,
      reason: isApproved ? 'approved' : 'refused-by-issuer',
      facts: { ...pin?.facts, ...(fields['61'] === '1' ? { takes: 'parts' } : {}), ...decision.facts },
      fields: {
        ...(isApproved && approvalCode !== undefined ? { '38': approvalCode } : {}),
        ...(isPartial ? { '4': String(decision.approvedMinor).padStart(12, '0') } : {}),
        ...(field55 === undefined ? {} : { '55': hexOf(field55) }),
      },
    };
  }

  #refuseWithoutIssuer({ mti, fields }: Message, imposedCode: string | undefined): Verdict | undefined {
    if (imposedCode !== undefined) return { responseCode: imposedCode, reason: 'imposed-by-the-bench' };
    if (!this.#terminalIds.has(fields['41'] ?? '')) return { responseCode: '12', reason: 'terminal-unknown' };
    if (!this.#desk.mayAsk(fields['41'] ?? '')) return { responseCode: '58', reason: 'terminal-not-signed-on' };
    if (!['000000', '200000'].includes(fields['3'] ?? '')) {
      return { responseCode: '12', reason: 'processing-code-unknown' };
    }
    if (this.books.wasReversedInAdvance(mti, fields)) return { responseCode: '05', reason: 'reversed-before-it-came' };
    return undefined;
  }

  /** What was approved without us is booked; what completes a pre-authorization takes its place. */
  #takeAdvice(fields: Fields, imposedCode: string | undefined): Verdict {
    this.count('advices');
    if (imposedCode !== undefined) return { responseCode: imposedCode, reason: 'imposed-by-the-bench' };
    if (!this.#terminalIds.has(fields['41'] ?? '')) return { responseCode: '12', reason: 'terminal-unknown' };
    if (this.books.hasAdvice(fields)) {
      this.count('repeatedAdvices');
      return { responseCode: '00', reason: 'repeat' };
    }
    const advice = { mti: '0220', fields };
    if (fields['90'] === undefined) return this.#collect(advice, 'advised');
    const held = this.books.held(fields);
    if (held === undefined) return { responseCode: '25', reason: 'no-such-pre-authorization' };
    if (held.authorizationId !== undefined) this.#issuer.reverse({ authorizationId: held.authorizationId });
    held.release();
    return this.#collect(advice, 'completed');
  }

  #collect(advice: Message, reason: string): Verdict {
    const { authorizationId, facts } = this.#issuer.advise(requestOf(advice.fields, undefined));
    this.books.write(advice, { state: 'captured', authorizationId });
    const isForced = advice.fields['62'] === '01';
    return { responseCode: '00', reason, facts: { ...facts, reason, ...(isForced ? { capture: 'forced' } : {}) } };
  }

  #takeConfirmation(fields: Fields): Verdict {
    return this.books.hasOriginalOf(fields)
      ? { responseCode: '00', reason: 'confirmed' }
      : { responseCode: '25', reason: 'no-such-original' };
  }

  #takeLine(fields: Fields): Verdict {
    return this.books.knows(fields)
      ? { responseCode: '00', reason: 'line-known' }
      : { responseCode: '25', reason: 'line-unknown' };
  }

  /** DE66: 1 in balance, 2 out of balance. A batch is closed when it balances, and may be asked for again. */
  #reconcile(fields: Fields): Verdict {
    const order = { terminalId: fields['41'] ?? '', batch: fields['60'] ?? '' };
    const ours = this.books.reconcile({ ...order, closes: false });
    const number = (element: string): number => Number(fields[element]);
    const isBalanced =
      number('76') - number('77') === ours.debitCount &&
      number('88') - number('89') === ours.debitMinor &&
      number('74') - number('75') === ours.creditCount &&
      number('86') - number('87') === ours.creditMinor;
    if (isBalanced) this.books.reconcile({ ...order, closes: true });
    const facts = {
      debits: `${ours.debitCount} of ${ours.debitMinor}`,
      credits: `${ours.creditCount} of ${ours.creditMinor}`,
    };
    return {
      responseCode: isBalanced ? '00' : '95',
      reason: isBalanced ? 'in-balance' : 'out-of-balance',
      facts,
      fields: { '66': isBalanced ? '1' : '2' },
    };
  }

  #decideReversal(
    advice: { readonly fields: Fields; readonly bytesAfterType: Uint8Array },
    imposedCode: string | undefined,
  ): Verdict {
    this.count('reversals');
    if (imposedCode !== undefined) return { responseCode: imposedCode, reason: 'imposed-by-the-bench' };
    return this.#verdictOn(this.books.reverse(advice));
  }

  #verdictOn(match: ReversalMatch): Verdict {
    switch (match.kind) {
      case 'reversed': {
        const { authorizationId } = match;
        const issuer = authorizationId === undefined ? 'not-told' : this.#issuer.reverse({ authorizationId });
        return { responseCode: '00', reason: 'reversed', facts: { issuer } };
      }
      case 'replaced': {
        const { authorizationId, amountMinor } = match;
        const issuer =
          authorizationId === undefined ? 'not-told' : this.#issuer.replace({ authorizationId, amountMinor });
        return { responseCode: '00', reason: 'reversed-in-part', facts: { issuer, left: String(amountMinor) } };
      }
      case 'replacement-unlawful':
        return { responseCode: '13', reason: 'replacement-unlawful', facts: { why: match.why } };
      case 'repeated':
        this.count('repeatedReversals');
        if (match.isAltered) this.count('alteredRepeats');
        return { responseCode: '00', reason: match.isAltered ? 'repeat-altered' : 'repeat' };
      case 'nothing-to-undo':
        return { responseCode: '00', reason: 'original-was-declined' };
      case 'differs':
        this.count('differingReversals');
        return {
          responseCode: '12',
          reason: 'reversal-differs-from-original',
          facts: { differs: match.elements.join(',') },
        };
      case 'unmatched':
        this.count('unmatchedReversals');
        return { responseCode: '25', reason: 'no-such-original' };
      default:
        return match satisfies never;
    }
  }
}

function requestOf(fields: Fields, pin: AuthorizationRequest['pin']): AuthorizationRequest {
  const { '55': field55 } = fields;
  return {
    pan: fields['2'] ?? '',
    panSequenceNumber: fields['23'],
    amountMinor: Number(fields['4']),
    currencyCode: fields['49'] ?? '',
    processingCode: fields['3'] ?? '',
    localDate: fields['13'] ?? '',
    field55: field55 === undefined ? undefined : bytesOf(field55),
    pin,
  };
}

function bytesOf(fieldHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(fieldHex, 'hex'));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function unfitElements(fields: Fields, rule: MessageRule): string | undefined {
  const missing = rule.mandatory.filter((number) => fields[String(number)] === undefined);
  if (missing.length > 0) return `message lacks element ${missing.join(' ')}`;
  const known = new Set([...rule.mandatory, ...rule.optional]);
  const surplus = Object.keys(fields).filter((number) => !known.has(Number(number)));
  if (surplus.length > 0) return `message must not have element ${surplus.join(' ')}`;
  const [ofTrack = fields['2']] = fields['35']?.split(/[D=]/u) ?? [];
  return ofTrack === fields['2'] ? undefined : 'elements 2 and 35 name two accounts';
}

/** Version 1987, a class of its own, a request or an advice, from an acquirer, perhaps repeated; or a confirmation. */
function isRequest(mti: string): boolean {
  return /^0[1-8][02][01]$/.test(mti) || /^0[12]0[23]$/.test(mti);
}

function answerMtiOf(mti: string): string {
  return `${mti.slice(0, 2)}${Number(mti[2]) + 1}0`;
}

function decisionOf(request: Message, verdict: Verdict): HostDecision {
  const rule = messageRules.get(request.mti);
  const echoed = (rule?.echoed ?? echoedAnyway).flatMap((number) => {
    const value = request.fields[String(number)];
    return value === undefined ? [] : [[String(number), value] as const];
  });
  const fields = { ...Object.fromEntries(echoed), ...verdict.fields, '39': verdict.responseCode };
  return {
    answer: { mti: rule?.answerMti ?? answerMtiOf(request.mti), fields },
    facts: {
      mti: request.mti,
      stan: request.fields['11'] ?? '',
      terminalId: (request.fields['41'] ?? '').trimEnd(),
      ...verdict.facts,
      responseCode: verdict.responseCode,
      reason: verdict.facts?.['reason'] ?? verdict.reason,
    },
  };
}
