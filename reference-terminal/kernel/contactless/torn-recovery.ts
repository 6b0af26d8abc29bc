import type { TornTransactionSettings } from '../../contactless-settings.ts';
import { statusSuccess } from '../application-protocol-data-unit.ts';
import { concatBytes, sameBytes } from '../bytes.ts';
import { buildDol, parseDol } from '../dol.ts';
import { judgeAnswer } from '../generate-cryptogram.ts';
import type { CryptogramGenerated } from '../generate-cryptogram.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import { terminalVerificationBits } from '../terminal-verification-results.ts';
import { findObject, parseTlv } from '../tlv.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { CardSession } from './card-session.ts';
import type { TornLog, TornTransaction } from './torn-transactions.ts';

/** The recovered cryptogram with what it was asked for with, or why a new one has to be asked for. */
export type Recovery =
  | { readonly kind: 'judged'; readonly generated: CryptogramGenerated }
  | { readonly kind: 'refused'; readonly statusWord: number };

/** What makes two transactions the same purchase: amounts, currency, type. */
const purchaseTags = ['9F02', '9F03', '5F2A', '9C'] as const;
/** What a recovered cryptogram was made over, and must stand in the data record beside it. */
const restoredTags =
  '9F02 9F03 5F2A 9A 9C 9F21 9F37 95 9F34 9F33 9F1A 9F1E 9F41 DF8301 DF8302 DF8303 DF8304 DF8305 DF8306 DF8307'.split(
    ' ',
  );

/**
 * The torn transaction of this card, if it can be recovered.
 *
 * @clause C-2, torn transaction recovery: only for a card with a DRDOL (9F51); found by account and sequence number
 * @reads C-2 recovers whatever is found and takes over its amount. A cardholder who comes back to buy something else
 *   would then pay for what was torn: a record of another purchase is given up instead, and reported.
 */
export function findTorn(
  context: TransactionContext,
  log: TornLog,
): { readonly kind: 'found' | 'other-purchase'; readonly torn: TornTransaction } | undefined {
  const { data } = context;
  if ((data.get('9F51')?.length ?? 0) === 0) return undefined;
  const torn = log.find(cardOf(context));
  if (torn === undefined) return undefined;
  const isSame = purchaseTags.every((tag) =>
    sameBytes(torn.objects.get(tag) ?? new Uint8Array(), data.get(tag) ?? new Uint8Array()),
  );
  return { kind: isSame ? 'found' : 'other-purchase', torn };
}

/**
 * Asks the card for the cryptogram that it made before it left. When it still has it, the data that it was made over
 * come back into the data record, and the answer is judged as the first would have been.
 *
 * @clause C-2, S10 (RECOVER AC 80D0): an answer is template 77; any other status leads to GENERATE AC
 */
export async function recoverCryptogram(
  session: CardSession,
  context: TransactionContext,
  terms: { readonly torn: TornTransaction; readonly cardKey: PublicKey | undefined },
): Promise<Recovery> {
  const { torn, cardKey } = terms;
  const { recoveryData } = torn;
  const head = Uint8Array.of(0x80, 0xd0, 0x00, 0x00, recoveryData.length);
  const answer = await session.transmit(concatBytes([head, recoveryData, Uint8Array.of(0)]));
  if (answer.kind !== 'answered') return { kind: 'judged', generated: answer };
  if (answer.statusWord !== statusSuccess) return { kind: 'refused', statusWord: answer.statusWord };
  restore(context, torn);
  const outer = parseTlv(answer.data);
  const template = outer.kind === 'parsed' && outer.objects.length === 1 ? findObject(outer.objects, '77') : undefined;
  const inner = template === undefined ? undefined : parseTlv(template.value);
  if (inner?.kind !== 'parsed' || context.data.store(inner.objects).kind === 'refused') {
    return { kind: 'judged', generated: { kind: 'ended', reason: 'card-data-error' } };
  }
  const { requested } = torn;
  const generated = judgeAnswer(context.data, {
    requested,
    signingKey: requested === 'AAC' ? undefined : cardKey,
    request: torn,
    riskManagementData: torn.riskManagementData,
    objects: inner.objects,
  });
  return { kind: 'judged', generated };
}

/**
 * What has to be kept of a transaction whose card left during GENERATE AC; undefined for a card that can't recover.
 *
 * @clause C-2, S9.5 (only with a DRDOL), S11.13 (its values are those of the torn transaction)
 */
export function tornTransaction(
  context: TransactionContext,
  facts: Pick<TornTransaction, 'tornAtMs' | 'processingOptionsData' | 'requested' | 'method'>,
): TornTransaction | undefined {
  const { data } = context;
  const recoveryList = data.get('9F51') ?? new Uint8Array();
  const valuesOf = (list: Uint8Array): Uint8Array | undefined => {
    const parsed = parseDol(list);
    return parsed.kind === 'parsed' ? buildDol(parsed.entries, (tag) => data.get(tag)) : undefined;
  };
  const recoveryData = valuesOf(recoveryList);
  const riskManagementData = valuesOf(data.get('8C') ?? new Uint8Array());
  if (recoveryList.length === 0 || recoveryData === undefined || riskManagementData === undefined) return undefined;
  return { ...cardOf(context), ...facts, objects: data.record(), riskManagementData, recoveryData };
}

/** Removes what is too old and reports it. */
export function cleanTornLog(
  log: TornLog,
  settings: TornTransactionSettings,
  terms: {
    readonly nowMs: number;
    report(step: string, tags: readonly string[], words: Readonly<Record<string, string>>): void;
  },
): void {
  const expired = log.clean(terms.nowMs, settings.lifetimeMs);
  if (expired.length > 0) terms.report('torn-records', [], { expired: String(expired.length) });
}

function cardOf({ data }: TransactionContext): Pick<TornTransaction, 'pan' | 'sequenceNumber'> {
  return { pan: data.get('5A') ?? new Uint8Array(), sequenceNumber: data.get('5F34') ?? new Uint8Array() };
}

function restore(context: TransactionContext, torn: TornTransaction): void {
  for (const tag of restoredTags) {
    const value = torn.objects.get(tag);
    if (value !== undefined) context.data.set(tag, value);
  }
  context.verification.clear();
  for (const bit of terminalVerificationBits(torn.objects.get('95') ?? new Uint8Array(5)))
    context.verification.add(bit);
}
