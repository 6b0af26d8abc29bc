import { fromHex, toHex } from '../bytes.ts';
import { buildDol, parseDol } from '../dol.ts';
import { earlierNumbers } from '../earlier-numbers.ts';
import { recoverChain } from '../offline-data-authentication/certificate-chain.ts';
import { explainCurveChain } from '../offline-data-authentication/explain-curve-chain.ts';
import { explainChain } from '../offline-data-authentication/explain-chain.ts';
import { explainSignature, partsOf } from '../offline-data-authentication/explain-signature.ts';
import type { FailedSignature, SignedPart } from '../offline-data-authentication/explain-signature.ts';
import type { ContactContext } from './contact-context.ts';

/**
 * Why offline data authentication before the first cryptogram failed, as facts for the record: which input is wrong.
 *
 * @param reason  the check that failed
 */
export function whyNotAuthenticated(
  context: ContactContext,
  { method, reason }: { readonly method: string; readonly reason: string },
): { readonly why?: string } {
  const { data, configuration } = context;
  const chain = {
    data,
    anchors: configuration,
    ridHex: toHex((data.get('84') ?? new Uint8Array()).subarray(0, 5)),
    signedRecords: context.signedRecords.value,
  };
  if (method === 'extended') return worded(explainCurveChain(reason, chain));
  if (method !== 'dynamic' || !reason.startsWith('signature-')) return worded(explainChain(reason, chain));
  const recovered = recoverChain(data, configuration, { ...chain, certificate: 'signature' });
  const failed = {
    signature: data.get('9F4B') ?? new Uint8Array(),
    key: recovered.kind === 'recovered' ? recovered.key : undefined,
    terminalParts: partsOfDynamicList(context),
  };
  return whySignatureFailed(context, failed);
}

/** Why a signature over dynamic data failed, as a fact for the record. */
export function whySignatureFailed(context: ContactContext, failed: FailedSignature): { readonly why?: string } {
  const earlier = earlierNumbers(context.needs.random, context.data.get('9F37'));
  return worded(explainSignature(failed, earlier));
}

/** What INTERNAL AUTHENTICATE was sent with, value by value. */
function partsOfDynamicList({ data, application }: ContactContext): readonly SignedPart[] {
  const list = parseDol(data.get('9F49') ?? fromHex(application.defaultDynamicDataObjectListHex ?? ''));
  if (list.kind === 'malformed') return [];
  return partsOf(list.entries.map((entry) => ({ tag: entry.tag, value: buildDol([entry], (tag) => data.get(tag)) })));
}

const worded = (why: string): { readonly why?: string } => (why === '' ? {} : { why });
