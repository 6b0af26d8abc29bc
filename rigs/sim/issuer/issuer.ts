import assert from 'node:assert/strict';
import type { Account } from './account.ts';
import { joinBytes } from './bytes.ts';
import { assessChipData } from './chip-data.ts';
import type { ChipDataAssessment, VerifiedChipData } from './chip-data.ts';
import { cryptogramVersions } from './cryptogram-versions.table.ts';
import type { CryptogramVersion } from './cryptogram-versions.table.ts';
import { issuedCard } from './issued-card.ts';
import type { IssuedCard, MasterKeys } from './issued-card.ts';
import type { EncipheredPin, PinKeys } from './pin.ts';
import { isRefund, refusal, refuseByPin, refuseByRules, refuseVerified } from './rules.ts';
import type { AccountState, Refusal } from './rules.ts';
import { scriptTemplates } from './script-commands.ts';
import type { ScriptOrder } from './script-commands.ts';

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
  /** No more than this is approved, in the minor unit: the rest is refused with 10. The card signed the whole amount. */
  readonly atMostMinor?: number | undefined;
  /** As the acquirer's security module hands it on. */
  readonly pin?: EncipheredPin | undefined;
}

/** The issuer's word on a request. */
export interface IssuerDecision {
  /** DE 39. */
  readonly responseCode: string;
  /** What was approved, with 10. */
  readonly approvedMinor?: number;
  /** DE 38, six digits; only with 00 and 10. */
  readonly approvalCode?: string;
  /** Value of tag 91; only for a verified request cryptogram. Method 1: response cryptogram (8) and response code (2);
   *  method 2: response cryptogram (4) and card status update (4). */
  readonly issuerAuthenticationData?: Uint8Array;
  /** DE 55 of the answer: tag 91 and script templates 71 and 72. */
  readonly field55?: Uint8Array;
  /** What `reverse` has to be told; only when money moved. */
  readonly authorizationId?: string;
  /** 'cryptogram' (verified, failed, absent), 'reason', and where they help 'why' and 'differs'. Holds no card data. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What became of a reversal. */
export type ReversalOutcome = 'reversed' | 'already-reversed' | 'unknown';

/** What became of a reversal in part. */
export type ReplacementOutcome = 'replaced' | 'already-reversed' | 'more-than-before' | 'unknown';

/** The bank that gave out the cards. */
export interface Issuer {
  authorize(request: IssuerRequest): IssuerDecision;
  /**
   * Books what was approved without it, or what a pre-authorization had set aside: the money is gone whatever it thinks of
   * the card's cryptogram, which its facts tell.
   */
  advise(request: IssuerRequest): IssuerDecision;
  /** Undoes what an approval did to the account. May be told the same again. */
  reverse(original: { readonly authorizationId: string }): ReversalOutcome;
  /** Leaves so much of what an approval did, never more than it did. May be told the same again. */
  replace(original: { readonly authorizationId: string; readonly amountMinor: number }): ReplacementOutcome;
  /** What may still be spent, minor units; undefined for an account that is not there. */
  balanceOf(pan: string): number | undefined;
  /** Lines up commands for the next answer to this account's card that has an issuer's proof in it. */
  orderScript(pan: string, orders: readonly ScriptOrder[]): void;
}

/** What an issuer is made of. */
export interface IssuerOptions {
  /** 16 bytes; the keys of all cards are derived from it. */
  readonly masterKeyForCryptograms: Uint8Array;
  /** The master key for cryptograms stands in for those that are not given. */
  readonly masterKeysForScripts?: Omit<MasterKeys, 'cryptograms'>;
  readonly pinKeys?: PinKeys;
  readonly accounts: readonly Account[];
}

/** An issuer with its accounts in memory. Repeatable: it has no clock and no dice, and approval codes are counted. */
export function createIssuer(options: IssuerOptions): Issuer {
  assert.equal(options.masterKeyForCryptograms.length, 16, 'the issuer master key is a two-key triple DES key');
  return new AccountKeepingIssuer(options);
}

const earlierCountMax = 3;

interface Authorization {
  readonly state: AccountState;
  /** What the account gained: negative for a purchase. */
  gainMinor: number;
  isReversed: boolean;
}

class AccountKeepingIssuer implements Issuer {
  readonly #keys: MasterKeys;
  readonly #pinKeys: PinKeys;
  readonly #accounts: ReadonlyMap<string, Account>;
  /** Of the accounts that were asked about: most never are. */
  readonly #states = new Map<string, AccountState>();
  readonly #authorizations = new Map<string, Authorization>();

