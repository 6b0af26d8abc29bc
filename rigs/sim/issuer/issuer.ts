import assert from 'node:assert/strict';
import { joinBytes } from './bytes.ts';
import { assessChipData } from './chip-data.ts';
import type { ChipDataAssessment, VerifiedChipData } from './chip-data.ts';
import { computeResponseCryptogram } from './cryptogram.ts';
import { differencesBetween } from './differences.ts';

/** A cardholder's account and the one card that belongs to it. */
export interface Account {
  /** Digits only. */
  readonly pan: string;
  /** Two digits, '00' when the card carries none. */
  readonly panSequenceNumber: string;
  /** What may still be spent, in the currency's minor unit. */
  readonly balanceMinor: number;
  /** ISO 4217 numeric, three digits. No other currency is converted. */
  readonly currencyCode: string;
  /** YYMM, the card's last good month; without it the issuer never answers 54. */
  readonly expiryDate?: string;
}

/** One request for money, as the acquirer passes it on. Texts are digits. */
export interface IssuerRequest {
  readonly pan: string;
  /** DE 23, two or three digits; undefined counts as zero. */
  readonly panSequenceNumber: string | undefined;
  readonly amountMinor: number;
  /** Three digits. */
  readonly currencyCode: string;
  /** DE 3: 00… purchase, 20… refund. */
  readonly processingCode: string;
  /** DE 13, MMDD; when given it is held against tag 9A. */
  readonly localDate?: string | undefined;
  readonly field55: Uint8Array | undefined;
}

/** The issuer's word on a request. */
export interface IssuerDecision {
  /** DE 39. */
  readonly responseCode: string;
  /** DE 38, six digits; only with 00. */
  readonly approvalCode?: string;
  /** Tag 91: response cryptogram (8) and authorisation response code (2); only for a verified request cryptogram. */
  readonly issuerAuthenticationData?: Uint8Array;
  /** What `reverse` has to be told; only when money moved. */
  readonly authorizationId?: string;
  /** 'cryptogram' (verified, failed, absent), 'reason', and where they help 'why' and 'differs'. Holds no card data. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What became of a reversal. */
export type ReversalOutcome = 'reversed' | 'already-reversed' | 'unknown';

/** The bank that gave out the cards. */
export interface Issuer {
  authorize(request: IssuerRequest): IssuerDecision;
  /** Undoes what an approval did to the account. May be told the same again. */
  reverse(original: { readonly authorizationId: string }): ReversalOutcome;
  /** What may still be spent, minor units; undefined for an account that is not there. */
  balanceOf(pan: string): number | undefined;
}

/**
 * An issuer with its accounts in memory. Repeatable: it has no clock and no dice, and approval codes are counted.
 *
 * @param options.masterKeyForCryptograms  16 bytes; the keys of all cards are derived from it
 */
export function createIssuer(options: {
  readonly masterKeyForCryptograms: Uint8Array;
  readonly accounts: readonly Account[];
}): Issuer {
  assert.equal(options.masterKeyForCryptograms.length, 16, 'the issuer master key is a two-key triple DES key');
  return new AccountKeepingIssuer(options.masterKeyForCryptograms, options.accounts);
}

interface AccountState {
  readonly account: Account;
  balanceMinor: number;
  lastCounter: number;
}

interface Authorization {
  readonly state: AccountState;
  /** What the account gained: negative for a purchase. */
  readonly gainMinor: number;
  isReversed: boolean;
}

interface Refusal {
  readonly responseCode: string;
  readonly facts: Readonly<Record<string, string>>;
}

class AccountKeepingIssuer implements Issuer {
  readonly #masterKey: Uint8Array;
  readonly #states: ReadonlyMap<string, AccountState>;
  readonly #authorizations = new Map<string, Authorization>();

  constructor(masterKey: Uint8Array, accounts: readonly Account[]) {
    this.#masterKey = masterKey;
    this.#states = new Map(
      accounts.map((account) => [account.pan, { account, balanceMinor: account.balanceMinor, lastCounter: -1 }]),
    );
    assert.equal(this.#states.size, accounts.length, 'every account has a PAN of its own');
  }

