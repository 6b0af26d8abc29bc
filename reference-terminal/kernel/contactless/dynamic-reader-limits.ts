import { fromHex, startsWithBytes } from '../bytes.ts';
import { findObject, parseTlv } from '../tlv.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { SelectedApplication } from './combination-selection.ts';
import { judgeLimits } from './pre-processing.ts';

/**
 * The qualifiers for this card: those of pre-processing, unless its application program identifier (9F5A, among the
 * issuer's discretionary data of the selection) has limits of its own.
 *
 * @clause C-3, dynamic reader limits: the set that matches replaces the reader's
 * @reads The first set whose identifier the card's begins with counts. A card whose set excludes the amount is passed
 *   over.
 */
export function limitsOfProgram(
  context: TransactionContext,
  selected: SelectedApplication,
):
  | { readonly kind: 'allowed'; readonly qualifiers: Uint8Array | undefined }
  | { readonly kind: 'contactless-limit-exceeded' | 'zero-amount-not-allowed' } {
  const { application, configuration, request } = context;
  const program = programIdentifier(selected);
  const limits = application.kernel3?.dynamicReaderLimits?.find(
    ({ programIdHex }) => program !== undefined && startsWithBytes(program, fromHex(programIdHex)),
  );
  if (limits === undefined) return { kind: 'allowed', qualifiers: selected.qualifiers };
  return judgeLimits(
    { ...limits, qualifiersHex: application.terminalTransactionQualifiersHex },
    { amountMinor: request.amountMinor, unitMinor: 10 ** configuration.currencyExponent },
  );
}

function programIdentifier({ objects }: SelectedApplication): Uint8Array | undefined {
  const discretionary = findObject(objects, 'BF0C');
  const inner = discretionary === undefined ? undefined : parseTlv(discretionary.value);
  const nested = inner?.kind === 'parsed' ? findObject(inner.objects, '9F5A') : undefined;
  return (nested ?? findObject(objects, '9F5A'))?.value;
}
