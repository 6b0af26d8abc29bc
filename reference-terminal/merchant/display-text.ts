import type { TransactionOutcome } from '../transaction-report.ts';
import { texts } from './texts.table.ts';

/** Texts for reasons that the cardholder or the cashier can do something about. */
const TEXT_BY_REASON: ReadonlyMap<string, string> = new Map([
  ['battery-low', 'CHARGE BATTERY'],
  ['battery-charging', 'CHARGING - PLEASE WAIT'],
  ['reversal-pending', 'HOST NOT REACHABLE'],
  ['not-signed-on', 'HOST NOT REACHABLE'],
  ['keys-not-changed', 'HOST NOT REACHABLE'],
  ['host-unreachable', 'DECLINED - NO CONNECTION'],
  ['storage-full', 'CALL SERVICE'],
  ['storage-failed', 'CALL SERVICE'],
  ['cancelled', 'CANCELLED'],
  ['voided', 'VOIDED'],
  ['void-pending', 'VOIDED'],
  ['service-not-allowed-by-card', 'NOT ACCEPTED'],
]);

/** The same where the card was not decided about. */
const TEXT_WITHOUT_DECISION: ReadonlyMap<string, string> = new Map([['card-removed', 'PROCESSING ERROR']]);

const TEXT_BY_OUTCOME: Readonly<Record<TransactionOutcome, string>> = {
  approved: 'APPROVED',
  declined: 'DECLINED',
  ended: 'NOT COMPLETED',
  'try-another-interface': 'INSERT OR SWIPE CARD',
  refused: 'NOT POSSIBLE',
};

/**
 * The last thing that the cardholder sees of a transaction.
 *
 * @clause EMV Contactless 2.10 Book A, 9.4 (standard messages, in their sense); EMV 4.4 Book 4, 6.6.1 (a card that is taken
 *   out in the middle of a transaction is a processing error)
 */
export function displayText(outcome: TransactionOutcome, reason: string): string {
  const undecided = outcome === 'ended' ? TEXT_WITHOUT_DECISION.get(reason) : undefined;
  return undecided ?? TEXT_BY_REASON.get(reason) ?? TEXT_BY_OUTCOME[outcome];
}

/** An amount, as the display has it. */
const amountInText = /\d+(?:\.\d+)?/gu;

/** A text of the display in another language; as it is where there is no other. */
export function textIn(language: string, text: string): string {
  if (language !== 'de' && language !== 'fr') return text;
  const amounts = [...text.matchAll(amountInText)].map(([amount]) => amount);
  const other = texts.get(text.replaceAll(amountInText, '#'))?.[language];
  return other?.replaceAll('#', () => amounts.shift() ?? '') ?? text;
}