  authorize(request: IssuerRequest): IssuerDecision {
    const assessment = assessChipData(
      {
        masterKey: this.#masterKey,
        pan: request.pan,
        panSequenceNumber: (request.panSequenceNumber ?? '').padStart(2, '0').slice(-2),
        amountMinor: request.amountMinor,
      },
      request.field55,
    );
    const state = this.#states.get(request.pan);
    if (state === undefined) return decide(assessment, refusal('14', 'unknown-account'));
    const refused =
      assessment.kind === 'verified' ? refuseVerified(request, state, assessment) : refuseUnverified(assessment);
    if (assessment.kind === 'verified') {
      state.lastCounter = Math.max(state.lastCounter, assessment.transactionCounter);
    }
    if (refused !== undefined) return decide(assessment, refused);
    return {
      ...decide(assessment, { responseCode: '00', facts: { reason: 'approved' } }),
      ...this.#book(request, state),
    };
  }

  reverse(original: { readonly authorizationId: string }): ReversalOutcome {
    const authorization = this.#authorizations.get(original.authorizationId);
    if (authorization === undefined) return 'unknown';
    if (authorization.isReversed) return 'already-reversed';
    authorization.isReversed = true;
    authorization.state.balanceMinor -= authorization.gainMinor;
    return 'reversed';
  }

  balanceOf(pan: string): number | undefined {
    return this.#states.get(pan)?.balanceMinor;
  }

  #book(
    request: IssuerRequest,
    state: AccountState,
  ): { readonly approvalCode: string; readonly authorizationId: string } {
    const gainMinor = isRefund(request) ? request.amountMinor : -request.amountMinor;
    state.balanceMinor += gainMinor;
    const approvalCode = String(this.#authorizations.size + 1).padStart(6, '0');
    this.#authorizations.set(approvalCode, { state, gainMinor, isReversed: false });
    return { approvalCode, authorizationId: approvalCode };
  }
}

function refuseUnverified(assessment: Exclude<ChipDataAssessment, VerifiedChipData>): Refusal {
  if (assessment.kind === 'absent') return refusal('05', 'no-cryptogram');
  const { why } = assessment;
  return assessment.kind === 'malformed'
    ? refusal('30', 'chip-data-malformed', { why })
    : refusal('82', 'cryptogram-wrong', { why });
}

function refuseVerified(request: IssuerRequest, state: AccountState, chip: VerifiedChipData): Refusal | undefined {
  const { account } = state;
  if (chip.transactionCounter <= state.lastCounter) return refusal('05', 'replayed-transaction-counter');
  const differs = differencesBetween(request, chip.objects);
  if (differs.length > 0) return refusal('12', 'message-differs-from-chip-data', { differs: differs.join(',') });
  if (!isRefund(request) && !request.processingCode.startsWith('00')) return refusal('12', 'processing-code-unknown');
  const lawfulKind = isRefund(request) ? 'authentication' : 'request';
  if (chip.cryptogramKind !== lawfulKind) return refusal('05', 'cryptogram-of-wrong-kind');
  if (isExpired(account, chip)) return refusal('54', 'card-expired');
  if (request.currencyCode !== account.currencyCode) return refusal('05', 'currency-not-kept');
  if (!isRefund(request) && request.amountMinor > state.balanceMinor) return refusal('51', 'insufficient-funds');
  return undefined;
}

/** Both are sorted texts of the same century, so letters compare as dates do. */
function isExpired(account: Account, chip: VerifiedChipData): boolean {
  const transactionDate = Buffer.from(chip.objects.get('9A') ?? []).toString('hex');
  return account.expiryDate !== undefined && transactionDate.slice(0, 4) > account.expiryDate;
}

function decide(assessment: ChipDataAssessment, answer: Refusal): IssuerDecision {
  const cryptogram = assessment.kind === 'malformed' ? 'failed' : assessment.kind;
  const facts = { cryptogram, ...answer.facts };
  if (assessment.kind !== 'verified' || assessment.cryptogramKind !== 'request') {
    return { responseCode: answer.responseCode, facts };
  }
  const responseCode = Uint8Array.from(Buffer.from(answer.responseCode, 'ascii'));
  const proof = computeResponseCryptogram(assessment.sessionKey, { cryptogram: assessment.cryptogram, responseCode });
  return {
    responseCode: answer.responseCode,
    issuerAuthenticationData: joinBytes([proof, responseCode]),
    facts,
  };
}

function refusal(responseCode: string, reason: string, more: Readonly<Record<string, string>> = {}): Refusal {
  return { responseCode, facts: { reason, ...more } };
}

function isRefund(request: IssuerRequest): boolean {
  return request.processingCode.startsWith('20');
}
