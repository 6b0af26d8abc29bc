import type { RandomSelection } from '../../contact-settings.ts';
import { statusSuccess } from '../application-protocol-data-unit.ts';
import { toUnsigned } from '../bytes.ts';
import type { CardSession, KernelStop } from '../contactless/card-session.ts';
import { parseTlv } from '../tlv.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { getDataCommand } from './card-commands.ts';
import type { LoggedTransaction } from '../outcome.ts';

/** What the floor limit and the random selection look at. All amounts in one minor unit. */
export interface RiskFacts {
  readonly amountMinor: number;
  readonly floorLimitMinor: number;
  readonly panDigits: string;
  /** Approved transactions, oldest first. */
  readonly transactionLog: readonly LoggedTransaction[];
  readonly randomSelection: RandomSelection;
  /** 1 to 99, each as likely as another. */
  readonly randomPercent: number;
}

/**
 * Floor limit and random transaction selection.
 *
 * @clause EMV 4.4 Book 3, 10.6.1: the amount of the last transaction of the same card in the log counts too; a sum that
 *   reaches the limit exceeds it.
 * @clause EMV 4.4 Book 3, 10.6.2: only below the floor limit; from the threshold on the percentage grows in proportion.
 * @reads The log is compared by account number alone: the risk is the account's, whichever card of it is used.
 */
export function amountRisk(facts: RiskFacts): readonly TerminalVerificationBit[] {
  const logged = facts.transactionLog.findLast(({ panDigits }) => panDigits === facts.panDigits);
  const riskMinor = facts.amountMinor + (logged?.amountMinor ?? 0);
  if (riskMinor >= facts.floorLimitMinor) return ['floor-limit-exceeded'];
  const { targetPercent } = facts.randomSelection;
  if (targetPercent === 0 && facts.randomSelection.maximumTargetPercent === 0) return [];
  const percent = transactionTargetPercent(riskMinor, facts);
  return facts.randomPercent <= percent ? ['randomly-selected-online'] : [];
}

function transactionTargetPercent(
  amountMinor: number,
  facts: Pick<RiskFacts, 'floorLimitMinor' | 'randomSelection'>,
): number {
  const { targetPercent, maximumTargetPercent, thresholdMinor } = facts.randomSelection;
  if (amountMinor < thresholdMinor) return targetPercent;
  const span = facts.floorLimitMinor - thresholdMinor;
  const share = span <= 0 ? 1 : (amountMinor - thresholdMinor) / span;
  return Math.floor((maximumTargetPercent - targetPercent) * share) + targetPercent;
}

/** What velocity checking found, or why the transaction is over. */
export type VelocityChecked =
  | { readonly kind: 'checked'; readonly bits: readonly TerminalVerificationBit[] }
  | Exclude<KernelStop, { kind: 'select-next' }>;

/**
 * Velocity checking: how many transactions the card made since it was last online. Skipped when the card has not both
 * limits.
 *
 * @param limits  tags 9F14 and 9F23
 * @clause EMV 4.4 Book 3, 10.6.3: counters that the card does not tell, or a last online counter that is not below the
 *   transaction counter, count as both limits exceeded; a last online counter of zero is a new card.
 * @reads A counter that comes in another template or length is as good as not told.
 */
export async function checkVelocity(
  session: CardSession,
  limits: { readonly lower: Uint8Array | undefined; readonly upper: Uint8Array | undefined },
): Promise<VelocityChecked> {
  const lower = limits.lower?.[0];
  const upper = limits.upper?.[0];
  if (lower === undefined || upper === undefined) return { kind: 'checked', bits: [] };
  const counter = await readCounter(session, '9F36');
  if (counter.kind !== 'read') return counter;
  const lastOnline = await readCounter(session, '9F13');
  if (lastOnline.kind !== 'read') return lastOnline;
  const isNew: readonly TerminalVerificationBit[] = lastOnline.value === 0 ? ['new-card'] : [];
  if (counter.value === undefined || lastOnline.value === undefined || counter.value <= lastOnline.value) {
    return { kind: 'checked', bits: ['lower-offline-limit-exceeded', 'upper-offline-limit-exceeded', ...isNew] };
  }
  const distance = counter.value - lastOnline.value;
  return {
    kind: 'checked',
    bits: [
      ...(distance > lower ? (['lower-offline-limit-exceeded'] as const) : []),
      ...(distance > upper ? (['upper-offline-limit-exceeded'] as const) : []),
      ...isNew,
    ],
  };
}

/** A counter by GET DATA; `value` undefined when the card does not tell it. */
export async function readCounter(
  session: CardSession,
  tag: '9F13' | '9F17' | '9F36',
): Promise<
  { readonly kind: 'read'; readonly value: number | undefined } | Exclude<KernelStop, { kind: 'select-next' }>
> {
  const answer = await session.transmit(getDataCommand(tag));
  if (answer.kind === 'select-next') return { kind: 'ended', reason: answer.reason };
  if (answer.kind !== 'answered') return answer;
  const parsed = answer.statusWord === statusSuccess ? parseTlv(answer.data) : undefined;
  const [object, ...others] = parsed?.kind === 'parsed' ? parsed.objects : [];
  const isThat = object?.tag === tag && others.length === 0 && object.value.length === (tag === '9F17' ? 1 : 2);
  return { kind: 'read', value: isThat ? toUnsigned(object.value) : undefined };
}
