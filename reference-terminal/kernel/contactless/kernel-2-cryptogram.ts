import type { RequestedAction } from '../action-analysis.ts';
import { generateCryptogram } from '../generate-cryptogram.ts';
import type { CryptogramGenerated } from '../generate-cryptogram.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import type { TransactionData } from '../outcome.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { stepReporter } from './kernel-context.ts';
import type { ContactlessKernelNeeds } from './kernel-result.ts';
import type { ReaderMemory } from './reader-memory.ts';
import { findTorn, recoverCryptogram, tornTransaction } from './torn-recovery.ts';

/** A card's cryptogram with what it was asked for with: a recovered one was asked for when the card left. */
export type CryptogramObtained =
  | {
      readonly kind: 'obtained';
      readonly generated: Extract<CryptogramGenerated, { kind: 'generated' }>;
      readonly action: RequestedAction;
      readonly method: TransactionData['cardholderVerification'];
    }
  | KernelStop;

/** What the cryptogram is asked for with. */
interface CryptogramTerms {
  readonly action: RequestedAction;
  readonly method: TransactionData['cardholderVerification'];
  readonly processingOptionsData: Uint8Array;
  readonly cardKey: PublicKey | undefined;
}

const refundType = 0x20;

/**
 * The cryptogram: recovered when this card left while it was on the way, else asked for. A card that leaves now and can
 * recover is remembered.
 *
 * @clause C-2, S456.42 to S456.47, S9.5, S10, S11: a record is gone once the card has answered to a new GENERATE AC
 */
export async function obtainCryptogram(
  parts: {
    readonly needs: ContactlessKernelNeeds;
    readonly session: CardSession;
    readonly memory: ReaderMemory;
    readonly report: ReturnType<typeof stepReporter>;
  },
  context: TransactionContext,
  terms: CryptogramTerms,
): Promise<CryptogramObtained> {
  const { session, memory, report } = parts;
  const settings = context.application.kernel2?.tornTransactions;
  const known = settings === undefined ? undefined : findTorn(context, memory.tornLog);
  if (known?.kind === 'found') {
    const recovery = await recoverCryptogram(session, context, { ...known, cardKey: terms.cardKey });
    report('torn-record', [], { result: recovery.kind === 'judged' ? 'recovered' : 'refused-by-card' });
    if (recovery.kind === 'judged') {
      const { generated } = recovery;
      if (generated.kind !== 'card-gone' && generated.kind !== 'reader-gone') memory.tornLog.remove(known.torn);
      if (generated.kind !== 'generated') return generated;
      return {
        kind: 'obtained',
        generated,
        action: actionOf(context, known.torn.requested),
        method: known.torn.method,
      };
    }
  }
  if (known?.kind === 'other-purchase') report('torn-record', [], { result: 'other-purchase' });
  const generated = await generateCryptogram(session, context.data, terms);
  if (known !== undefined) memory.tornLog.remove(known.torn);
  if (generated.kind === 'card-gone' && settings !== undefined) {
    const torn = tornTransaction(context, {
      ...terms,
      requested: terms.action.requested,
      tornAtMs: parts.needs.clock.nowMs(),
    });
    const overflow = torn === undefined ? [] : memory.tornLog.add(torn, settings.recordCountMax);
    if (torn !== undefined) report('torn-record', [], { result: 'kept', overflow: String(overflow.length) });
  }
  return generated.kind === 'generated' ? { kind: 'obtained', generated, ...terms } : generated;
}

function actionOf(context: TransactionContext, requested: RequestedAction['requested']): RequestedAction {
  if (requested !== 'AAC') return { requested };
  const isRefund = context.data.get('9C')?.[0] === refundType;
  return { requested, denial: isRefund ? undefined : 'declined-by-card' };
}
