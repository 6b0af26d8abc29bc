import { toHex } from '../bytes.ts';
import { recoverChain } from '../offline-data-authentication/certificate-chain.ts';
import { transactionDataToHash, verifyCombinedSignature } from '../offline-data-authentication/combined-signature.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { QuickInitiated } from './kernel-3-initiate.ts';

/** What the signature of an approval came to. */
export type Combined6 =
  | { readonly kind: 'verified' }
  | { readonly kind: 'failed'; readonly reason: string; readonly isDataMissing: boolean };

const neededTags = ['8F', '90', '9F32', '9F46', '9F47'] as const;

/**
 * Combined authentication of the answer to GET PROCESSING OPTIONS: the signature (9F4B) is over the terminal's unpredictable number, the
 * values of the PDOL and all objects of the answer, and holds the cryptogram, which goes to the data record.
 *
 * @param signedRecords  undefined when a record that should be signed was no template 70
 * @clause C-6, offline data authentication (CDA alone); EMV 4.4 Book 2, 5.2, 5.3, 6.4 and 6.6.2
 * @reads The answer's objects count one by one, as they came; of a template among them only its contents.
 */
export function authenticateCombined(
  context: TransactionContext,
  initiated: QuickInitiated,
  signedRecords: Uint8Array | undefined,
): Combined6 {
  const { data, configuration } = context;
  const signature = data.get('9F4B');
  if (signature === undefined || neededTags.some((tag) => data.get(tag) === undefined)) {
    return { kind: 'failed', reason: 'authentication-data-missing', isDataMissing: true };
  }
  const chain = recoverChain(data, configuration, {
    ridHex: toHex((data.get('9F06') ?? new Uint8Array()).subarray(0, 5)),
    certificate: 'signature',
    signedRecords,
  });
  if (chain.kind === 'refused') return { kind: 'failed', reason: chain.reason, isDataMissing: false };
  const judged = verifyCombinedSignature(signature, chain.key, {
    unpredictableNumber: data.get('9F37') ?? new Uint8Array(),
    cryptogramInformationData: data.get('9F27')?.[0] ?? 0,
    transactionData: transactionDataToHash({
      processingOptionsData: initiated.processingOptionsData,
      riskManagementData: new Uint8Array(),
      answerObjects: initiated.objects.filter(({ tag }) => tag !== '9F4B').map(({ encoded }) => encoded),
    }),
  });
  if (judged.kind === 'refused') return { kind: 'failed', reason: `signature-${judged.reason}`, isDataMissing: false };
  data.set('9F26', judged.applicationCryptogram);
  data.set('9F4C', judged.cardDynamicNumber);
  return { kind: 'verified' };
}