  constructor(options: IssuerOptions) {
    const cryptograms = options.masterKeyForCryptograms;
    const standIns = { scriptIntegrity: cryptograms, scriptConfidentiality: cryptograms };
    this.#keys = { cryptograms, ...(options.masterKeysForScripts ?? standIns) };
    this.#pinKeys = options.pinKeys ?? {};
    this.#accounts = accountsByPan(options.accounts);
  }

  authorize(request: IssuerRequest): IssuerDecision {
    const state = this.#stateOf(request.pan);
    const versionName = state?.account.cryptogramVersion ?? '14';
    const version = cryptogramVersions[versionName];
    const panSequenceNumber = (request.panSequenceNumber ?? '').padStart(2, '0').slice(-2);
    const assessment = assessChipData(
      {
        masterKey: this.#keys.cryptograms,
        version: versionName,
        pan: request.pan,
        panSequenceNumber,
        amountMinor: request.amountMinor,
        otherKeys: new Map([
          ['script integrity', this.#keys.scriptIntegrity],
          ['script confidentiality', this.#keys.scriptConfidentiality],
        ]),
        ...(state === undefined ? {} : { earlier: state.earlier }),
      },
      request.field55,
    );
    if (state !== undefined && assessment.kind === 'verified') remember(state, assessment);
    const refused = state === undefined ? refusal('14', 'unknown-account') : this.#refuse(request, state, assessment);
    const { atMostMinor = request.amountMinor } = request;
    const isPart = refused === undefined && atMostMinor < request.amountMinor;
    const answer = refused ?? { responseCode: isPart ? '10' : '00', facts: { reason: 'approved' } };
    const card = issuedCard(this.#keys, { pan: request.pan, panSequenceNumber }, version);
    const decision = {
      ...answered(assessment, answer),
      ...this.#proof(card, version, { assessment, answer, request }),
    };
    if (refused !== undefined || state === undefined) return decision;
    const part = isPart ? { approvedMinor: atMostMinor } : {};
    return { ...decision, ...part, ...this.#book(request, state, part.approvedMinor) };
  }

  advise(request: IssuerRequest): IssuerDecision {
    const state = this.#stateOf(request.pan);
    const facts = { reason: state === undefined ? 'unknown-account' : 'advised' };
    return { responseCode: '00', facts, ...(state === undefined ? {} : this.#book(request, state)) };
  }

  reverse(original: { readonly authorizationId: string }): ReversalOutcome {
    const authorization = this.#authorizations.get(original.authorizationId);
    if (authorization === undefined) return 'unknown';
    if (authorization.isReversed) return 'already-reversed';
    authorization.isReversed = true;
    authorization.state.balanceMinor -= authorization.gainMinor;
    return 'reversed';
  }

  replace(original: { readonly authorizationId: string; readonly amountMinor: number }): ReplacementOutcome {
    const authorization = this.#authorizations.get(original.authorizationId);
    if (authorization === undefined) return 'unknown';
    if (authorization.isReversed) return 'already-reversed';
    const { gainMinor, state } = authorization;
    if (original.amountMinor > Math.abs(gainMinor)) return 'more-than-before';
    authorization.gainMinor = Math.sign(gainMinor) * original.amountMinor;
    state.balanceMinor += authorization.gainMinor - gainMinor;
    return 'replaced';
  }

  balanceOf(pan: string): number | undefined {
    return (this.#states.get(pan) ?? this.#accounts.get(pan))?.balanceMinor;
  }

  orderScript(pan: string, orders: readonly ScriptOrder[]): void {
    const state = this.#stateOf(pan);
    assert(state !== undefined, 'scripts are ordered for accounts that are there');
    state.ordered.push(orders);
  }

  #stateOf(pan: string): AccountState | undefined {
    const known = this.#states.get(pan);
    if (known !== undefined) return known;
    const account = this.#accounts.get(pan);
    if (account === undefined) return undefined;
    const state = freshState(account);
    this.#states.set(pan, state);
    return state;
  }

  #refuse(request: IssuerRequest, state: AccountState, assessment: ChipDataAssessment): Refusal | undefined {
    if (assessment.kind !== 'verified') return refuseUnverified(assessment);
    const refused =
      refuseVerified(request, state, assessment) ??
      refuseByPin(request, state, this.#pinKeys) ??
      refuseByRules(request, state);
    state.lastCounter = Math.max(state.lastCounter, assessment.transactionCounter);
    return refused;
  }

  /** What the card gets back: it has left the field when it made no request cryptogram. */
  #proof(
    card: IssuedCard,
    version: CryptogramVersion,
    each: {
      readonly assessment: ChipDataAssessment;
      readonly answer: Refusal;
      readonly request: IssuerRequest;
    },
  ): Pick<IssuerDecision, 'issuerAuthenticationData' | 'field55'> {
    const { assessment, answer } = each;
    if (assessment.kind !== 'verified' || assessment.cryptogramKind !== 'request') return {};
    const word = wordOf(version, answer.responseCode);
    const issuerAuthenticationData = joinBytes([card.responseCryptogram(assessment.marks, { word }), word]);
    const orders = this.#stateOf(each.request.pan)?.ordered.shift() ?? [];
    const scripts = scriptTemplates(card, assessment.marks, orders);
    const header = Uint8Array.of(0x91, issuerAuthenticationData.length);
    return { issuerAuthenticationData, field55: joinBytes([header, issuerAuthenticationData, scripts]) };
  }

  #book(
    request: IssuerRequest,
    state: AccountState,
    amountMinor = request.amountMinor,
  ): { readonly approvalCode: string; readonly authorizationId: string } {
    const gainMinor = isRefund(request) ? amountMinor : -amountMinor;
    state.balanceMinor += gainMinor;
    if (!isRefund(request)) state.purchaseCount += 1;
    const approvalCode = String(this.#authorizations.size + 1).padStart(6, '0');
    this.#authorizations.set(approvalCode, { state, gainMinor, isReversed: false });
    return { approvalCode, authorizationId: approvalCode };
  }
}

/** What a card said is kept for explanations: a request that is made of an earlier one's parts is told as such. */
function remember(state: AccountState, { objects }: VerifiedChipData): void {
  const kept = (tag: string): readonly Uint8Array[] => {
    const value = objects.get(tag);
    return [...(value === undefined ? [] : [value]), ...(state.earlier.get(tag) ?? [])].slice(0, earlierCountMax);
  };
  state.earlier = new Map(['9F36', '9F37', '9F02', '95', '9A'].map((tag) => [tag, kept(tag)]));
}

const byPan = new WeakMap<readonly Account[], ReadonlyMap<string, Account>>();

/** Made once a list of accounts: issuers by the thousand share one. */
function accountsByPan(accounts: readonly Account[]): ReadonlyMap<string, Account> {
  const made = byPan.get(accounts) ?? new Map(accounts.map((account) => [account.pan, account]));
  byPan.set(accounts, made);
  assert.equal(made.size, accounts.length, 'every account has a PAN of its own');
  return made;
}

function freshState(account: Account): AccountState {
  return {
    account,
    earlier: new Map(),
    balanceMinor: account.balanceMinor,
    lastCounter: -1,
    wrongPinCount: 0,
    purchaseCount: 0,
    ordered: [...(account.scripts ?? [])],
  };
}

/**
 * What the issuer tells the card: its response code, or a card status update with *issuer approves* set or not.
 *
 * @clause EMV 4.4 Book 2, 8.2; Common Payment Application, card status update, byte 2 bit 8
 */
function wordOf(version: CryptogramVersion, responseCode: string): Uint8Array {
  return version.responseMethod === 1
    ? Uint8Array.from(Buffer.from(responseCode, 'ascii'))
    : Uint8Array.of(0x00, ['00', '10'].includes(responseCode) ? 0x80 : 0x00, 0x00, 0x00);
}

function refuseUnverified(assessment: Exclude<ChipDataAssessment, VerifiedChipData>): Refusal {
  if (assessment.kind === 'absent') return refusal('05', 'no-cryptogram');
  const { why } = assessment;
  return assessment.kind === 'malformed'
    ? refusal('30', 'chip-data-malformed', { why })
    : refusal('82', 'cryptogram-wrong', { why });
}

function answered(assessment: ChipDataAssessment, answer: Refusal): Refusal {
  const cryptogram = assessment.kind === 'malformed' ? 'failed' : assessment.kind;
  return { responseCode: answer.responseCode, facts: { cryptogram, ...answer.facts } };
}
