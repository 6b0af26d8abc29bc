import type { TransactionData } from '../kernel/outcome.ts';
import { adviseForAttendant } from '../store-and-forward/attendant-approval.ts';
import type { AuthorisationParts } from '../store-and-forward/authorisation.ts';
import { StorageRefused } from '../store-and-forward/store-failure.ts';
import type { TransactionRequest } from '../transaction-report.ts';

/** A sale that came to nothing, as far as a forced acceptance needs it. */
export interface DeclinedSale {
  readonly outcome: string;
  readonly reason: string;
  readonly responseCode?: string;
  readonly data?: TransactionData;
}

/** Reasons after which no money can stand at the host, and nothing is reversed. */
const forceableReasons: ReadonlySet<string> = new Set([
  'declined-by-card',
  'denied-by-action-codes',
  'service-not-allowed-by-card',
  'declined-by-issuer',
  'host-unreachable',
]);
/** What the host approved is reversed when the card declines it; a card to be kept is not sold to. */
const unforceableCodes: ReadonlySet<string> = new Set(['00', '04', '07', '41', '43']);
const cryptogramMask = 0xc0;

/**
 * Asks the attendant whether a sale that the card declined (AAC) is taken all the same, where the terminal is configured for it.
 * Its capture record says so, and bears the response code of the decline.
 *
 * @returns what becomes of the sale; undefined when it stays declined
 * @clause EMV 4.4 Book 4, 6.5.4
 * @reads Purchases in the chip slot alone, up to an amount, and only where nothing is owed or reversed for them.
 */
export async function forceAcceptance(
  parts: AuthorisationParts,
  request: TransactionRequest,
  sale: DeclinedSale,
): Promise<
  | {
      readonly outcome: 'approved' | 'declined';
      readonly reason: string;
      readonly stan?: string;
      readonly responseCode: string;
    }
  | undefined
> {
  const { cashier } = parts.needs;
  const { data, reason } = sale;
  const { amountMinor } = request;
  const limits = parts.configuration.contact?.forcedAcceptance;
  if (limits === undefined || cashier?.forcesAcceptance === undefined || data === undefined) return undefined;
  const responseCode = sale.responseCode ?? Buffer.from(data.objects.get('8A') ?? []).toString('latin1');
  const mayBeForced =
    sale.outcome === 'declined' &&
    request.kind === 'purchase' &&
    request.entry === 'contact' &&
    amountMinor <= limits.amountMinorMax &&
    forceableReasons.has(reason) &&
    !unforceableCodes.has(responseCode) &&
    hasDeclined(data);
  if (!mayBeForced || !(await cashier.forcesAcceptance({ reason, amountMinor }))) return undefined;
  const { objects } = data;
  const stan = adviseForAttendant(parts, { kind: 'purchase', amountMinor, objects, responseCode, isForced: true });
  return stan instanceof StorageRefused
    ? { outcome: 'declined', reason: stan.reason, responseCode }
    : { outcome: 'approved', reason: 'forced-acceptance', stan, responseCode };
}

/** @clause EMV 4.4 Book 3, table 15: both bits are zero in an AAC */
function hasDeclined({ objects }: TransactionData): boolean {
  const information = objects.get('9F27')?.[0];
  return information !== undefined && (information & cryptogramMask) === 0;
}
