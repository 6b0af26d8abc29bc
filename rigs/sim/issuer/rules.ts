import type { Account } from './account.ts';
import { contradictionOverPin } from './cardholder-verification.ts';
import { cryptogramVersions } from './cryptogram-versions.table.ts';
import { differencesBetween } from './differences.ts';
import { hasFailedExtended } from './chip-data.ts';
import type { VerifiedChipData } from './chip-data.ts';
import { readPin } from './pin.ts';
import type { EncipheredPin, PinKeys } from './pin.ts';
import type { ScriptOrder } from './script-commands.ts';

/** An answer other than yes. */
export interface Refusal {
  readonly responseCode: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What changes on an account. */
export interface AccountState {
  readonly account: Account;
  balanceMinor: number;
  /** -1 before the first. */
  lastCounter: number;
  wrongPinCount: number;
  purchaseCount: number;
  /** Values by tag that earlier requests held, the latest first. */
  earlier: ReadonlyMap<string, readonly Uint8Array[]>;
  /** Scripts that wait for the next answer, one list an answer. */
  readonly ordered: (readonly ScriptOrder[])[];
}

/** The parts of a request that rules look at. */
export interface RequestFacts {
  readonly pan: string;
  readonly panSequenceNumber: string | undefined;
  readonly amountMinor: number;
  readonly currencyCode: string;
  readonly processingCode: string;
  readonly localDate?: string | undefined;
  readonly pin?: EncipheredPin | undefined;
}

const pinTryMaxUsual = 3;

/** An answer with its reason. */
export function refusal(responseCode: string, reason: string, more: Readonly<Record<string, string>> = {}): Refusal {
  return { responseCode, facts: { reason, ...more } };
}

/** Whether money is to go back to the cardholder. */
export function isRefund(request: { readonly processingCode: string }): boolean {
  return request.processingCode.startsWith('20');
}

/** The first rule that a request with a good cryptogram breaks; undefined when it breaks none. */
export function refuseVerified(
  request: RequestFacts,
  state: AccountState,
  chip: VerifiedChipData,
): Refusal | undefined {
  const { account } = state;
  if (chip.transactionCounter <= state.lastCounter) return refusal('05', 'replayed-transaction-counter');
  const differs = differencesBetween(request, chip.objects);
  if (differs.length > 0) return refusal('12', 'message-differs-from-chip-data', { differs: differs.join(',') });
  if (!isRefund(request) && !request.processingCode.startsWith('00')) return refusal('12', 'processing-code-unknown');
  const lawfulKind = isRefund(request) ? 'authentication' : 'request';
  const isAskedAboutCertificate = chip.cryptogramKind === 'certificate' && hasFailedExtended(chip.objects);
  if (chip.cryptogramKind !== lawfulKind && !(isAskedAboutCertificate && !isRefund(request)))
    return refusal('05', 'cryptogram-of-wrong-kind');
  const contradiction = contradictionOverPin(chip.objects, cryptogramVersions[account.cryptogramVersion ?? '14']);
  if (contradiction !== undefined) return refusal('05', 'cardholder-verification-contradicted', { why: contradiction });
  if (isExpired(account, chip)) return refusal('54', 'card-expired');
  if (request.currencyCode !== account.currencyCode) return refusal('05', 'currency-not-kept');
  return refuseByStatus(account);
}

/** What stands against a purchase whose card and cardholder are good; refunds always pass. */
export function refuseByRules(request: RequestFacts, state: AccountState): Refusal | undefined {
  if (isRefund(request)) return undefined;
  const { amountMaxMinor, referralFromMinor, purchaseCountMax } = state.account.rules ?? {};
  const { amountMinor } = request;
  if (amountMaxMinor !== undefined && amountMinor > amountMaxMinor) return refusal('61', 'amount-above-limit');
  if (purchaseCountMax !== undefined && state.purchaseCount >= purchaseCountMax) {
    return refusal('65', 'too-many-purchases');
  }
  if (referralFromMinor !== undefined && amountMinor >= referralFromMinor) return refusal('01', 'refer-to-issuer');
  return amountMinor > state.balanceMinor ? refusal('51', 'insufficient-funds') : undefined;
}

/**
 * Looks at the PIN, when there is one, and counts wrong ones. A right one sets the count back.
 *
 * @reads An account without a PIN that is sent one answers 55: somebody entered something that can't be right.
 */
export function refuseByPin(request: RequestFacts, state: AccountState, keys: PinKeys): Refusal | undefined {
  if (request.pin === undefined) return undefined;
  const { pin, rules } = state.account;
  if (state.wrongPinCount >= (rules?.pinTryMax ?? pinTryMaxUsual)) return refusal('75', 'pin-tries-exceeded');
  const found = readPin(request.pin, state.account.pan, keys);
  if (found.kind === 'unreadable' && found.why === 'no-key') return refusal('88', 'pin-key-unknown');
  if (found.kind === 'read' && pin !== undefined && found.pin === pin) {
    state.wrongPinCount = 0;
    return undefined;
  }
  state.wrongPinCount += 1;
  const why = found.kind === 'read' ? 'another-pin' : 'pin-block-unreadable';
  return refusal('55', 'pin-wrong', { why });
}

function refuseByStatus({ rules }: Account): Refusal | undefined {
  if (rules?.status === 'lost') return refusal('41', 'card-lost');
  return rules?.status === 'stolen' ? refusal('43', 'card-stolen') : undefined;
}

/** Both are sorted texts of the same century, so letters compare as dates do. */
function isExpired(account: Account, chip: VerifiedChipData): boolean {
  const transactionDate = Buffer.from(chip.objects.get('9A') ?? []).toString('hex');
  return account.expiryDate !== undefined && transactionDate.slice(0, 4) > account.expiryDate;
}
